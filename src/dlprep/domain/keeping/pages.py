"""A page of headings, sentences and tables, as Markdown or as HTML that needs nothing beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LISTED = re.compile(r"^(\d*)([-+=.)])")
_CSS = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: .5em 0 1em; }
th, td { border: 1px solid #8888; padding: .25em .6em; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media print { body { margin: 0; max-width: none; } }
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads, all of them text already."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns that stand on the right."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page, in one language."""

    title: str
    language: str
    """As HTML names it."""
    sections: tuple[Section, ...]


def page_markdown(page: Page) -> str:
    """The page as Markdown; nothing in its texts is taken for markup."""
    return "\n\n".join([f"# {_plain(page.title)}", *_markdown_blocks(page)]) + "\n"


def page_html(page: Page) -> str:
    """The page as one HTML file: no script, no address, nothing to load."""
    body = "\n".join(line for section in page.sections for line in _html_lines(section))
    title = escape(page.title)
    return (
        f'<!doctype html>\n<html lang="{escape(page.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>\n{_CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    )


def _markdown_blocks(page: Page) -> Iterator[str]:
    for section in page.sections:
        yield f"## {_plain(section.title)}"
        yield from (_LISTED.sub(r"\1\\\2", _plain(sentence)) for sentence in section.sentences)
        if section.table is not None and section.table.rows:
            yield _markdown_table(section.table)


def _markdown_table(table: Table) -> str:
    marks = ("--:" if place in table.numbers else "---" for place in range(len(table.heads)))
    rows = (table.heads, tuple(marks), *table.rows)
    lines = [" | ".join(cell if row is rows[1] else _plain(cell) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _plain(text: str) -> str:
    """A text on one line, with what Markdown would take for its own as the signs themselves."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _html_lines(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    for sentence in section.sentences:
        yield f"<p>{escape(sentence)}</p>"
    if section.table is None or not section.table.rows:
        return
    yield "<table>"
    yield f"<thead>{_html_row('th', section.table.heads, section.table)}</thead>"
    yield "<tbody>"
    for row in section.table.rows:
        yield _html_row("td", row, section.table)
    yield "</tbody></table>"


def _html_row(tag: str, cells: tuple[str, ...], table: Table) -> str:
    opened = [
        f'<{tag} class="number">' if place in table.numbers else f"<{tag}>" for place in range(len(cells))
    ]
    shown = (f"{start}{escape(cell)}</{tag}>" for start, cell in zip(opened, cells, strict=True))
    return f"<tr>{''.join(shown)}</tr>"
