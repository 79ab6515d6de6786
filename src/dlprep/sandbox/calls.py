"""Calling functions of the script with hidden arguments, and writing what they return.

The arguments come as one `.npz` of ours: `calls` holds JSON, the other arrays are what it refers to. What the
functions return is written as float64 values; its form is told in an event a call.
"""

import json
import os
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from dlprep.sandbox.script import describe, line_of
from dlprep.sandbox.timing import against_reference
from dlprep.wire import Call, Called, CallFailed, Returned, WorkerEvent

_MAX_DIMENSIONS = 8
_MAX_ARRAYS = 64


def call_functions(command: Call, main: ModuleType, emit: Callable[[WorkerEvent], None]) -> Called:
    """Makes every call in turn; a call that raises does not keep the next ones from being made."""
    calls, arrays = _read(command.inputs)
    with open(command.outputs, "wb") as outputs:  # noqa: PTH123 - the script may have changed pathlib
        for number, call in enumerate(calls):
            emit(_made(number, call, arrays, main, outputs))
            outputs.flush()
            os.fsync(outputs.fileno())
    return Called(len(calls))


def _read(path: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return json.loads(arrays.pop("calls").tobytes()), arrays


def _made(
    number: int, call: dict[str, Any], arrays: dict[str, Any], main: ModuleType, outputs: Any
) -> WorkerEvent:
    name = str(call["function"])
    try:
        function = _function(main, name)
        given = _decode({"list": call["args"]}, arrays), _decode({"dict": call["kwargs"]}, arrays)
        before = [one.copy() for one in _arrays_in(given)]
        result = function(*given[0], **given[1])
        changed = any(
            not np.array_equal(one, old, equal_nan=one.dtype.kind == "f")
            for one, old in zip(_arrays_in(given), before, strict=True)
        )
        found = [np.asarray(one) for one in _flat(result)]
        values = [np.array(one, dtype="<f8", order="C") for one in found]
        ratio = _ratio(lambda: function(*given[0], **given[1])) if call["timed"] else None
        if len(values) > _MAX_ARRAYS or any(one.ndim > _MAX_DIMENSIONS for one in values):
            raise ValueError("too many arrays or dimensions")
    except BaseException as error:
        return CallFailed(
            number, name, type(error).__name__, describe(error), line_of(error, str(main.__file__))
        )
    for one in values:
        outputs.write(one.tobytes())
    return Returned(
        number, tuple(one.shape for one in values), tuple(one.dtype.name for one in found), changed, ratio
    )


def _function(main: ModuleType, name: str) -> Callable[..., Any]:
    function = getattr(main, name, None)
    if not callable(function):
        raise NameError(f"the script defines no function {name}")
    return function  # type: ignore[no-any-return]


def _ratio(work: Callable[[], Any]) -> float:
    mine, reference = against_reference(work)
    return mine / reference


def _decode(said: dict[str, Any], arrays: dict[str, Any]) -> Any:
    [(kind, value)] = said.items()
    match kind:
        case "array":
            # Every call has its own: one that writes into its arguments must not spoil the next.
            return arrays[value].copy()
        case "list":
            return [_decode(one, arrays) for one in value]
        case "dict":
            return {name: _decode(one, arrays) for name, one in value.items()}
        case _:
            return value


def _arrays_in(given: Any) -> Iterator[Any]:
    if isinstance(given, np.ndarray):
        yield given
    elif isinstance(given, dict):
        for one in given.values():
            yield from _arrays_in(one)
    elif isinstance(given, list | tuple):
        for one in given:
            yield from _arrays_in(one)


def _flat(result: Any) -> list[Any]:
    if isinstance(result, dict):
        result = [result[name] for name in sorted(result)]
    values = list(result) if isinstance(result, tuple | list) else [result]
    if any(one is None for one in values):
        raise TypeError("None was returned")
    return values
