"""Lines of mixed Chinese and English break where a reader expects it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dlprep.tui.wrapping import break_offsets


def lines(text: str, width: int) -> list[str]:
    edges = [0, *break_offsets(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def test_chinese_breaks_between_characters() -> None:
    assert lines("梯度消失与梯度爆炸", 8) == ["梯度消失", "与梯度爆", "炸"]


def test_english_breaks_at_spaces() -> None:
    assert lines("vanishing gradients happen", 12) == ["vanishing ", "gradients ", "happen"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert lines("梯度消失，爆炸", 8) == ["梯度消", "失，爆炸"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert lines("它叫作（甲）乙", 8) == ["它叫作", "（甲）乙"]


def test_a_word_too_wide_for_any_line_is_cut() -> None:
    assert lines("keras.layers.Dense", 6) == ["keras.", "layers", ".Dense"]


def test_a_space_that_does_not_break_keeps_words_together() -> None:
    assert lines("one two\u00a0three", 10) == ["one ", "two\u00a0three"]


def test_a_dash_goes_with_what_is_tied_to_it() -> None:
    assert lines("dead  —\u00a0your", 8) == ["dead  ", "—\u00a0your"]


@given(st.text(alphabet="ab c，。（）梯度学习.", max_size=60), st.integers(min_value=4, max_value=20))
def test_no_line_is_wider_than_allowed_and_nothing_is_lost(text: str, width: int) -> None:
    pieces = lines(text, width)
    assert "".join(pieces) == text
    # A run of closing marks stays with its character even when that alone fills a line.
    assert all(cell_len(piece.rstrip(" ")) <= width for piece in pieces)
