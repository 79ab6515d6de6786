"""Questions from the notes of Anki, exported as plain text (docs.ankiweb.net/importing/text-files.html).

A note with `{{c1::…}}` becomes a cloze, any other note an open question, whose points Anki does not hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlprep.bank.html_text import plain_text
from dlprep.bank.importing import (
    BadRow,
    Imported,
    RowError,
    both,
    frame,
    in_one_language,
    language_of,
    placeholder,
    points,
    rows_of,
)
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Collection

_NAMED_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_HEADER = re.compile(r"#([a-z ]+):(.*)")
_GAP = re.compile(r"\{\{c\d+::((?:(?!\{\{c\d+::).)*?)(?:::((?:(?!\{\{c\d+::).)*?))?\}\}", re.DOTALL)
_MAX_GAPS = 3
_LEVELS = ("junior", "mid", "senior")


@dataclass(frozen=True)
class _Headers:
    separator: str
    html: bool
    not_fields: dict[str, int]
    """Columns that hold no field of a note, by what they hold, from 0."""
    lines: int


def import_anki(text: str, encoding: str, *, topic: str, name: str, topics: Collection[str]) -> Imported:
    """The questions of a plain-text export.

    `topic` is for notes whose tags name none of `topics`; `name` begins the ids.
    """
    headers = _headers(text)
    body = text.split("\n", headers.lines)[headers.lines] if text.count("\n") >= headers.lines else ""
    imported = Imported(encoding)
    for number, (line, row) in enumerate(rows_of(body, headers.separator, headers.lines + 1), start=1):
        try:
            if isinstance(row, RowError):
                raise row
            imported.questions.append(_question(row, headers, f"{name}-{number}", topic, topics))
        except RowError as error:
            imported.bad_rows.append(BadRow(line, error.what, error.way_out))
    return imported


def _headers(text: str) -> _Headers:
    found: dict[str, str] = {}
    lines = 0
    for line in text.split("\n"):
        match = _HEADER.fullmatch(line)
        if not match:
            break
        found[match[1]] = match[2]
        lines += 1
    named = found.get("separator", "tab")
    separator = _NAMED_SEPARATORS.get(named.strip().lower(), named[:1] or "\t")
    not_fields = {
        name.removesuffix(" column"): int(value) - 1
        for name, value in found.items()
        if name.endswith(" column") and value.strip().isdecimal()
    }
    return _Headers(separator, found.get("html", "true").strip() != "false", not_fields, lines)


def _question(
    row: list[str], headers: _Headers, question_id: str, topic: str, topics: Collection[str]
) -> dict[str, Any]:
    fields = [cell for place, cell in enumerate(row) if place not in headers.not_fields.values()]
    fields = [plain_text(cell) if headers.html else cell.strip() for cell in fields]
    tags = _tags(row, headers)
    chosen = next((_last(tag) for tag in tags if _last(tag) in topics), topic)
    front, *others = fields or [""]
    rest = [one for one in others if one]
    kind = "cloze" if _GAP.search(front) else "open"
    question = frame(kind, question_id, chosen)
    question["level"] = next((_last(tag) for tag in tags if _last(tag) in _LEVELS), question["level"])
    return question | (_cloze(front, rest) if kind == "cloze" else _open(front, rest))


def _tags(row: list[str], headers: _Headers) -> list[str]:
    place = headers.not_fields.get("tags", len(row))
    return row[place].split() if place < len(row) else []


def _last(tag: str) -> str:
    """The last part of a tag such as `topic::cnn`."""
    return tag.rpartition("::")[2].lower()


def _open(front: str, rest: list[str]) -> dict[str, Any]:
    if not front:
        raise RowError(message("The note has no front."), message("Write the question there."))
    back = rest[0] if rest else ""
    found: dict[str, Any] = {
        "stem": in_one_language(front, "the question"),
        "reference": in_one_language(back, "a good answer") if back else both("", "", "a good answer"),
        "points": points(),
    }
    return found | _explained(rest[1:])


def _cloze(front: str, rest: list[str]) -> dict[str, Any]:
    gaps = _GAP.findall(front)
    if len(gaps) > _MAX_GAPS or "{{c" in _GAP.sub("", front):
        raise RowError(
            message("The note has more than {count} gaps, or a gap inside a gap.", count=_MAX_GAPS),
            message("Split it into several notes."),
        )
    places = iter(range(1, len(gaps) + 1))
    stem = _GAP.sub(lambda _: f"[[{next(places)}]]", front)
    other = "English" if language_of(stem) == "zh" else "Chinese"
    words = {language_of(stem): stem}
    missing = placeholder(f"the same in {other}, with the same gaps")
    found: dict[str, Any] = {
        "stem": {"zh": words.get("zh", missing), "en": words.get("en", missing)},
        "blanks": [{"accept": [answer.strip() or placeholder("the answer")]} for answer, _ in gaps],
    }
    hints = [in_one_language(hint.strip(), "the hint") for _, hint in gaps if hint.strip()]
    return found | ({"hints": hints} if hints else {}) | _explained(rest)


def _explained(rest: list[str]) -> dict[str, Any]:
    return {"explanation": in_one_language("\n".join(rest), "why the key is right")} if rest else {}
