"""The messages as JSON lines, and back; nothing passes that was not declared."""

import json
import math
from collections.abc import Iterable
from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from dlprep.wire.messages import COMMANDS, EVENTS, WORKER_EVENTS, Command, Event

MAX_EVENT_BYTES = 4 * 1024
"""Longest line a worker may send."""
MAX_EVENTS_BYTES = 4 * 1024 * 1024
"""All that a worker may send; more is a flood and ends the run. 20,000 epochs fit, or hours of steps."""
MAX_WARDEN_LINE_BYTES = 16 * 1024 * 1024
"""Longest line between dlprep and the warden: the last one carries the kept output."""
_MAX_INTEGER = 2**53


class WireError(ValueError):
    """A line is not one of the messages it may be."""


def encode(value: Command | Event) -> bytes:
    """The message as one line of ASCII.

    Raises:
        ValueError: if a number is not finite.
    """
    said = {"t": type(value).__name__, **{one.name: getattr(value, one.name) for one in fields(value)}}
    return json.dumps(said, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


def decode_command(line: bytes) -> Command:
    """The command in `line`.

    Raises:
        WireError: if it is not one.
    """
    command: Command = _decode(line, COMMANDS)
    return command


def decode_event(line: bytes, *, from_worker: bool) -> Event:
    """The event in `line`; a worker may not speak for the warden.

    Raises:
        WireError: if it is not one, or not one of the worker's.
    """
    event: Event = _decode(line, WORKER_EVENTS if from_worker else EVENTS)
    return event


def _decode(line: bytes, kinds: Iterable[type[Any]]) -> Any:
    try:
        said = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(said, dict):
        raise WireError("not an object")
    tag = said.pop("t", None)
    kind = next((kind for kind in kinds if kind.__name__ == tag), None)
    if kind is None:
        raise WireError("unknown kind")
    declared = {one.name: one.type for one in fields(kind)}
    if unknown := said.keys() - declared.keys():
        raise WireError(f"unknown field {min(unknown)}")
    for name, value in said.items():
        if not _conforms(value, declared[name]):
            raise WireError(f"{tag}.{name} has the wrong type")
    try:
        return kind(**{name: _frozen(value) for name, value in said.items()})
    except TypeError as error:
        raise WireError(str(error)) from error


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _conforms(value: object, declared: Any) -> bool:
    origin, arguments = get_origin(declared), get_args(declared)
    if origin is UnionType:
        return any(_conforms(value, one) for one in arguments)
    if origin is tuple:
        return isinstance(value, list) and all(_conforms(one, arguments[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            _conforms(name, str) and _conforms(one, float) for name, one in value.items()
        )
    if declared is float:
        # A huge integer literal overflows where a float is expected later on.
        return _conforms(value, int) or (isinstance(value, float) and math.isfinite(value))
    if declared is int:
        return type(value) is int and abs(value) <= _MAX_INTEGER
    if declared is str:
        return isinstance(value, str) and not any("\ud800" <= one <= "\udfff" for one in value)
    return isinstance(value, NoneType if declared is None else declared)


class Lines:
    """Cuts a stream of bytes into lines, and drops those that are too long."""

    def __init__(self, limit: int) -> None:
        """`limit` is the longest line kept, in bytes."""
        self.limit = limit
        self.dropped = 0
        self.total = 0
        """Bytes fed so far."""
        self._rest = b""
        self._overlong = False

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that `data` completes, without their line feeds."""
        self.total += len(data)
        *complete, rest = (self._rest + data).split(b"\n")
        lines = []
        for line in complete:
            if self._overlong or len(line) > self.limit:
                self.dropped += 1
                self._overlong = False
            else:
                lines.append(line)
        if len(rest) > self.limit:
            self._overlong, rest = True, b""
        self._rest = rest
        return lines
