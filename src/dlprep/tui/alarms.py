"""What goes wrong in a run while there is still time to stop it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from dlprep.domain.messages import mark
from dlprep.tui.cockpit import forecast, main_metric, series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.tui.cockpit import Bounds, Cockpit

WATCHED_EPOCHS = 3
"""Before so many epochs nothing is said about learning."""
LEAST_FALL = 0.01
"""A loss that fell by less than this share has not fallen."""
ABOVE_CHANCE = 0.05
"""An accuracy by less than this share of the way from chance to 1 above chance is one of guessing."""
RISE = 0.02
"""A validation loss by more than this share above its best has risen."""
RISING_EPOCHS = 2
"""For so many epochs it must have been above its best."""


class Trouble(Enum):
    """What an alarm is about."""

    NOT_A_NUMBER = auto()
    FLAT_LOSS = auto()
    AT_CHANCE = auto()
    OVERFITTING = auto()
    TOO_MANY_EPOCHS = auto()
    OUT_OF_TIME = auto()


@dataclass(frozen=True, slots=True)
class Alarm:
    """One trouble."""

    trouble: Trouble
    epoch: int
    """Since when it is so, how many epochs showed it, or the last epoch that fits."""
    epochs: int | None = None
    """How many are planned, where that matters."""


WORDS = {
    Trouble.NOT_A_NUMBER: mark(
        "! The loss is not a number since epoch {epoch}: look at the learning rate, then at logarithms and "
        "divisions."
    ),
    Trouble.FLAT_LOSS: mark(
        "! The loss has not fallen in {epoch} epochs: look at the learning rate, the labels, and whether any "
        "weight is trained."
    ),
    Trouble.AT_CHANCE: mark(
        "! After {epoch} epochs the accuracy is that of guessing: look at the labels, the loss and the last "
        "layer."
    ),
    Trouble.OVERFITTING: mark(
        "! The validation loss has been rising since epoch {epoch} while the training loss falls: the model "
        "memorises. Stop earlier, or regularise."
    ),
    Trouble.TOO_MANY_EPOCHS: mark("! {epochs} epochs are planned, and the budget allows {epoch}."),
    Trouble.OUT_OF_TIME: mark(
        "! At this pace you miss the limit at epoch {epoch} of {epochs}. Train fewer epochs, a smaller "
        "model, or larger batches."
    ),
}


def find_alarms(cockpit: Cockpit, elapsed_seconds: float, bounds: Bounds) -> tuple[Alarm, ...]:
    """The alarms of a run as it stands, the gravest first."""
    return tuple(_find(cockpit, elapsed_seconds, bounds))


def _find(cockpit: Cockpit, elapsed_seconds: float, bounds: Bounds) -> Iterator[Alarm]:
    broken = _not_a_number(cockpit)
    if broken is not None:
        yield Alarm(Trouble.NOT_A_NUMBER, broken)
    missed = forecast(cockpit, elapsed_seconds, bounds.limit_seconds).missed_epoch
    if missed is not None:
        yield Alarm(Trouble.OUT_OF_TIME, missed, cockpit.epochs)
    planned = max(cockpit.epochs or 0, len(cockpit.curve))
    if bounds.most_epochs is not None and planned > bounds.most_epochs:
        yield Alarm(Trouble.TOO_MANY_EPOCHS, bounds.most_epochs, planned)
    if broken is None:
        yield from _of_learning(cockpit, bounds)


def _not_a_number(cockpit: Cockpit) -> int | None:
    """The first epoch with a loss that is none."""
    told = [cockpit.not_finite.epoch] if cockpit.not_finite else []
    seen = [
        epoch.number
        for epoch in cockpit.curve
        if any(not math.isfinite(epoch.metrics.get(name, 0.0)) for name in ("loss", "val_loss"))
    ]
    return min(told + seen, default=None)


def _of_learning(cockpit: Cockpit, bounds: Bounds) -> Iterator[Alarm]:
    if cockpit.fits_before == 0 and _is_flat(cockpit):
        yield Alarm(Trouble.FLAT_LOSS, len(cockpit.curve))
    elif bounds.chance is not None and _is_guessing(cockpit, bounds.chance):
        yield Alarm(Trouble.AT_CHANCE, len(cockpit.curve))
    since = _rising_since(cockpit)
    if since is not None:
        yield Alarm(Trouble.OVERFITTING, since)


def _is_flat(cockpit: Cockpit) -> bool:
    losses = [loss for _, loss in series(cockpit.curve, "loss")]
    if len(losses) < WATCHED_EPOCHS:
        return False
    return min(losses[1:]) > losses[0] - LEAST_FALL * abs(losses[0])


def _is_guessing(cockpit: Cockpit, chance: float) -> bool:
    name = main_metric(cockpit.curve)
    if "acc" not in name:
        return False
    reached = [value for _, value in series(cockpit.curve, name)]
    return len(reached) >= WATCHED_EPOCHS and max(reached) < chance + ABOVE_CHANCE * (1 - chance)


def _rising_since(cockpit: Cockpit) -> int | None:
    """The first epoch after the best validation loss, when it has been rising ever since."""
    curve = cockpit.curve[cockpit.fits_before :]
    training, validation = dict(series(curve, "loss")), dict(series(curve, "val_loss"))
    if not validation:
        return None
    best, last = min(validation, key=lambda number: validation[number]), max(validation)
    later = [number for number in validation if number > best]
    is_up = validation[last] > validation[best] + RISE * abs(validation[best])
    falls = training.get(last, math.inf) < training.get(best, -math.inf)
    return min(later) if len(later) >= RISING_EPOCHS and is_up and falls else None
