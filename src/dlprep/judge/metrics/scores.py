"""Raw predictions as they come from the worker: which shapes fit a task, and how their file is read."""

from __future__ import annotations

import math
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.domain.challenges import Challenge

_BYTES_A_VALUE = 4


class PredictionsError(Exception):
    """The file of predictions is not what the worker said it is."""


def accepted_shapes(challenge: Challenge, examples: int) -> tuple[tuple[int, ...], ...]:
    """The shapes that predictions may have; the first is the one to advise.

    One score a class, or, with two classes, a single score; a lone number may stand in a column of its own.
    """
    if challenge.outputs is not None:
        form = challenge.outputs
        column = ((examples, 1),) if form == () else ((examples,),) if form == (1,) else ()
        return ((examples, *form), *column)
    single = ((examples,), (examples, 1)) if challenge.classes == 2 else ()
    return ((examples, challenge.classes or 0), *single)


def accepts(shape: tuple[int, ...], challenge: Challenge, examples: int) -> bool:
    """True when predictions of this shape can be measured."""
    return shape in accepted_shapes(challenge, examples)


def read_predictions(work: int, exchange: str, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
    """The float32 values in a file of exactly the size of `shape`.

    `work` is the open work folder, `exchange` the folder in it, `name` the file in that.

    Raises:
        PredictionsError: if the file is a link, a pipe, a device, has a second name, or another size.
    """
    import numpy as np

    data = read_bytes(work, exchange, name, _BYTES_A_VALUE * math.prod(shape))
    return np.frombuffer(data, dtype="<f4").reshape(shape)


def read_bytes(work: int, exchange: str, name: str, size: int) -> bytes:
    """The bytes of a file that has exactly this size; see `read_predictions`."""
    descriptor = _open(work, exchange, name)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            raise PredictionsError("not a file of its own")
        if found.st_size != size:
            raise PredictionsError(f"{found.st_size} bytes instead of {size}")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(size + 1)
    finally:
        os.close(descriptor)
    if len(data) != size:
        raise PredictionsError("the file changed while it was read")
    return data


def _open(work: int, exchange: str, name: str) -> int:
    try:
        folder = os.open(exchange, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=work)
        try:
            return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise PredictionsError(str(error.strerror)) from error


def all_finite(scores: NDArray[Any]) -> bool:
    """True when no score is NaN or infinite."""
    import numpy as np

    return bool(np.isfinite(scores).all())
