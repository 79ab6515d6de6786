"""From the bytes of files to validated rows; what is wrong becomes problems, never an exception."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ValidationError

from dlprep.bank.documents import read_document
from dlprep.bank.entries import Entry, header_faults, read_entries
from dlprep.bank.explaining import explain
from dlprep.bank.lazy import read_question
from dlprep.domain.article import Article, Topic
from dlprep.domain.bank import Problem
from dlprep.domain.questions import Question
from dlprep.domain.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from dlprep.bank.documents import Path, Place
    from dlprep.bank.sources import BankFile
    from dlprep.bank.syntax import Fault

MOST_LISTED = 200
"""Problems listed of one file of a pack: a fresh import has thousands, and they are read at every start."""
PLACEHOLDER = "TODO"
"""How a text begins that an import writes where content is missing."""


@dataclass(frozen=True)
class Row:
    """A valid entry as canonical JSON, and where it was authored."""

    json: bytes
    file: str
    line: int
    column: int

    def content_hash(self) -> str:
        """Blake2b of the content, 16 bytes in hexadecimal; layout and the order of keys do not count."""
        return blake2b(self.json, digest_size=16).hexdigest()


@dataclass
class Compiled:
    """What came out of the files of a bank, by id."""

    questions: dict[str, Row] = field(default_factory=dict)
    topics: dict[str, Row] = field(default_factory=dict)
    article: bytes | None = None
    problems: list[Problem] = field(default_factory=list)


@cache
def _models() -> dict[str, type[BaseModel]]:
    models = get_args(get_args(Question)[0])
    return {get_args(model.model_fields["type"].annotation)[0]: model for model in models}


def compile_files(files: tuple[BankFile, ...], *, is_pack: bool = False) -> Compiled:
    """Validates every file. Never raises for what a file holds.

    A question of a pack that still holds placeholders is no question yet: it would be asked like any other.
    """
    compiled = Compiled()
    for file in files:
        _FileCompiler(file.name, compiled, is_pack=is_pack).compile(file.data)
    return compiled


class _FileCompiler:
    """Validates one file into `compiled`."""

    def __init__(self, name: str, compiled: Compiled, *, is_pack: bool) -> None:
        self._name = name
        self._compiled = compiled
        self._is_pack = is_pack
        self._problems: list[Problem] = []

    def compile(self, data: bytes) -> None:
        self._compile(data)
        left_out = len(self._problems) - MOST_LISTED if self._is_pack else 0
        if left_out > 0:
            what = f"{left_out} more problems of this file are not listed"
            self._problems[MOST_LISTED:] = [Problem(self._name, 0, 0, "", what, "Mend the others first.")]
        self._compiled.problems += self._problems

    def _compile(self, data: bytes) -> None:
        text = self._decoded(data)
        if text is None:
            return
        if self._name == "article.yaml":
            self._compile_article(text)
        elif self._name == "topics.yaml":
            self._compile_list(text, "topics", self._compiled.topics)
        else:
            self._compile_list(text, "questions", self._compiled.questions)

    def _decoded(self, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # `error.start` does not count a byte-order mark, `error.object` does not hold it either.
            before = error.object[: error.start]
            place = before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode()) + 1
            what = f"the byte 0x{error.object[error.start]:02X} is not UTF-8"
            self._problem(place, "", what, "Save the file as UTF-8.")
            return None

    def _problem(self, place: Place, key: str, what: str, way_out: str) -> None:
        self._problems.append(Problem(self._name, *place, key, what, way_out))

    def _report(self, fault: Fault, key: str) -> None:
        self._problem((fault.line, fault.column), key, fault.what, fault.way_out)

    def _compile_list(self, text: str, list_key: str, kept: dict[str, Row]) -> None:
        entries, faults = read_entries(text, list_key)
        for fault in faults:
            self._report(fault, _dotted(fault.path).removeprefix("."))
        for entry in entries:
            self._compile_entry(entry, list_key, kept)

    def _compile_entry(self, entry: Entry, list_key: str, kept: dict[str, Row]) -> None:
        label = _label(entry, list_key)
        for fault in entry.faults:
            self._report(fault, label + _dotted(fault.path))
        if entry.faults:
            return
        place = entry.place(())
        if not isinstance(entry.data, dict):
            self._problem(place, label, "this is not a group of keys", "Write one `key: value` a line.")
            return
        if self._is_pack and self._holds_placeholders(entry, label):
            return
        row = Row(canonical(entry.data), self._name, *place)
        if not self._is_valid(entry, row, list_key, label):
            return
        first = kept.setdefault(str(entry.data["id"]), row)
        if first is not row:
            what = f"the id is already used in {first.file}:{first.line}"
            self._problem(entry.place(("id",)), f"{label}.id", what, "Give one of the two another id.")

    def _holds_placeholders(self, entry: Entry, label: str) -> bool:
        paths = list(placeholder_paths(entry.data))
        for path, words in paths:
            what = f"“{excerpt(words)}” stands where content belongs"
            self._problem(entry.place(path), label + _dotted(path), what, "Write it out.")
        return bool(paths)

    def _is_valid(self, entry: Entry, row: Row, list_key: str, label: str) -> bool:
        try:
            if list_key == "topics":
                Topic.model_validate_json(row.json)
            else:
                read_question(row.json)
        except ValidationError as error:
            tag = entry.data.get("type") if isinstance(entry.data, dict) else None
            model = Topic if list_key == "topics" else _models().get(str(tag))
            skip = 0 if model in (Topic, None) else 1  # a union puts its tag in front of the path
            for detail in _details(error):
                path: Path = detail["loc"][skip:]
                what, way_out = explain({**detail, "loc": path}, model or Topic)
                self._problem(entry.place(path), label + _dotted(path), what, way_out)
            return False
        except (RecursionError, MemoryError):
            # A formula nested thousands deep exhausts Python's parser instead of failing in it.
            self._problem(entry.place(()), label, "a formula is nested too deep", "Simplify it.")
            return False
        return True

    def _compile_article(self, text: str) -> None:
        document = read_document(text)
        faults = [*document.faults]
        if not document.is_broken:
            faults += header_faults(document, tuple(Article.model_fields))
        for fault in faults:
            self._report(fault, _dotted(fault.path).removeprefix("."))
        if faults or not isinstance(document.data, dict):
            return
        row = canonical({key: value for key, value in document.data.items() if key != "format"})
        try:
            Article.model_validate_json(row)
        except ValidationError as error:
            for detail in _details(error):
                what, way_out = explain(detail, Article)
                self._problem(document.place(detail["loc"]), _dotted(detail["loc"])[1:], what, way_out)
            return
        self._compiled.article = row


def _details(error: ValidationError) -> list[ErrorDetails]:
    """Its errors, without those that only say that a list is too short because its items are wrong."""
    details = error.errors(include_url=False)
    above = {one["loc"][:depth] for one in details for depth in range(len(one["loc"]))}
    return [one for one in details if one["type"] != "too_short" or one["loc"] not in above]


def placeholder_paths(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Where `data` holds a text that starts with `PLACEHOLDER`, and the text."""
    if isinstance(data, str) and data.startswith(PLACEHOLDER):
        yield path, data
    elif isinstance(data, dict):
        for key, part in data.items():
            yield from placeholder_paths(part, (*path, str(key)))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from placeholder_paths(part, (*path, index))


def canonical(data: object) -> bytes:
    """JSON that does not depend on the order of keys or on layout."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def _label(entry: Entry, list_key: str) -> str:
    """What an author calls the entry, such as `questions[3] "cnn-first-conv" `."""
    name = entry.data.get("id") if isinstance(entry.data, dict) else None
    return f'{list_key}[{entry.index}] "{name}" ' if isinstance(name, str) else f"{list_key}[{entry.index}]"
