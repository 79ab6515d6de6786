"""`dlprep.log(…)` inside the worker: how a training loop of the learner's own shows its progress."""

import math
import time
from collections.abc import Callable
from typing import Any

from dlprep.wire import EpochEnd, TrainBegin, WorkerEvent

_MAX_METRICS = 32


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
        found = {name[:40]: float(value) for name, value in list(metrics.items())[:_MAX_METRICS]}
        self._number = self._number + 1 if epoch is None else int(epoch)
        if not self._has_begun:
            self._has_begun = True
            self.emit(TrainBegin(None if epochs is None else int(epochs), None))
        now = time.monotonic()
        self.emit(
            EpochEnd(
                number=self._number,
                seconds=round(now - self._last_at, 3),
                metrics={name: value for name, value in found.items() if math.isfinite(value)},
                not_finite=tuple(name for name, value in found.items() if not math.isfinite(value)),
            )
        )
        self._last_at = now
