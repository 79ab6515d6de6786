"""Questions from comma-separated values; the columns are those of `dlprep.bank.spreadsheet`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dlprep.bank.explaining import closest
from dlprep.bank.importing import (
    BadRow,
    Imported,
    RowError,
    both,
    frame,
    placeholder,
    points,
    rows_of,
)
from dlprep.bank.spreadsheet import CARRIED, is_column, option_ids
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Cells = dict[str, str]

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
"""Spreadsheets rewrite dates."""
_SEPARATORS = ",;\t"
_TRUE = {"true", "yes", "1", "x", "是", "对"}
_FALSE = {"false", "no", "0", "", "否", "错"}


def import_csv(text: str, encoding: str, *, topic: str, name: str) -> Imported:
    """The questions of a table whose first row names its columns.

    `topic` is for rows that name none, `name` begins the ids of rows without one.

    Raises:
        BadInputError: if the first row names no column that is known.
    """
    head = text.split("\n", 1)[0]
    rows = rows_of(text, max(_SEPARATORS, key=head.count))
    imported = Imported(encoding)
    columns = _columns(next(rows, (1, [])), imported)
    seen: dict[str, int] = {}
    for number, (line, row) in enumerate(rows, start=1):
        try:
            if isinstance(row, RowError):
                raise row
            question = _Row(_cells(columns, row), topic, f"{name}-{number}").question()
            _check_new(question["id"], line, seen)
        except RowError as error:
            imported.bad_rows.append(BadRow(line, error.what, error.way_out))
        else:
            imported.questions.append(question)
    return imported


def _columns(first: tuple[int, list[str] | RowError], imported: Imported) -> list[str]:
    line, row = first
    names = [] if isinstance(row, RowError) else [cell.strip().lower().replace(" ", "_") for cell in row]
    if not {"stem_zh", "stem_en"} & set(names):
        raise BadInputError(
            message("The first row names no column `stem_zh` or `stem_en`."),
            message("Name the columns there; docs/authoring.md lists them."),
        )
    for unknown in (one for one in names if one and not is_column(one)):
        near = closest(unknown, ("stem_zh", "stem_en", "option1_zh", "option1_en", "correct", "answer"))
        imported.bad_rows.append(
            BadRow(
                line,
                message("The column “{name}” is not known; it is left out.", name=unknown),
                message("docs/authoring.md lists the columns. {hint}", hint=near),
            )
        )
    return names


def _cells(columns: list[str], row: list[str]) -> Cells:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise RowError(
            message(
                "The row has {cells} cells, the first row {columns}.", cells=len(row), columns=len(columns)
            ),
            message("Put cells that hold a comma into quotes."),
        )
    return {name: cell for name, cell in zip(columns, row, strict=False) if cell.strip()}


def _check_new(question_id: str, line: int, seen: dict[str, int]) -> None:
    first = seen.setdefault(question_id, line)
    if first != line:
        raise RowError(
            message("The id “{name}” is already that of line {line}.", name=question_id, line=first),
            message("Give one of the two another id."),
        )


class _Row:
    """One row on its way to a question."""

    def __init__(self, cells: Cells, topic: str, free_id: str) -> None:
        self._cells = cells
        self._topic = topic
        self._free_id = free_id

    def question(self) -> dict[str, Any]:
        """The question, with placeholders where cells are empty.

        Raises:
            RowError: if the row holds something that no question can hold.
        """
        kind = self._kind()
        if not (self._get("stem_zh") or self._get("stem_en")):
            raise RowError(message("The row has no question."), message("Fill stem_zh, stem_en, or both."))
        question = frame(kind, self._get("id") or self._free_id, self._get("topic") or self._topic)
        question |= self._common() | self._bodies()[kind]()
        return question

    def _get(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def _printed(self, column: str) -> str:
        """The cell with the line breaks at its ends, which belong to what a program prints."""
        return self._cells.get(column, "")

    def _kind(self) -> str:
        kind = self._get("type").lower() or self._guessed_kind()
        if kind not in CARRIED:
            raise RowError(
                message("Questions of the type “{name}” do not fit into a row.", name=kind),
                message("Use one of {names}, or write it with: dlprep bank new", names=", ".join(CARRIED)),
            )
        return kind

    def _guessed_kind(self) -> str:
        if self._get("correct"):
            return "single" if len(re.split(r"[\s,;]+", self._get("correct"))) == 1 else "multi"
        if re.search(r"\[\[1\]\]", self._get("stem_zh") + self._get("stem_en")):
            return "cloze"
        return "numeric" if self._get("answer") else "open"

    def _common(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: self._get(name) for name in ("level", "code", "as_of", "reviewed_on") if self._get(name)
        }
        for name in ("as_of", "reviewed_on"):
            if date := _DATE.fullmatch(found.get(name, "")):
                found[name] = f"{date[1]}-{date[2]:0>2}-{date[3]:0>2}"
        for name, what in (("stem", "the question"), ("explanation", "why the key is right")):
            found[name] = self._both(name, what)
        for name in ("roots", "flags"):
            if words := self._words(name):
                found[name] = words
        if hints := self._group("hint", lambda at: self._both(at, "the hint")):
            found["hints"] = hints
        if sources := self._group("source", self._source):
            found["sources"] = sources
        return found

    def _bodies(self) -> Mapping[str, Callable[[], dict[str, Any]]]:
        return {
            "single": self._choice,
            "multi": self._choice,
            "tf-reason": lambda: {"truth": self._truth("truth")} | self._choice(),
            "numeric": self._numeric,
            "cloze": self._cloze,
            "order": self._order,
            "code-output": self._code_output,
            "spot-bug": self._spot_bug,
            "open": self._open,
        }

    def _both(self, name: str, what: str) -> dict[str, str]:
        return both(self._get(f"{name}_zh"), self._get(f"{name}_en"), what)

    def _words(self, column: str) -> list[str]:
        return [word for word in re.split(r"[\s,;]+", self._get(column)) if word]

    def _truth(self, column: str) -> bool:
        cell = self._get(column).lower()
        if cell not in _TRUE | _FALSE:
            raise RowError(
                message(
                    "“{cell}” in the column {column} is neither true nor false.", cell=cell, column=column
                ),
                message("Write true, or leave it empty."),
            )
        return cell in _TRUE

    def _number(self, column: str, cell: str) -> float:
        try:
            value = float(cell.replace(",", ""))
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        except (ValueError, OverflowError):
            raise RowError(
                message("“{cell}” in the column {column} is not a number.", cell=cell, column=column),
                message("Write a number, such as 0.25."),
            ) from None

    def _group(self, kind: str, made: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
        """What repeats: one entry for each number with a filled cell, in the order of the numbers."""
        numbers = {int(found.group(1)) for name in self._cells if (found := re.match(rf"{kind}(\d+)_", name))}
        return [made(f"{kind}{number}") for number in sorted(numbers)]

    def _source(self, at: str) -> dict[str, Any]:
        source = {
            "title": self._get(f"{at}_title") or placeholder("the title of the source"),
            "url": self._get(f"{at}_url") or placeholder("its address"),
        }
        return source | ({"where": self._get(f"{at}_where")} if self._get(f"{at}_where") else {})

    def _options(self) -> list[dict[str, Any]]:
        options = self._group("option", self._option)
        for one, name in zip(options, option_ids(), strict=False):
            one["id"] = one["id"] or name
        if len(options) < 2:
            raise RowError(
                message("The row has fewer than two options."),
                message("Fill option1_zh, option2_zh and so on."),
            )
        return options

    def _option(self, at: str) -> dict[str, Any]:
        return {"id": self._get(f"{at}_id"), **self._both(at, "the option")}

    def _choice(self) -> dict[str, Any]:
        options = self._options()
        key = {self._option_id(word, options) for word in self._words("correct")}
        if not key:
            raise RowError(
                message("The row does not say which option is right."),
                message("Write its letter, number or id into the column correct."),
            )
        whys = self._group(
            "option", lambda at: self._both(f"{at}_why", "why it is right or which mistake it is")
        )
        for option, why in zip(options, whys, strict=True):
            option |= {"correct": option["id"] in key, "why": why}
        return {"options": options} | ({"keep_order": True} if self._truth("keep_order") else {})

    def _option_id(self, word: str, options: list[dict[str, Any]]) -> str:
        """The id that a word in `correct` means: an id, a letter or a number."""
        ids = [option["id"] for option in options]
        if word in ids:
            return word
        places = [str(number) for number in range(1, len(ids) + 1)], option_ids()
        for names in places:
            if word.lower() in names[: len(ids)]:
                return str(ids[names.index(word.lower())])
        raise RowError(
            message("There is no option “{name}”.", name=word),
            message("Known are {names}.", names=", ".join(ids)),
        )

    def _numeric(self) -> dict[str, Any]:
        cell = self._get("answer")
        answer = self._number("answer", cell) if cell else placeholder("the number")
        unit = self._both("unit", "the unit") if self._get("unit_zh") or self._get("unit_en") else None
        mistakes = self._group("mistake", self._mistake)
        return (
            {"answer": answer, "verify": self._verify()}
            | self._exactness(answer)
            | ({"unit": unit} if unit else {})
            | ({"mistakes": mistakes} if mistakes else {})
        )

    def _exactness(self, answer: float | str) -> dict[str, Any]:
        for name in ("absolute", "relative"):
            if cell := self._get(f"{name}_tolerance"):
                return {"tolerance": {name: self._number(f"{name}_tolerance", cell)}}
        if self._truth("integer") or isinstance(answer, int):
            return {"integer": True}
        return {"tolerance": {"absolute": placeholder("how far an answer may be off")}}

    def _mistake(self, at: str) -> dict[str, Any]:
        value = self._number(f"{at}_value", self._get(f"{at}_value"))
        return {"value": value, "why": self._both(f"{at}_why", "the slip")}

    def _verify(self) -> dict[str, str]:
        return {
            "code": self._get("verify_code") or placeholder("a script that prints the key"),
            "output": self._printed("verify_output") or placeholder("what it printed"),
        }

    def _verify_if_given(self) -> dict[str, Any]:
        return {"verify": self._verify()} if self._get("verify_code") else {}

    def _cloze(self) -> dict[str, Any]:
        stem = self._get("stem_zh") + self._get("stem_en") + self._get("code")
        gaps = max((int(number) for number in re.findall(r"\[\[(\d)\]\]", stem)), default=1)
        blanks = [{"accept": self._spellings(f"accept{gap}")} for gap in range(1, gaps + 1)]
        if len(blanks) == 1 and self._get("answer") and not self._get("accept1"):
            blanks[0]["accept"] = self._spellings("answer")
        return {"blanks": blanks} | self._verify_if_given()

    def _spellings(self, column: str) -> list[str]:
        cell = self._get(column)
        if cell.startswith("["):
            try:
                found = json.loads(cell)
            except ValueError:
                found = None
            if isinstance(found, list) and all(isinstance(one, str) for one in found):
                return found
        lines = [line.strip() for line in cell.split("\n") if line.strip()]
        return lines or [placeholder("what may stand in the gap")]

    def _order(self) -> dict[str, Any]:
        steps = self._options()
        return {"steps": steps} | ({"partial": self._get("partial")} if self._get("partial") else {})

    def _code_output(self) -> dict[str, Any]:
        found = {
            "code": self._get("code") or placeholder("the program"),
            "answer": self._printed("answer") or placeholder("what it prints"),
            "verify": self._verify(),
        }
        return found | ({"accept": self._spellings("accept1")} if self._get("accept1") else {})

    def _spot_bug(self) -> dict[str, Any]:
        lines: list[Any] = [self._number("bug_lines", word) for word in self._words("bug_lines")]
        found = {
            "code": self._get("code") or placeholder("the program"),
            "bug_lines": lines or [placeholder("the line with the bug")],
            "fix": self._get("fix") or placeholder("the program, repaired"),
        }
        return found | self._choice() | self._verify_if_given()

    def _open(self) -> dict[str, Any]:
        return {"reference": self._both("reference", "a good answer"), "points": points()}
