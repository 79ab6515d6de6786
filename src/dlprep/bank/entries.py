"""The entries of a file's list, each apart from the others, so that one bad entry hides no good one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.bank.documents import Document, Path, Place, read_document
from dlprep.bank.explaining import closest
from dlprep.bank.syntax import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
"""The format that every bank file names in its first key."""
MAX_ENTRIES = 5_000
"""Entries read from one file; no file of readable size holds more questions."""


@dataclass(frozen=True)
class Entry:
    """One entry of a file's list."""

    index: int
    data: object
    faults: tuple[Fault, ...]
    """What is wrong with its YAML; the paths start at the entry."""
    _document: Document
    _path: Path

    def place(self, path: Path) -> Place:
        """Where the part at `path` of the entry stands in its file."""
        return self._document.place((*self._path, *path))


def read_entries(text: str, list_key: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of the list under `list_key`, and the faults of the file around them."""
    document = read_document(text)
    if document.is_broken:
        return _read_one_by_one(text, list_key, document)
    faults = [fault for fault in document.faults if not _lies_in_entry(fault, list_key)]
    faults += header_faults(document, (list_key,))
    found = document.data.get(list_key) if isinstance(document.data, dict) else None
    if not isinstance(found, list):
        if isinstance(document.data, dict):
            faults.append(
                _fault(document, list_key, f"`{list_key}` is missing or not a list", "Add the list.")
            )
        return [], faults
    if len(found) > MAX_ENTRIES:
        faults.append(_too_many(document.place((list_key, MAX_ENTRIES))))
    inside: dict[str | int, list[Fault]] = {}
    for fault in document.faults:
        if _lies_in_entry(fault, list_key):
            inside.setdefault(fault.path[1], []).append(_below(fault, 2))
    return [
        Entry(index, data, tuple(inside.get(index, ())), document, (list_key, index))
        for index, data in enumerate(found[:MAX_ENTRIES])
    ], faults


def header_faults(document: Document, keys: tuple[str, ...]) -> list[Fault]:
    """What is wrong at the top of a document that must hold `format` and may hold `keys`."""
    data = document.data
    if not isinstance(data, dict):
        return [Fault(1, 1, "the file holds no keys", f"Start it with `format: {FORMAT}`.")]
    faults = [
        _fault(document, key, f"the key `{key}` is not known here", closest(key, ("format", *keys)))
        for key in data
        if key not in ("format", *keys)
    ]
    if data.get("format") is not FORMAT:
        what = "`format` is not one that is known" if "format" in data else "`format` is missing"
        faults.append(_fault(document, "format", what, f"Write `format: {FORMAT}`."))
    return faults


def _fault(document: Document, key: str, what: str, way_out: str) -> Fault:
    return Fault(*document.place((key,)), what, way_out, (key,))


def _lies_in_entry(fault: Fault, list_key: str) -> bool:
    return fault.path[:1] == (list_key,) and len(fault.path) > 1


def _too_many(place: Place) -> Fault:
    return Fault(
        *place, f"the file holds more than {MAX_ENTRIES} entries; no more are read", "Split the file."
    )


def _below(fault: Fault, depth: int) -> Fault:
    """The fault with a path that starts at its entry, which stands at `depth` of the document."""
    return Fault(fault.line, fault.column, fault.what, fault.way_out, fault.path[depth:])


def _read_one_by_one(text: str, list_key: str, broken: Document) -> tuple[list[Entry], list[Fault]]:
    """The entries of a file that is not YAML as a whole, each read by itself."""
    entries: list[Entry] = []
    for index, (first_line, chunk) in enumerate(_chunks(text, list_key)):
        if index == MAX_ENTRIES:
            return entries, [_too_many((first_line, 1))]
        document = read_document(chunk, first_line)
        data = document.data[0] if isinstance(document.data, list) and document.data else None
        # A syntax fault knows no path; whatever is wrong in this chunk is wrong with this entry.
        faults = tuple(_below(fault, 1) for fault in document.faults)
        entries.append(Entry(index, data, faults, document, (0,)))
    if any(entry.faults for entry in entries):
        return entries, []
    return entries, list(broken.faults[-1:])


def _chunks(text: str, list_key: str) -> Iterator[tuple[int, str]]:
    """Each entry's text with the number of its first line, cut where lines begin like the first entry's."""
    lines = text.splitlines(keepends=True)
    head = next((n for n, line in enumerate(lines) if line.startswith(f"{list_key}:")), len(lines))
    starts: list[int] = []
    indent = None
    for number in range(head + 1, len(lines)):
        found = re.match(r"( *)- ", lines[number])
        if found and indent in (None, found.group(1)):
            indent = found.group(1)
            starts.append(number)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield start + 1, "".join(lines[start:end])
