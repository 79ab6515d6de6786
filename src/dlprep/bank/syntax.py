"""What is wrong with YAML that cannot be read, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True)
class Fault:
    """Something wrong in one document."""

    line: int
    column: int
    what: str
    way_out: str = ""
    path: tuple[str | int, ...] = ()
    """Keys and indexes from the top of the document."""


_IN_PLAIN_WORDS = (
    ("tab character", "a tab stands where spaces are needed", "Indent with spaces."),
    (
        "mapping values are not allowed",
        "a colon makes this text look like a key",
        "Put the text in quotes, or in a block that starts with `>-`.",
    ),
    (
        "cannot start any token",
        "text cannot start with this character",
        "Put the text in quotes.",
    ),
    (
        "could not find expected ':'",
        "this line is neither a key with a colon nor a part of the text above",
        "Indent it under its key, or put the text in quotes.",
    ),
    (
        "did not find expected key",
        "the key expected here is missing",
        "Check the indentation here and the quotes on the lines above.",
    ),
    (
        "did not find expected '-' indicator",
        "a list item must start with `-` here",
        "Check the indentation here and on the lines above.",
    ),
    ("found unexpected end of stream", "a quote is opened and never closed", "Close the quote."),
    ("did not find expected ',' or", "a bracket is opened and never closed", "Close it, or quote the text."),
    ("did not find expected node content", "a value is missing between brackets", "Write or remove it."),
    ("unknown escape character", "a backslash in double quotes starts no known escape", "Use single quotes."),
    ("did not find expected alphabetic", "`*` and `&` start a reference", "Put the text in quotes."),
)


def syntax_fault(error: yaml.YAMLError, text: str, first_line: int) -> Fault:
    """The fault that stopped the parser in `text`, which begins in line `first_line` of its file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    # The reader's own errors keep the sentence in `reason`.
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if "cannot start any token" in said and mark and _character(text, mark.line, mark.column) == "\t":
        said = "tab character"
    for part, what, way_out in _IN_PLAIN_WORDS:
        if part in said:
            return Fault(line, column, what, way_out)
    return Fault(line, column, f"this is not YAML: {said}", "Check the indentation and the quotes.")


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    return lines[line][column : column + 1] if line < len(lines) else ""
