"""What is known of a run while it runs, as a value that each event turns into the next one."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.domain.judging import (
    EpochDone,
    LossNotFinite,
    OutputWritten,
    PhaseChanged,
    RunPhase,
    StepDone,
    TrainedAgain,
    TrainingStarted,
)
from dlprep.domain.measuring import Metric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.challenges import Challenge, TierRules
    from dlprep.domain.judging import Epoch, Isolation, RunEvent

OUTPUT_CHARACTERS = 64 * 1024
"""Kept of what the script printed; the report holds the rest."""


@dataclass(frozen=True)
class Cockpit:
    """The state of one run."""

    phase: RunPhase = RunPhase.PREPARING
    isolation: Isolation | None = None
    epochs: int | None = None
    """Epochs that `fit` was asked for; None until it starts, or when Keras does not know."""
    steps: int | None = None
    """Steps of an epoch."""
    at_epoch: int = 0
    """The epoch of the last step, from 1; 0 before the first."""
    step: int = 0
    loss: float | None = None
    not_finite: LossNotFinite | None = None
    """When the training loss became NaN or infinite."""
    curve: tuple[Epoch, ...] = ()
    fits_before: int = 0
    """Epochs of the curve that belong to earlier calls of `fit`."""
    first_value: float | None = None
    """What the first training reached, while a near miss is trained once more."""
    output: str = ""

    def told(self, event: RunEvent) -> Cockpit:
        """The state after `event`."""
        match event:
            case PhaseChanged():
                return replace(self, phase=event.phase, isolation=event.isolation or self.isolation)
            case TrainingStarted():
                return replace(
                    self,
                    epochs=event.epochs,
                    steps=event.steps,
                    at_epoch=0,
                    step=0,
                    fits_before=len(self.curve),
                )
            case StepDone():
                return replace(self, at_epoch=event.epoch, step=event.step, loss=event.loss)
            case EpochDone():
                return replace(self, curve=(*self.curve, event.epoch), step=0)
            case LossNotFinite():
                return replace(self, not_finite=self.not_finite or event)
            case TrainedAgain():
                return Cockpit(self.phase, self.isolation, output=self.output, first_value=event.value)
            case OutputWritten():
                return replace(self, output=(self.output + event.text)[-OUTPUT_CHARACTERS:])


@dataclass(frozen=True)
class Bounds:
    """What a run is held against while it trains."""

    limit_seconds: float
    most_epochs: int | None = None
    chance: float | None = None
    """Accuracy of guessing; None when something else is graded."""


def bounds_of(challenge: Challenge, rules: TierRules) -> Bounds:
    """The bounds of a challenge on one tier."""
    is_accuracy = challenge.metric is Metric.ACCURACY
    return Bounds(
        rules.limits.wall_seconds,
        challenge.budgets.epochs,
        rules.calibration.trivial if is_accuracy else None,
    )


@dataclass(frozen=True)
class Forecast:
    """Where a run is heading at its present pace."""

    left_seconds: float | None
    """Until the last epoch ends; None while nothing can be said."""
    missed_epoch: int | None
    """The first epoch that would end after the limit; None when all fit or nothing can be said."""
    epoch_left_seconds: float | None = None
    """Until the present epoch ends; None while nothing can be said."""


def forecast(cockpit: Cockpit, elapsed_seconds: float, limit_seconds: float) -> Forecast:
    """Reckons from the epochs so far; before the first has ended, from its steps."""
    pace = seconds_an_epoch(cockpit, elapsed_seconds)
    if pace is None or cockpit.epochs is None:
        return Forecast(None, None)
    done = len(cockpit.curve)
    open_share = min(1.0, cockpit.step / cockpit.steps) if cockpit.steps else 0.0
    if cockpit.at_epoch <= done:
        open_share = 0.0
    left = max(0.0, (cockpit.epochs - done - open_share) * pace)
    epoch_left = min(left, (1 - open_share) * pace)
    if elapsed_seconds + left <= limit_seconds:
        return Forecast(left, None, epoch_left)
    fit = max(0.0, (limit_seconds - elapsed_seconds) / pace) + open_share
    return Forecast(left, min(cockpit.epochs, done + math.floor(fit) + 1), epoch_left)


def seconds_an_epoch(cockpit: Cockpit, elapsed_seconds: float) -> float | None:
    """The pace; the first epoch, which also builds the graph, is left out once there are others."""
    seconds = [epoch.seconds for epoch in cockpit.curve]
    if seconds:
        later = seconds[1:] or seconds
        return sum(later) / len(later)
    if cockpit.steps and cockpit.step and elapsed_seconds > 0:
        return elapsed_seconds * cockpit.steps / cockpit.step
    return None


def series(curve: Sequence[Epoch], name: str) -> list[tuple[int, float]]:
    """Epoch number and value of a metric, where it was reported and is a number."""
    pairs = [(epoch.number, epoch.metrics[name]) for epoch in curve if name in epoch.metrics]
    return [(number, value) for number, value in pairs if math.isfinite(value)]


def main_metric(curve: Sequence[Epoch]) -> str:
    """The first training metric beside the loss, such as `accuracy`; empty when there is none."""
    names = (name for epoch in curve for name in epoch.metrics)
    return next((name for name in names if name not in _NOT_METRICS and not name.startswith("val_")), "")


_NOT_METRICS = frozenset({"loss", "lr", "learning_rate"})
