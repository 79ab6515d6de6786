"""Q08 and Q09: where the key stands."""

from __future__ import annotations

from typing import Any

import pytest

from dlprep.services.gates.positions import numeric_options, positions
from gates_support import row, single

WORDS = ("alpha", "beta", "gamma", "delta")


def bank_of(keys: list[int], **changes: Any) -> list[Any]:
    return [single(f"q{n}", *WORDS, key=key, **changes) for n, key in enumerate(keys)]


def test_keys_spread_over_the_places_pass_and_shuffling_shows_them_evenly() -> None:
    rows = list(positions(bank_of([n % 4 for n in range(80)])))
    assert row(rows, "Key position as stored").figure == pytest.approx(1.0)
    assert row(rows, "Key position over").passed is True
    assert row(rows, "Rendered exams").passed is True


def test_keys_in_one_place_fail_as_stored_but_not_as_shown() -> None:
    rows = list(positions(bank_of([1] * 80)))
    assert row(rows, "Key position as stored").passed is False
    assert row(rows, "Key position over").passed is True


def test_few_questions_have_no_figure() -> None:
    assert {one.figure for one in positions(bank_of([1] * 10)) if one.bar} == {None}


def test_order_kept_without_numbers_is_shown() -> None:
    shown = row(positions(bank_of([0], keep_order=True)), "Options kept")
    assert (shown.figure, shown.passed, shown.question_ids) == (1.0, None, ("q0",))


@pytest.mark.parametrize(
    ("words", "keep", "what"),
    [
        (("1", "2", "3"), True, ()),
        (("1", "2", "3"), False, ("its numbers are shuffled when they are shown",)),
        (("3", "2", "1"), True, ("its numbers do not ascend",)),
        (("500 kB", "1 MB", "2 MB"), True, ()),
    ],
)
def test_numbers_ascend_and_keep_their_order(
    words: tuple[str, ...], *, keep: bool, what: tuple[str, ...]
) -> None:
    found = row(numeric_options([single("n", *words, keep_order=keep)]), "Numeric options")
    assert tuple(one.what for one in found.offences) == what
    assert found.passed is (not what)


def test_the_rank_of_the_key_among_numbers() -> None:
    even = [single(f"n{n}", "1", "2", "3", "4", key=n % 4, keep_order=True) for n in range(40)]
    middle = [single(f"n{n}", "1", "2", "3", "4", key=1 + n % 2, keep_order=True) for n in range(40)]
    assert all(one.passed for one in numeric_options(even))
    assert row(numeric_options(middle), "Rank of the key").passed is False
    assert row(numeric_options(middle), "The smallest").figure == 0.0
