"""Questions as rows of a table and back: which column holds which part of a question.

Carried in full: single, multi, tf-reason, numeric, cloze, order, code-output, spot-bug. Of open, match and
template a row holds what every question has, and the model answer of an open question.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from dlprep.domain.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlprep.domain.questions import Question

Path = tuple[str | int, ...]

CARRIED = ("single", "multi", "tf-reason", "numeric", "cloze", "order", "code-output", "spot-bug", "open")
"""Types that a row can become; open ones without their points."""

_TEXTS: dict[str, Path] = {
    "id": ("id",),
    "topic": ("topic",),
    "level": ("level",),
    "type": ("type",),
    "stem_zh": ("stem", "zh"),
    "stem_en": ("stem", "en"),
    "code": ("code",),
    "fix": ("fix",),
    "unit_zh": ("unit", "zh"),
    "unit_en": ("unit", "en"),
    "reference_zh": ("reference", "zh"),
    "reference_en": ("reference", "en"),
    "explanation_zh": ("explanation", "zh"),
    "explanation_en": ("explanation", "en"),
    "verify_code": ("verify", "code"),
    "verify_output": ("verify", "output"),
    "partial": ("partial",),
    "as_of": ("as_of",),
    "reviewed_on": ("reviewed_on",),
}
_TRUTHS: dict[str, Path] = {
    "keep_order": ("keep_order",),
    "truth": ("truth",),
    "integer": ("integer",),
}
_NUMBERS: dict[str, Path] = {
    "absolute_tolerance": ("tolerance", "absolute"),
    "relative_tolerance": ("tolerance", "relative"),
}
_LISTS: dict[str, Path] = {"roots": ("roots",), "flags": ("flags",), "bug_lines": ("bug_lines",)}
"""Words or numbers apart at spaces or commas."""
_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "option": ("options", ("id", "zh", "en", "why_zh", "why_en")),
    "mistake": ("mistakes", ("value", "why_zh", "why_en")),
    "hint": ("hints", ("zh", "en")),
    "source": ("sources", ("title", "url", "where")),
}
"""Columns that repeat with a number from 1: `option1_zh`, `option2_zh`."""
_NUMBERED = re.compile(r"(option|mistake|hint|source)([1-9]\d?)_(\w+)|accept([1-9]\d?)")


def csv_rows(questions: list[Question]) -> Iterator[str]:
    """A header and one row for each question, as lines of comma-separated values without their ends.

    Texts with line breaks are quoted, so that a row can take several lines.
    """
    rows = [cells_of(question) for question in questions]
    used = {column for row in rows for column in row}
    columns = [column for column in _every_column(used) if column in used]
    yield _line(columns)
    for row in rows:
        yield _line([row.get(column, "") for column in columns])


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().removesuffix("\n")


def _every_column(used: set[str]) -> list[str]:
    """Columns in the order in which people read them."""
    numbered = sorted((name for name in used if _NUMBERED.fullmatch(name)), key=_place)
    groups = {kind: [name for name in numbered if name.startswith(kind)] for kind in (*_GROUPS, "accept")}
    head = ["id", "topic", "level", "type", "stem_zh", "stem_en", "code"]
    key = ["correct", "keep_order", "truth", "answer", "integer", *_NUMBERS, "unit_zh", "unit_en"]
    rest = ["bug_lines", "fix", "partial", "reference_zh", "reference_en"]
    tail = ["verify_code", "verify_output", "roots", "flags", "as_of", "reviewed_on"]
    return [
        *head,
        *groups["option"],
        *key,
        *groups["accept"],
        *groups["mistake"],
        *rest,
        "explanation_zh",
        "explanation_en",
        *groups["hint"],
        *groups["source"],
        *tail,
    ]


def _place(column: str) -> tuple[str, int, int]:
    found = _NUMBERED.fullmatch(column)
    assert found is not None  # noqa: S101 - only such columns are sorted
    kind, number, part, accept = found.groups()
    return (kind, int(number), _GROUPS[kind][1].index(part)) if kind else ("accept", int(accept), 0)


def is_column(name: str) -> bool:
    """True when a column of this name means something."""
    found = _NUMBERED.fullmatch(name)
    if found and found.group(1):
        return found.group(3) in _GROUPS[found.group(1)][1]
    return bool(found) or name in {*_TEXTS, *_TRUTHS, *_NUMBERS, *_LISTS, "answer", "correct"}


def option_ids() -> list[str]:
    """Ids of options that are given none, in order."""
    return list("abcdef")


def cells_of(question: Question) -> dict[str, str]:
    """The cells of a question that are not empty, by column."""
    fields = question.model_dump(mode="json")
    if question.type == "order":
        fields["options"] = fields["steps"]
    cells = {column: _encoded(_at(fields, path)) for column, path in _plain_columns().items()}
    cells["answer"] = _encoded(fields.get("answer"))
    cells["correct"] = " ".join(one["id"] for one in fields.get("options", ()) if one.get("correct"))
    for kind, (field, parts) in _GROUPS.items():
        for number, entry in enumerate(fields.get(field, ()), start=1):
            for part in parts:
                cells[f"{kind}{number}_{part}"] = _encoded(_at(entry, tuple(part.split("_"))))
    for number, spellings in enumerate(_spellings(fields), start=1):
        cells[f"accept{number}"] = _lines(spellings)
    return {column: cell for column, cell in cells.items() if cell}


def _plain_columns() -> Mapping[str, Path]:
    return {**_TEXTS, **_TRUTHS, **_NUMBERS, **_LISTS}


def _spellings(fields: dict[str, Any]) -> list[list[str]]:
    """What may be typed: for each gap of a cloze, or for the one answer of code."""
    if fields["type"] == "cloze":
        return [blank["accept"] for blank in fields["blanks"]]
    return [fields["accept"]] if fields.get("accept") else []


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _encoded(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "true"
        case float():
            return number_text(value) if value == int(value) else repr(value)
        case list():
            return " ".join(map(str, value))
        case _:
            return str(value)


def _lines(spellings: list[str]) -> str:
    """One spelling a line; as a JSON list when one of them has lines itself."""
    is_plain = all(one.strip() == one and one and "\n" not in one for one in spellings)
    return "\n".join(spellings) if is_plain else json.dumps(spellings, ensure_ascii=False)
