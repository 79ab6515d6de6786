"""`dlprep.log(…)` inside the worker: how a training loop of the learner's own shows its progress."""

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from dlprep.wire import EpochEnd, TrainBegin, WorkerEvent

_MAX_METRICS = 32
_MAX_NAME = 40


def epoch_end(number: int, seconds: float, figures: Mapping[str, float]) -> EpochEnd:
    """The event of an epoch: what JSON cannot say is told by name, and no event grows without bound."""
    kept = {name[:_MAX_NAME]: value for name, value in list(figures.items())[:_MAX_METRICS]}
    return EpochEnd(
        number=number,
        seconds=round(seconds, 3),
        metrics={name: value for name, value in kept.items() if math.isfinite(value)},
        not_finite=tuple(name for name, value in kept.items() if not math.isfinite(value)),
    )


class Reporter:
    """Turns calls of `log` into the events that `fit` would have sent."""

    def __init__(self, emit: Callable[[WorkerEvent], None]) -> None:
        """`emit` sends an event to the warden."""
        self.emit = emit
        self._number = 0
        self._last_at = time.monotonic()
        self._has_begun = False

    def begin(self) -> None:
        """The script starts now."""
        self._last_at = time.monotonic()

    def log(self, *, epoch: int | None = None, epochs: int | None = None, **metrics: Any) -> None:
        """Shows the figures of an epoch: `dlprep.log(epoch=3, epochs=10, loss=0.4, val_accuracy=0.9)`.

        `epoch` counts from 1; without it, calls are counted. Anything with a `float` is a figure.

        Raises:
            TypeError: if a figure is no number.
        """
        found = {name: float(value) for name, value in metrics.items()}
        self._number = self._number + 1 if epoch is None else int(epoch)
        if not self._has_begun:
            self._has_begun = True
            self.emit(TrainBegin(None if epochs is None else int(epochs), None))
        now = time.monotonic()
        self.emit(epoch_end(self._number, now - self._last_at, found))
        self._last_at = now
