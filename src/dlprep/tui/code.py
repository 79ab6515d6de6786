"""Python code as highlighted lines."""

from functools import lru_cache

from textual.content import Content

from dlprep.tui.block import Block, Line
from dlprep.tui.prose import MUTED, gaps_shown


@lru_cache(maxsize=128)
def code_lines(code: str) -> tuple[Content, ...]:
    """The lines of `code`, highlighted; the gaps of a cloze are shown as gaps."""
    from textual.highlight import highlight

    return tuple(highlight(gaps_shown(code).rstrip("\n"), language="python").split("\n", allow_blank=True))


def code_block(code: str, *, numbered: bool = False, marks: dict[int, str] | None = None) -> Block:
    """`code` as a block; `marks` puts a sign before lines, counted from 1."""
    lines = code_lines(code)
    width = len(str(len(lines)))
    marks = marks or {}

    def lead(number: int) -> Content:
        sign = f"{marks.get(number, ' ')} " if marks else ""
        return Content.styled(f"{sign}{number:>{width}} │ " if numbered or marks else "│ ", MUTED)

    return Block(Line(line, lead(number)) for number, line in enumerate(lines, start=1))
