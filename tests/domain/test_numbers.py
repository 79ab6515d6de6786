"""Numbers as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.errors import AnswerError
from dlprep.domain.numbers import number_text, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000", 1000),
        ("1,000", 1000),
        ("1，000", 1000),
        ("１０００", 1000),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("1_000", 1000),
        (" 1 000 ", 1000),
        ("-0.5", -0.5),
        ("−0.5", -0.5),
        (".5", 0.5),
        ("5.", 5),
        ("3/4", 0.75),
        ("1.2×10^3", 1200),
        ("1.2x10^-3", 0.0012),
        ("10^6", 1e6),
        ("12万", 120_000),
        ("1.5 亿", 150_000_000),
        ("122,570", 122_570),
        ("1,234,567.5", 1_234_567.5),
        ("12 345.5", 12_345.5),
        ("10^-400", 0.0),
        ("- 3 / 4", -0.75),
        ("1.2 × 10^3", 1200),
    ],
)
def test_every_usual_form_is_read(text: str, value: float) -> None:
    assert parse_number(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "abc", "1,00", "1.000.000", "nan", "inf", "1/0", "1e999", "1;2", "--1", "0x10", "3/4/5"],
        *["1 2", "0 0", "1 2 3 4", "3 99", "10^400", "10^" + "9" * 5000, "9" * 20_000],
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused_with_the_forms_that_are_read(text: str) -> None:
    with pytest.raises(AnswerError, match=r"1,000"):
        parse_number(text)


def test_a_refusal_shows_the_beginning_of_what_was_typed_and_nothing_that_moves_the_cursor() -> None:
    with pytest.raises(AnswerError) as refused:
        parse_number("\x1b[31m\u202e" + "a" * 20_000)
    said = str(refused.value)
    assert len(said) < 200
    assert said.isprintable()


def test_a_percent_sign_is_reported_and_not_applied() -> None:
    typed = parse_number("８５％")
    assert (typed.value, typed.percent) == (85, True)


@pytest.mark.parametrize("text", ["512 MB", "512MB", "512 mb", "512 兆字节"])
def test_the_unit_of_the_question_may_stand_behind(text: str) -> None:
    assert parse_number(text, ("兆字节", "MB")).value == 512


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_whatever_python_prints_for_a_finite_number_is_read_back(value: float) -> None:
    assert parse_number(repr(value)).value == value


@given(st.text(max_size=40))
def test_no_text_makes_it_crash(text: str) -> None:
    try:
        value = parse_number(text).value
    except AnswerError:
        return
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (6.0, "6"),
        (25_583_592.0, "25583592"),
        (-138_357_544_001.0, "-138357544001"),
        (0.025, "0.025"),
        (1e300, "1e+300"),
    ],
)
def test_a_key_is_shown_in_all_of_its_digits(value: float, shown: str) -> None:
    assert number_text(value) == shown


@given(st.integers(-(2**52), 2**52))
def test_a_whole_key_typed_as_it_is_shown_is_read_as_itself(value: int) -> None:
    assert parse_number(number_text(float(value))).value == value
