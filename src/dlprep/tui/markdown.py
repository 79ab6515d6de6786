"""The Markdown that briefs use, as wrapped lines: headings, lists, code, tables and paragraphs.

Textual's own widget breaks at spaces only, which tears Chinese paragraphs into ragged lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.block import Block, Line
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
        elif _starts_anew(row) or _HEADING.match(paragraph[0] if paragraph else ""):
            yield from _paragraph(paragraph)
            paragraph = [row]
        else:
            paragraph.append(row)
    yield from _paragraph(paragraph)
    if code is not None:
        yield from _code(code)


def _starts_anew(row: str) -> bool:
    """True when `row` does not go on with the paragraph above it."""
    return bool(_HEADING.match(row) or _ITEM.match(row)) or row.lstrip()[0] in "|>"


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
    elif first.lstrip().startswith("|"):
        if not re.fullmatch(r"[\s|:-]+", first):
            yield Line(_words("  ".join(cell.strip() for cell in first.strip().strip("|").split("|"))))
    elif first.lstrip().startswith(">"):
        yield Line(_words(text.lstrip("> ")), Content.styled(_QUOTE, MUTED))
    else:
        yield _words(text)


def _words(text: str) -> Content:
    return prose(_LINK.sub(r"\1 (\2)", text))


def _joined(rows: Iterable[str]) -> str:
    """Rows as one line: with a space between, except where both sides are Chinese."""
    text = ""
    for row in rows:
        close = not text or (_WIDE.match(text[-1]) and _WIDE.match(row[:1]))
        text += row if close else f" {row}"
    return text
