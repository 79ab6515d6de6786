"""The Markdown that briefs use, as wrapped lines: headings, lists, code, tables and paragraphs.

Textual's own widget breaks at spaces only, which tears Chinese paragraphs into ragged lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.block import Block, Line
from dlprep.tui.cells import joined
from dlprep.tui.code import code_lines
from dlprep.tui.prose import MUTED, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADING = re.compile(r"(#+)\s+(.*)")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+(.*)")
_FENCE = re.compile(r"\s*(```|~~~)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_QUOTE = "│ "
_GAP = 2
"""Cells between two columns of a table."""
_MOST_CELLS = 74
"""Broader tables would be torn in a window of 80 columns."""


def markdown_block(text: str) -> Block:
    """`text` as a block."""
    return Block(_lines(text.strip().split("\n")))


def _lines(source: list[str]) -> Iterator[Line | Content]:
    code: list[str] | None = None
    paragraph: list[str] = []
    for row in source:
        if _FENCE.match(row):
            yield from _paragraph(paragraph)
            paragraph = []
            if code is not None:
                yield from _code(code)
            code = [] if code is None else None
        elif code is not None:
            code.append(row)
        elif not row.strip():
            yield from _paragraph(paragraph)
            yield Content("")
            paragraph = []
        elif _starts_anew(row, paragraph[0] if paragraph else ""):
            yield from _paragraph(paragraph)
            paragraph = [row]
        else:
            paragraph.append(row)
    yield from _paragraph(paragraph)
    if code is not None:
        yield from _code(code)


def _starts_anew(row: str, first: str) -> bool:
    """True when `row` does not go on with the paragraph above it, whose first row is `first`."""
    if _is_table(row) or _is_table(first):
        return _is_table(row) != _is_table(first)
    return bool(_HEADING.match(row) or _HEADING.match(first) or _ITEM.match(row)) or row.lstrip()[0] == ">"


def _is_table(row: str) -> bool:
    return row.lstrip().startswith("|")


def _code(rows: Iterable[str]) -> Iterator[Line]:
    for line in code_lines("\n".join(rows)):
        yield Line(line, Content.styled(_QUOTE, MUTED))


def _paragraph(rows: list[str]) -> Iterator[Line | Content]:
    if not rows:
        return
    first = rows[0]
    text = _joined(row.strip() for row in rows)
    if heading := _HEADING.match(text):
        yield Content.styled(heading[2], "bold $primary")
    elif item := _ITEM.match(first):
        bullet = "• " if item[2] in "-*+" else f"{item[2]} "
        body = _joined([item[3], *(row.strip() for row in rows[1:])])
        yield Line(_words(body), Content(f"  {item[1]}{bullet}"))
    elif _is_table(first):
        yield from _table([row for row in rows if not re.fullmatch(r"[\s|:-]+", row)])
    elif first.lstrip().startswith(">"):
        yield Line(_words(text.lstrip("> ")), Content.styled(_QUOTE, MUTED))
    else:
        yield _words(text)


def _table(rows: list[str]) -> Iterator[Line | Content]:
    """Rows with their cells below each other; a table too broad for 80 columns becomes a list."""
    cells = [[_words(cell.strip()) for cell in row.strip().strip("|").split("|")] for row in rows]
    widths = [max(cell.cell_length for cell in column) for column in zip(*cells, strict=False)]
    if sum(widths) + _GAP * len(widths) > _MOST_CELLS:
        yield from _stacked(cells)
        return
    for number, row in enumerate(cells):
        padded = (cell.truncate(width, pad=True) for cell, width in zip(row, widths, strict=False))
        line = joined(padded, _GAP).rstrip()
        yield line.stylize("bold") if number == 0 else line


def _stacked(cells: list[list[Content]]) -> Iterator[Line | Content]:
    """The first cell of each row with the others below it, each after its head."""
    heads, *rows = cells
    for row in rows:
        yield row[0].stylize("bold")
        for head, cell in zip(heads[1:], row[1:], strict=False):
            yield Line(cell, Content("  ").append(head).append(": "))


def _words(text: str) -> Content:
    return prose(_LINK.sub(r"\1 (\2)", text))


def _joined(rows: Iterable[str]) -> str:
    """Rows as one line: with a space between, except where both sides are Chinese."""
    text = ""
    for row in rows:
        close = not text or (_WIDE.match(text[-1]) and _WIDE.match(row[:1]))
        text += row if close else f" {row}"
    return text
