"""The metric on hidden data, computed here from raw predictions and labels that no script has seen."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

_BYTES_A_VALUE = 4


class PredictionsError(Exception):
    """The file of predictions is not what the worker said it is."""


def accepts(shape: tuple[int, ...], *, examples: int, classes: int) -> bool:
    """True for one score a class, or, with two classes, a single score, for every example."""
    single = ((examples,), (examples, 1)) if classes == 2 else ()
    return shape in ((examples, classes), *single)


def read_predictions(work: int, exchange: str, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
    """The float32 values in a file of exactly the size of `shape`.

    `work` is the open work folder, `exchange` the folder in it, `name` the file in that.

    Raises:
        PredictionsError: if the file is a link, a pipe, a device, has a second name, or another size.
    """
    import numpy as np

    size = _BYTES_A_VALUE
    for length in shape:
        size *= length
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
    return np.frombuffer(data, dtype="<f4").reshape(shape)


def _open(work: int, exchange: str, name: str) -> int:
    try:
        folder = os.open(exchange, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=work)
        try:
            return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise PredictionsError(str(error.strerror)) from error


def predicted_classes(scores: NDArray[Any]) -> NDArray[Any]:
    """The class of every example: the largest score, or whether a single score is above the middle.

    A single score outside of 0 to 1 is a logit, whose middle is 0; otherwise it is a probability.
    """
    import numpy as np

    if scores.ndim == 2 and scores.shape[1] > 1:
        return np.asarray(scores.argmax(axis=1))
    single = scores.reshape(-1)
    is_logit = bool(single.size) and (single.min() < 0 or single.max() > 1)
    return (single > (0.0 if is_logit else 0.5)).astype(np.int64)


def accuracy(predicted: NDArray[Any], labels: NDArray[Any]) -> float:
    """The share of examples whose class was predicted."""
    return float((predicted == labels).mean())


def confusion(predicted: NDArray[Any], labels: NDArray[Any], classes: int) -> tuple[tuple[int, ...], ...]:
    """How often each true class (row) was taken for each class (column)."""
    import numpy as np

    counts = np.bincount(labels * classes + predicted, minlength=classes * classes)
    return tuple(tuple(int(count) for count in row) for row in counts.reshape(classes, classes))


def all_finite(scores: NDArray[Any]) -> bool:
    """True when no score is NaN or infinite."""
    import numpy as np

    return bool(np.isfinite(scores).all())
