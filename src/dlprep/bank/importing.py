"""What imports have in common: rows that became questions, rows that did not, and what is still missing."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dlprep.bank.compiling import PLACEHOLDER, placeholder_paths
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CELL = 1_000_000
"""Characters in a cell; a quote that is never closed would otherwise swallow the file."""
_MAX_RESTARTS = 50
_CJK = re.compile(r"[\u3400-\u9fff]")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None}


@dataclass(frozen=True)
class BadRow:
    """A row that cannot become a question."""

    line: int
    """Where the row starts in the file, from 1."""
    what: Message
    way_out: Message


@dataclass
class Imported:
    """What came out of a file."""

    encoding: str
    questions: list[dict[str, Any]] = field(default_factory=list)
    """As a question file holds them, with placeholders where content is missing."""
    bad_rows: list[BadRow] = field(default_factory=list)

    @property
    def incomplete(self) -> int:
        """How many questions hold placeholders."""
        return sum(any(True for _ in placeholder_paths(one)) for one in self.questions)


class RowError(Exception):
    """A row cannot become a question."""

    def __init__(self, what: Message, way_out: Message) -> None:
        super().__init__(str(what))
        self.what = what
        self.way_out = way_out


def rows_of(text: str, separator: str, first_line: int = 1) -> Iterator[tuple[int, list[str] | RowError]]:
    """Each row with the number of the line where it starts, from `first_line` on; empty rows are left out.

    A quote that is never closed costs its own line only: reading starts again on the next one.
    """
    csv.field_size_limit(MAX_CELL)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = 0
    for _ in range(_MAX_RESTARTS):
        reader = csv.reader(lines[start:], delimiter=separator, strict=True)
        for place, row in _rows(reader, start):
            if isinstance(row, RowError) or any(cell.strip() for cell in row):
                yield first_line + place, row
            if isinstance(row, RowError) and start + reader.line_num - place > 1:
                start = place + 1
                break
        else:
            return
    yield (
        first_line + start,
        RowError(
            message("Too many quotes are not closed; reading stopped here."),
            message("Mend the quotes above, and import again."),
        ),
    )


def _rows(reader: Any, start: int) -> Iterator[tuple[int, list[str] | RowError]]:
    while True:
        place = start + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield (
                place,
                RowError(
                    message("A quote is opened here and not closed as it should be."),
                    message("Close it, and write a quote inside a cell twice."),
                ),
            )
        else:
            yield place, [cell.translate(_CONTROLS) for cell in row]


def placeholder(what: str) -> str:
    """A text that the check names until somebody writes what is meant."""
    return f"{PLACEHOLDER}: {what}"


def both(zh: str, en: str, what: str) -> dict[str, str]:
    """A text in both languages, with a placeholder for the one that is missing."""
    return {"zh": zh or placeholder(f"{what} in Chinese"), "en": en or placeholder(f"{what} in English")}


def language_of(text: str) -> str:
    """`zh` when the text holds Chinese characters, otherwise `en`."""
    return "zh" if _CJK.search(text) else "en"


def in_one_language(text: str, what: str) -> dict[str, str]:
    """A text that is there in one language only."""
    return both(**{"zh": "", "en": "", language_of(text): text}, what=what)


def slug(words: str) -> str:
    """An id made of `words`; `imported` when they hold no Latin letters."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("-") or "imported"


def frame(kind: str, question_id: str, topic: str) -> dict[str, Any]:
    """What every question has, all of it still to be written."""
    return {
        "id": question_id,
        "topic": topic or placeholder("a topic, such as cnn"),
        "level": placeholder("junior, mid or senior"),
        "type": kind,
        "stem": both("", "", "the question"),
        "explanation": both("", "", "why the key is right"),
        "roots": [placeholder("a claim of the article, such as S4.1-c06")],
        "sources": [{"title": placeholder("a primary source"), "url": placeholder("its address")}],
        "reviewed_on": placeholder("the day on which somebody checked every word"),
    }


def points() -> list[dict[str, Any]]:
    """The points of an open question, all of them still to be written."""
    return [_point(name, weight) for name, weight in (("first", 40), ("second", 30), ("third", 30))]


def _point(name: str, weight: int) -> dict[str, Any]:
    belief = {"text": both("", "", "a wrong belief"), "say": both("", "", "what is true instead")}
    return {
        "id": name,
        "weight": weight,
        "text": both("", "", "an idea that a good answer holds"),
        "misconceptions": [belief],
        "follow_up": both("", "", "what to ask when it is missing"),
    }
