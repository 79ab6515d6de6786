"""Authored words as styled text, and formulas as Unicode."""

import pytest

from dlprep.tui.maths import readable
from dlprep.tui.prose import CODE_STYLE, MATHS_STYLE, prepare, prose


def styles(text: str) -> dict[str, str]:
    content = prose(text)
    return {content.plain[span.start : span.end]: str(span.style) for span in content.spans if span.style}


def test_inline_code_loses_its_ticks_and_gains_a_style() -> None:
    assert prose("call `fit` now").plain == "call fit now"
    assert styles("call `fit` now") == {"fit": CODE_STYLE}


def test_square_brackets_are_words_not_markup() -> None:
    assert prose("x[0] and [bold]y[/bold]").plain == "x[0] and [bold]y[/bold]"


def test_maths_is_rendered() -> None:
    assert prose("so $x^2 \\le 1$ holds").plain == "so x² ≤ 1 holds"
    assert MATHS_STYLE in styles("so $x^2$")["x²"]


def test_money_is_not_maths() -> None:
    assert prose("from $5 to $10 an hour").plain == "from $5 to $10 an hour"


def test_gaps_show_in_words_and_in_code() -> None:
    assert prose("use `Adam([[1]]=1)` by [[2]]").plain == "use Adam(__1__=1) by __2__"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\frac{1}{2}(\hat y-t)^2", "(1/2)(ŷ−t)²"),
        (r"\frac12(200x^2+2y^2)", "(1/2)(200x²+2y²)"),
        (r"\frac1n", "1/n"),
        (r"\frac{n}2", "n/2"),
        (r"\frac{a+b}{2\sigma^2}", "(a+b)/(2σ²)"),
        (r"\sqrt{\sigma^2+\epsilon}", "√(σ²+ε)"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\mathrm{ReLU}(w_1x+b)", "ReLU(w₁x+b)"),
        (r"W \in \mathbb{R}^{m \times n}", "W ∈ ℝ^(m × n)"),
        (r"\left(\frac{a}{b}\right)", "(a/b)"),
        (r"64\cdot256+10", "64⋅256+10"),
        (r"\unknown{x}", "unknownx"),
        (r"\frac{(y-\hat y)^2}{2\sigma^2}", "(y−ŷ)²/(2σ²)"),
        (r"\frac{(a)(b)}{2}", "((a)(b))/2"),
        (r"\nabla_{\hat x}D(\hat x)", "∇_x̂D(x̂)"),
    ],
)
def test_formulas_are_readable(formula: str, expected: str) -> None:
    assert readable(formula) == expected


def test_formulas_can_be_read_before_they_are_painted() -> None:
    readable.cache_clear()
    prepare(["no formula", r"the rate $\eta^2$ and `$code$`"])
    assert readable.cache_info().currsize == 1
    assert prose(r"$\eta^2$").plain == "η²"
    assert readable.cache_info().misses == 1
