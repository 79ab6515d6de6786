"""Arithmetic of templates: what it computes, and that it is nothing but arithmetic."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.expressions import check_expression, evaluate


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n - k + 1", 30),
        ("(n - k) // 2 + 1", 15),
        ("(k*k*3 + 1) * 32", 896),
        ("-n ** 2", -1024),
        ("2 ** 3 ** 2", 512),
        ("n % 5", 2),
        ("ceil(n / k)", 11),
        ("floor(n / k)", 10),
        ("max(n, k) - min(n, k, 1)", 31),
        ("abs(k - n)", 29),
        ("round(n / k)", 11),
        ("sqrt(n / 2)", 4),
        ("log(exp(k))", 3),
        ("1e3", 1000),
        (" n ", 32),
        ("+k", 3),
    ],
)
def test_arithmetic_has_python_s_meaning(source: str, value: float) -> None:
    assert evaluate(check_expression(source), {"n": 32, "k": 3}) == pytest.approx(value)


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("n > k", True),
        ("n == k", False),
        ("1 < k < n", True),
        ("1 < n < k", False),
        ("n != k", True),
        ("(n - k) % 2 == 1", True),
        ("k <= 3", True),
        ("k >= 4", False),
    ],
)
def test_a_comparison_gives_whether_it_holds(source: str, truth: bool) -> None:
    assert bool(evaluate(source, {"n": 32, "k": 3})) is truth


def test_whole_numbers_stay_whole() -> None:
    assert isinstance(evaluate("n * 2", {"n": 3}), int)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "n +",
        "n 2",
        "__import__('os')",
        "sum(n, k)",
        "n.real",
        "[n]",
        "n[0]",
        "'text'",
        "1j",
        "True",
        "lambda: n",
        "n if n else k",
        "n and k",
        "(x := n)",
        "f'{n}'",
        "max(*[n])",
        "round(n, ndigits=1)",
        "n\x00",
    ],
)
def test_anything_but_arithmetic_is_refused_when_it_is_authored(source: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        check_expression(source)


def test_a_refused_call_names_the_functions_there_are() -> None:
    with pytest.raises(ValueError, match=r"only abs, ceil, exp, .* can be called"):
        check_expression("sin(n)")


def test_an_unknown_name_names_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="unknown name “q”; known are k, n"):
        evaluate("n - q", {"n": 1, "k": 2})


@pytest.mark.parametrize("source", ["1 / (n - n)", "n % 0", "10.0 ** 1000"])
def test_arithmetic_without_a_value_is_an_arithmetic_error(source: str) -> None:
    with pytest.raises(ArithmeticError):
        evaluate(source, {"n": 1})


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(1, 1000))
def test_it_agrees_with_python(a: int, b: int, c: int) -> None:
    assert evaluate("(a - b) * c + a // c - b % c", {"a": a, "b": b, "c": c}) == (a - b) * c + a // c - b % c
    assert evaluate("sqrt(a * a) / c", {"a": a, "c": c}) == math.sqrt(a * a) / c


@given(st.text(max_size=30))
def test_any_text_is_accepted_or_refused_with_a_value_error(source: str) -> None:
    try:
        accepted = check_expression(source)
    except ValueError:
        accepted = None
    assert accepted in (source, None)


@pytest.mark.parametrize("source", ["9**9**9", "2 ** 1000", "(0 - 2) ** 0.5", "1 / (n - n)"])
def test_what_explodes_is_an_arithmetic_error_and_never_a_hang(source: str) -> None:
    with pytest.raises(ArithmeticError):
        evaluate(source, {"n": 1})


@pytest.mark.parametrize(
    "source",
    ["sqrt()", "max(1)", "floor(1, 2)", "sqrt(0 - 1)", "(" * 150 + "1" + ")" * 150, "1+" * 200 + "1"],
)
def test_what_cannot_be_read_or_computed_is_a_value_error(source: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        evaluate(source, {})
