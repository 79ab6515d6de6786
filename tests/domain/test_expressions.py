"""Arithmetic of templates: what it computes, and that it is nothing but arithmetic."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.expressions import check_expression, evaluate, names_in


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
        "n.real",
        "'{0.__class__}'.format(n)",
        "sum(n)(k)",
        "[n][0](k)",
        "1j",
        "b'bytes'",
        "None",
        "...",
        "n @ k",
        "n | k",
        "~n",
        "n is k",
        "lambda: n",
        "{n}",
        "{n: k}",
        "{x for x in n}",
        "[x async for x in n]",
        "[x.y for x in n]",
        "[x[0] for x[0] in n]",
        "await n",
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


def test_a_refused_call_names_functions_like_it() -> None:
    with pytest.raises(ValueError, match="there is no function “softmaxx”; did you mean softmax"):
        check_expression("softmaxx(n)")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("[1, 2.5, 'a']", (1, 2.5, "a")),
        ("v[0] + v[-1]", 6),
        ("v[1:]", (3, 4)),
        ("m[1][0]", 3),
        ("'same' if mode == 'valid' else mode", "same"),
        ("n > 1 and not n > 40 or False", True),
        ("0 or n", True),
        ("3 in v", True),
        ("5 not in v", True),
        ("[x * x for x in v if x > 2]", (9, 16)),
        ("[i * x for i, x in enumerate(v)]", (0, 3, 8)),
        ("[x + y for x in v for y in range(2)]", (2, 3, 3, 4, 4, 5)),
        ("sum(x * w for x, w in zip(v, [1, 0, 2]))", 10),
        ("[sum(row) for row in m]", (3, 7)),
        ("[0] * 3 + v", (0, 0, 0, 2, 3, 4)),
        ("mode + '!' * 2", "valid!!"),
        ("max(v)", 4),
        ("round(2 / 3, 2)", 0.67),
        ("len(mode)", 5),
        ("n if True else 1 / 0", 32),
    ],
)
def test_lists_strings_choices_and_loops(source: str, value: object) -> None:
    names = {"n": 32, "v": (2, 3, 4), "m": ((1, 2), (3, 4)), "mode": "valid"}
    assert evaluate(check_expression(source), names) == value


def test_the_names_from_outside_are_known_before_anything_is_computed() -> None:
    assert names_in("sum(x * w for x in v) + max(n, 1)") == {"v", "w", "n"}
    assert names_in("sum(x for x in v) + x") == {"v", "x"}
    assert names_in("[a + b for a in m for b in a if b > c]") == {"m", "c"}
    assert names_in("mean(mean)") == {"mean"}


@pytest.mark.parametrize(
    "source",
    [
        "[0] * 10 ** 9",
        "10 ** 9 * 'a'",
        "range(10 ** 9)",
        "[x for x in range(2000) for y in range(2000)]",
        "[[0 for y in range(2000)] for x in range(2000)]",
        "prod([10 ** 60] * 100)",
        "comb(10 ** 9, 5 * 10 ** 8)",
        "factorial(10 ** 6)",
        "(10 ** 60) * (10 ** 60) * (10 ** 60) * (10 ** 60) * (10 ** 60) * (10 ** 60)",
        "beam_search([0.5, 0.5], [[0.5, 0.5], [0.5, 0.5]], 10 ** 9, 1)",
        "best_path([0.5, 0.5], [[0.5, 0.5], [0.5, 0.5]], 10 ** 9)",
        "ctc_paths([1, 2], 10 ** 9)",
        "ngrams([1] * 2000, 10 ** 9)[0] if False else 1 / 0",
    ],
)
def test_what_would_take_memory_or_time_without_end_stops(source: str) -> None:
    with pytest.raises(ArithmeticError):
        evaluate(source, {})


@pytest.mark.parametrize(
    "source",
    ["v[9]", "v + 1", "'a' % 2", "'a' - 1", "sum(3)", "[a for a, b in v]", "v['x']", "n[0]", "-v", "'a' < 1"],
)
def test_values_that_do_not_fit_are_value_errors(source: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        evaluate(source, {"v": (1, 2), "n": 1})


def test_a_loop_does_not_change_what_it_was_given() -> None:
    names = {"x": 5, "v": (1, 2)}
    assert evaluate("sum(x for x in v) + x", names) == 8
    assert names == {"x": 5, "v": (1, 2)}


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
