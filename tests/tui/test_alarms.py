"""What the cockpit warns of, and what it leaves alone."""

from __future__ import annotations

import math

import pytest

from dlprep.domain.judging import Epoch, EpochDone, LossNotFinite, RunEvent, TrainedAgain, TrainingStarted
from dlprep.tui.alarms import WORDS, Alarm, Trouble, find_alarms
from dlprep.tui.cockpit import Bounds, Cockpit

NO_HURRY = Bounds(limit_seconds=10_000.0)


def trained(
    *metrics: dict[str, float], before: tuple[RunEvent, ...] = (), epochs: int | None = 10
) -> Cockpit:
    """A run after one epoch for each of `metrics`."""
    cockpit = Cockpit()
    done = sum(isinstance(event, EpochDone) for event in before)
    ended = [EpochDone(Epoch(done + number, each, 2.0)) for number, each in enumerate(metrics, start=1)]
    for event in (*before, TrainingStarted(epochs, None), *ended):
        cockpit = cockpit.told(event)
    return cockpit


def losses(*values: float) -> Cockpit:
    return trained(*({"loss": value} for value in values))


def troubles(cockpit: Cockpit, bounds: Bounds = NO_HURRY) -> list[Trouble]:
    return [alarm.trouble for alarm in find_alarms(cockpit, 1.0, bounds)]


def test_a_run_that_learns_raises_no_alarm() -> None:
    good = trained(
        *(
            {"loss": 1 / n, "val_loss": 1.1 / n, "accuracy": n / 10, "val_accuracy": n / 11}
            for n in range(1, 7)
        )
    )
    assert find_alarms(good, 12.0, Bounds(60.0, most_epochs=10, chance=0.1)) == ()


def test_a_loss_that_is_no_number_is_told_with_its_epoch_and_nothing_else_of_learning() -> None:
    broken = losses(2.0, 2.0, math.nan, math.nan)
    assert find_alarms(broken, 1.0, NO_HURRY) == (Alarm(Trouble.NOT_A_NUMBER, 3),)
    assert troubles(trained({"loss": 1.0, "val_loss": math.inf})) == [Trouble.NOT_A_NUMBER]


def test_a_step_that_is_no_number_is_told_before_its_epoch_ends() -> None:
    assert find_alarms(Cockpit().told(LossNotFinite(2, 17)), 1.0, NO_HURRY) == (
        Alarm(Trouble.NOT_A_NUMBER, 2),
    )


@pytest.mark.parametrize(
    ("values", "is_flat"),
    [
        ((2.3, 2.3, 2.3), True),
        ((2.3, 2.4, 2.31, 2.5), True),
        ((2.3, 2.3), False),
        ((2.3, 2.3, 2.2), False),
        ((2.3, 2.0, 2.3), False),
        ((-1.0, -1.5, -2.0), False),
    ],
)
def test_a_loss_that_does_not_fall_is_told_from_the_third_epoch_on(
    values: tuple[float, ...], is_flat: bool
) -> None:
    assert (Trouble.FLAT_LOSS in troubles(losses(*values))) == is_flat


def test_a_second_fit_may_begin_where_the_first_has_led() -> None:
    first = tuple(EpochDone(Epoch(number, {"loss": 1 / number}, 2.0)) for number in range(1, 5))
    again = trained({"loss": 0.25}, {"loss": 0.25}, {"loss": 0.25}, before=(TrainingStarted(4, None), *first))
    assert troubles(again) == []


@pytest.mark.parametrize(
    ("reached", "chance", "is_guessing"),
    [(0.11, 0.1, True), (0.2, 0.1, False), (0.51, 0.5, True), (0.6, 0.5, False), (0.11, None, False)],
)
def test_an_accuracy_of_guessing_is_told(reached: float, chance: float | None, is_guessing: bool) -> None:
    run = trained(*({"loss": 3.0 - n, "accuracy": reached} for n in range(3)))
    assert (Trouble.AT_CHANCE in troubles(run, Bounds(10_000.0, chance=chance))) == is_guessing


@pytest.mark.parametrize(
    ("validation", "since"),
    [
        ((1.0, 0.8, 0.9, 1.0), 3),
        ((1.0, 0.8, 0.9, 0.81), None),
        ((1.0, 0.9, 0.8, 0.9), None),
        ((1.0, 0.9, 0.8, 0.7), None),
    ],
)
def test_memorising_is_told_with_the_epoch_it_began(validation: tuple[float, ...], since: int | None) -> None:
    run = trained(*({"loss": 1 / n, "val_loss": value} for n, value in enumerate(validation, start=1)))
    assert find_alarms(run, 1.0, NO_HURRY) == (() if since is None else (Alarm(Trouble.OVERFITTING, since),))


def test_a_validation_loss_that_rises_with_the_training_loss_is_no_memorising() -> None:
    run = trained(*({"loss": value, "val_loss": value} for value in (1.0, 0.5, 0.6, 0.7)))
    assert troubles(run) == []


def test_more_epochs_than_the_budget_are_told_when_they_are_planned() -> None:
    planned = trained(epochs=12)
    assert find_alarms(planned, 1.0, Bounds(60.0, most_epochs=8)) == (Alarm(Trouble.TOO_MANY_EPOCHS, 8, 12),)
    assert troubles(trained(epochs=8), Bounds(60.0, most_epochs=8)) == []
    assert troubles(trained({"loss": 1.0}, {"loss": 0.5}, epochs=None), Bounds(60.0, most_epochs=1)) == [
        Trouble.TOO_MANY_EPOCHS
    ]


def test_the_epoch_that_misses_the_limit_is_told() -> None:
    slow = trained({"loss": 1.0}, {"loss": 0.8}, {"loss": 0.6}, epochs=10)
    assert find_alarms(slow, 6.0, Bounds(7.0)) == (Alarm(Trouble.OUT_OF_TIME, 4, 10),)


def test_a_second_training_starts_without_the_alarms_of_the_first() -> None:
    again = losses(2.3, 2.3, 2.3).told(TrainedAgain(0.83))
    assert troubles(again) == []
    assert again.first_value == 0.83


@pytest.mark.parametrize("trouble", Trouble)
def test_every_alarm_has_its_words(trouble: Trouble) -> None:
    assert WORDS[trouble].startswith("! ")
    assert "4" in WORDS[trouble].format(epoch=4, epochs=9)
