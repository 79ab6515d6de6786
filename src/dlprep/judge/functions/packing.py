"""Calls as one file for the worker, and the values it wrote back."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING

from dlprep.judge.metrics.scores import PredictionsError, read_bytes
from dlprep.wire import Returned as ReturnedEvent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.judge.functions.task import Call, Trial
    from dlprep.wire import CallFailed

_BYTES_A_VALUE = 8
_MAX_VALUES = 16 * 1024 * 1024


def packed(trials: Mapping[str, Trial]) -> bytes:
    """An `.npz`: `calls` holds JSON, the other arrays are what it refers to."""
    import numpy as np

    arrays: dict[str, Any] = {}
    said = [_call(call, arrays) for trial in trials.values() for call in trial.calls]
    calls = np.frombuffer(json.dumps(said).encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez(file, calls=calls, **arrays)
    return file.getvalue()


def _call(call: Call, arrays: dict[str, Any]) -> dict[str, Any]:
    return {
        "function": call.function,
        "args": [_encoded(one, arrays) for one in call.args],
        "kwargs": {name: _encoded(one, arrays) for name, one in call.kwargs.items()},
        "timed": call.timed,
    }


def _encoded(value: Any, arrays: dict[str, Any]) -> dict[str, Any]:
    import numpy as np

    if isinstance(value, np.ndarray | np.generic):
        name = f"a{len(arrays)}"
        arrays[name] = np.asarray(value)
        return {"array": name}
    if isinstance(value, list | tuple):
        return {"list": [_encoded(one, arrays) for one in value]}
    if isinstance(value, dict):
        return {"dict": {name: _encoded(one, arrays) for name, one in value.items()}}
    return {"value": value}


def read_values(
    work: int, exchange: str, name: str, answers: Sequence[ReturnedEvent | CallFailed]
) -> list[tuple[NDArray[Any], ...]]:
    """What each call returned, as float64 arrays of the told shapes; nothing for a call that failed.

    Raises:
        PredictionsError: if the file is not what the worker said it is.
    """
    import numpy as np

    shapes = [one.shapes if isinstance(one, ReturnedEvent) else () for one in answers]
    count = sum(math.prod(shape) for several in shapes for shape in several)
    if count > _MAX_VALUES or any(length < 0 for several in shapes for shape in several for length in shape):
        raise PredictionsError("more values than any check asks for")
    flat = np.frombuffer(read_bytes(work, exchange, name, count * _BYTES_A_VALUE), dtype="<f8")
    values, place = [], 0
    for several in shapes:
        arrays = []
        for shape in several:
            size = math.prod(shape)
            try:
                arrays.append(flat[place : place + size].reshape(shape))
            except ValueError as error:
                raise PredictionsError(f"an array of the form {shape[:8]}") from error
            place += size
        values.append(tuple(arrays))
    return values
