"""Progress of `fit`: wraps the methods of Keras' public History callback, which every `fit` adds.

What the hook sends is for display. It calls Keras' own method first, never raises into training, and says so
when it fails.
"""

import functools
import math
import time
from collections.abc import Callable
from typing import Any

from dlprep.sandbox.reporting import epoch_end
from dlprep.wire import HookFailed, LossNotFinite, Step, TrainBegin, WorkerEvent

STEP_SECONDS = 0.25


class Hook:
    """Watches every `fit` in this process."""

    def __init__(self, emit: Callable[[WorkerEvent], None]) -> None:
        """`emit` sends an event to the warden."""
        self.emit = emit
        self.fitted: Any = None
        """The model of the last `fit`, or None."""
        self._epochs = 0
        self._epoch_at = 0.0
        self._step_at = -math.inf
        self._failed = False
        self._was_finite = True
        self._begun: tuple[int | None, int | None] | None = None
        """Epochs and steps of a `fit` whose first epoch is still to come."""

    def install(self, history: type[Any]) -> None:
        """Wraps the methods of Keras' History class."""
        for name, watch in (
            ("on_train_begin", self._train_begin),
            ("on_epoch_begin", self._epoch_begin),
            ("on_train_batch_end", self._batch_end),
            ("on_epoch_end", self._epoch_end),
        ):
            setattr(history, name, self._wrapped(getattr(history, name), watch))

    def _wrapped(self, original: Callable[..., Any], watch: Callable[..., None]) -> Callable[..., Any]:
        @functools.wraps(original)
        def method(callback: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(callback, *args, **kwargs)
            try:
                watch(callback, kwargs.get("logs", args[-1] if args else None) or {}, args)
            except Exception as error:
                self._fail(error)
            return result

        return method

    def _fail(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            self.emit(HookFailed(f"{type(error).__name__}: {error}"[:500]))

    def _train_begin(self, callback: Any, _logs: Any, _position: Any) -> None:
        self.fitted = callback.model
        parameters = callback.params or {}
        self._begun = _count(parameters.get("epochs")), _count(parameters.get("steps"))

    def _epoch_begin(self, _callback: Any, _logs: Any, position: Any) -> None:
        self._epoch_at = time.monotonic()
        if self._begun is not None:
            epochs, steps = self._begun
            self._begun = None
            # A later `fit` may go on where an earlier one ended: `initial_epoch` is the first that is told.
            ahead = None if epochs is None else self._epochs + epochs - int(position[0])
            self.emit(TrainBegin(ahead, steps))

    def _batch_end(self, _callback: Any, logs: Any, position: Any) -> None:
        now = time.monotonic()
        loss = _number(logs.get("loss"))
        is_finite = loss is not None and math.isfinite(loss)
        if loss is not None and not is_finite and self._was_finite:
            self._was_finite = False
            self.emit(LossNotFinite(self._epochs + 1, int(position[0]) + 1))
        if now - self._step_at >= STEP_SECONDS:
            self._step_at = now
            self.emit(Step(self._epochs + 1, int(position[0]) + 1, loss if is_finite else None))

    def _epoch_end(self, _callback: Any, logs: Any, _position: Any) -> None:
        self._epochs += 1
        found = {str(name): _number(value) for name, value in logs.items()}
        known = {name: value for name, value in found.items() if value is not None}
        self.emit(epoch_end(self._epochs, time.monotonic() - self._epoch_at, known))


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
