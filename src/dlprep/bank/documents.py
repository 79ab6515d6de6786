"""YAML to plain values with the place of every key, within limits that no file can make us exceed.

Only what the bank needs: mappings with text keys, lists, text, numbers, true/false and null. Dates stay text
and are read by the models. Events are taken one by one, without recursion, so depth and aliases cost little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from dlprep.bank.syntax import Fault, syntax_fault

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 40
MAX_WEIGHT = 16_000_000
"""Characters plus 16 for each value, counted as if every alias were written out."""

_CONSTANTS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,40}\.[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,2})?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True)
class Document:
    """What a file holds and where each part of it stands."""

    data: object
    """None when nothing could be read."""
    faults: tuple[Fault, ...]
    is_broken: bool
    """True when reading stopped before the end, so that `data` is not the whole."""
    _places: dict[int, dict[str | int, Place]] = field(repr=False)

    def place(self, path: Path) -> Place:
        """Where `path` stands, or the nearest part above it that is there."""
        value, found = self.data, (1, 1)
        for part in path:
            places = self._places.get(id(value), {})
            if part not in places:
                break
            found = places[part]
            value = value[part]  # type: ignore[index]
        return found


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    value: dict[str, object] | list[object]
    anchor: str | None
    key: str | None = None
    key_place: Place = (1, 1)
    last: str | int | None = None
    """The part that was added last."""
    weight: int = 16

    def coming(self) -> str | int | None:
        """The part that comes next, as far as it is known."""
        return len(self.value) if isinstance(self.value, list) else self.key


def read_document(text: str, first_line: int = 1) -> Document:
    """Reads YAML; `first_line` is the number of the text's first line in its file. Never raises."""
    reader = _Reader(first_line)
    try:
        found = _UNPRINTABLE.search(text)
        if found:
            line = text.count("\n", 0, found.start())
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1)
            raise _StopError(_unprintable(found.group(), (first_line + line, column + 1)))
        for event in yaml.parse(text, Loader=_Loader):
            reader.take(event)
    except yaml.YAMLError as error:
        return reader.document(syntax_fault(error, text, first_line))
    except _StopError as stop:
        return reader.document(stop.fault)
    return reader.document()


class _StopError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def _unprintable(character: str, place: Place) -> Fault:
    return Fault(
        *place, f"the character U+{ord(character):04X} cannot be shown", "Delete it, or write what was meant."
    )


class _Reader:
    """Builds values from parse events."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._open: list[_Open] = []
        self._root: object = None
        self._documents = 0
        self._anchors: dict[str, tuple[object, int]] = {}
        self._weight = 0
        self._places: dict[int, dict[str | int, Place]] = {}
        self._faults: list[Fault] = []
        self._skipped: list[object] = []  # kept alive, because `_places` goes by identity

    def document(self, last: Fault | None = None) -> Document:
        root = self._open[0].value if self._open else self._root
        faults = (*self._faults, *((last,) if last else ()))
        return Document(root, faults, last is not None, self._places)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._take_start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._take_end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(
                    event, "a second document starts here", "Delete the line `---`; use one file each."
                )

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return (mark.line + self._first_line, mark.column + 1) if mark else (self._first_line, 1)

    def _path(self) -> Path:
        parts = [level.last for level in self._open[:-1]] + [level.coming() for level in self._open[-1:]]
        return tuple(part for part in parts if part is not None)

    def _stop(self, event: yaml.Event, what: str, way_out: str) -> None:
        raise _StopError(Fault(*self._place(event), what, way_out, self._path()))

    def _fault(self, place: Place, what: str, way_out: str) -> None:
        self._faults.append(Fault(*place, what, way_out, self._path()))

    def _weigh(self, event: yaml.Event, weight: int) -> None:
        self._weight += weight
        if self._weight > MAX_WEIGHT:
            self._stop(event, "the file holds too much, counting its aliases written out", "Split the file.")

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        text = event.value
        weight = len(text) + 16
        self._weigh(event, weight)
        place = self._place(event)
        if event.tag is not None:
            self._fault(place, f"the tag `{event.tag}` is not used here", "Delete it.")
        found = _UNPRINTABLE.search(text) if event.style == '"' else None
        if found:
            bad = _unprintable(found.group(), place)
            self._fault(place, bad.what, bad.way_out)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            top.key, top.key_place = text, place
            return
        value = _plain_value(text) if event.implicit[0] else text
        if event.anchor:
            self._anchors[event.anchor] = (value, weight)
        self._add(value, weight, place)

    def _take_start(self, event: yaml.CollectionStartEvent) -> None:
        self._weigh(event, 16)
        place = self._place(event)
        if len(self._open) >= MAX_DEPTH:
            self._stop(event, f"values are nested more than {MAX_DEPTH} deep", "Close the brackets earlier.")
        if event.tag is not None:
            self._fault(place, f"the tag `{event.tag}` is not used here", "Delete it.")
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._stop(
                event,
                "a key must be a word",
                "Put text that starts with `{` or `[` in quotes, also as a key.",
            )
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        opened = _Open({} if is_mapping else [], event.anchor)
        self._add(opened.value, 0, place)
        self._open.append(opened)
        if event.anchor:
            self._anchors.pop(event.anchor, None)

    def _take_end(self, _: yaml.CollectionEndEvent) -> None:
        closed = self._open.pop()
        if closed.anchor:
            self._anchors[closed.anchor] = (closed.value, closed.weight)
        if self._open:
            self._open[-1].weight += closed.weight
        else:
            self._root = closed.value

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        name = str(event.anchor)
        if name not in self._anchors:
            self._stop(event, f"`*{name}` points to nothing", "Put text that starts with `*` in quotes.")
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._stop(event, "an alias cannot be a key", "Put text that starts with `*` in quotes.")
        value, weight = self._anchors[name]
        self._weigh(event, weight)
        self._add(value, weight, self._place(event))

    def _add(self, value: object, weight: int, place: Place) -> None:
        if not self._open:
            self._root = value
            return
        top = self._open[-1]
        top.weight += weight
        places = self._places.setdefault(id(top.value), {})
        if isinstance(top.value, list):
            top.last = len(top.value)
            places[top.last] = place
            top.value.append(value)
            return
        key = top.last = top.key or ""
        if key in top.value:
            line = places[key][0]
            self._fault(
                top.key_place, f"the key `{key}` was already given in line {line}", "Keep one of the two."
            )
            self._skipped.append(value)
            top.key = None
            return
        top.key = None
        places[key] = top.key_place
        top.value[key] = value


def _plain_value(text: str) -> object:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text
