"""When two typed answers count as the same."""

import pytest

from dlprep.domain.spelling import same_output, same_term


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("ＡＤＡＭ", "Adam"),
        ("  global   Norm ", "global norm"),
        ("全局 范数", "全局范数"),
        ("`learning_rate`", "learning_rate"),
        ("“mask_zero”", "mask_zero"),
        ("0.50", ".5"),
        ("ReLU.", "relu"),
    ],
)
def test_width_case_spacing_and_quotes_do_not_matter(typed: str, accepted: str) -> None:
    assert same_term(typed, [accepted])


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [("", "Adam"), ("AdamW", "Adam"), ("learning rate", "learning_rate"), ("0.05", "0.5")],
)
def test_content_matters(typed: str, accepted: str) -> None:
    assert not same_term(typed, [accepted])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(3,4)", "(3, 4)"),
        ("（3，4）", "(3, 4)"),
        ("['a','b']", '["a", "b"]'),
        ("float64\n", "float64"),
        ("1\n2\n", "1\n2"),
        ("[1 2 3]", "[1  2  3]"),
    ],
)
def test_output_may_be_typed_with_other_spaces_and_quotes(typed: str, printed: str) -> None:
    assert same_output(typed, [printed])


@pytest.mark.parametrize(
    ("typed", "printed"), [("3", "3.0"), ("true", "True"), ("12", "1\n2"), ("(3, 4, 1)", "(3, 4)")]
)
def test_output_that_says_something_else_is_wrong(typed: str, printed: str) -> None:
    assert not same_output(typed, [printed])
