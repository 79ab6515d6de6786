"""Attempts as rows of a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.bank import QuestionBank

_KEPT = (
    "id",
    "session_id",
    "mode",
    "question_id",
    "topic",
    "level",
    "type",
    "grade",
    "score",
    "confidence",
    "hints_used",
    "duration_seconds",
    "answered_at",
    "local_day",
    "undone_at",
    "language",
    "answer",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(attempts: Iterable[dict[str, Any]], bank: QuestionBank) -> Iterator[str]:
    """A header, and one row for each attempt, as lines of comma-separated values without their ends."""
    yield _line(_KEPT)
    for attempt in attempts:
        question = bank.questions.get(attempt["question_id"])
        about = {
            "topic": question.topic if question else "",
            "level": question.level.value if question else "",
            "type": question.type if question else "",
        }
        cells = {**attempt, **about}
        yield _line(safe(cells[name]) for name in _KEPT)


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe keeps a text a text."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().removesuffix("\n")
