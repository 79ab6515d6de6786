"""What is known of a run while it runs, and where it is heading."""

import pytest

from dlprep.domain.challenges import Budgets
from dlprep.domain.judging import (
    Epoch,
    EpochDone,
    Isolation,
    OutputWritten,
    PhaseChanged,
    RunEvent,
    RunPhase,
    StepDone,
    Tier,
    TrainedAgain,
    TrainingStarted,
)
from dlprep.domain.measuring import Metric
from dlprep.tui.cockpit import OUTPUT_CHARACTERS, Bounds, Cockpit, bounds_of, forecast, main_metric, series
from fakes_judge import CURVE, TRAINING
from tui.study_support import challenge_folder


def after(*events: RunEvent) -> Cockpit:
    cockpit = Cockpit()
    for event in events:
        cockpit = cockpit.told(event)
    return cockpit


def test_events_add_up_to_the_state_of_the_run() -> None:
    cockpit = after(*TRAINING)
    assert cockpit.phase is RunPhase.TRAINING
    assert cockpit.isolation is Isolation.FULL
    assert (cockpit.epochs, cockpit.steps) == (10, 63)
    assert [epoch.number for epoch in cockpit.curve] == [1, 2, 3]
    assert (cockpit.at_epoch, cockpit.step, cockpit.loss) == (4, 32, 0.4812)
    assert cockpit.output == 'Model: "sequential"\n'


def test_isolation_stays_known_when_a_later_phase_does_not_name_it() -> None:
    cockpit = after(PhaseChanged(RunPhase.TRAINING, Isolation.BASE), PhaseChanged(RunPhase.PREDICTING))
    assert (cockpit.phase, cockpit.isolation) == (RunPhase.PREDICTING, Isolation.BASE)


def test_a_flood_of_output_keeps_its_end() -> None:
    cockpit = after(OutputWritten("x" * OUTPUT_CHARACTERS), OutputWritten("the end"))
    assert len(cockpit.output) == OUTPUT_CHARACTERS
    assert cockpit.output.endswith("the end")


def test_nothing_is_foretold_before_the_first_step() -> None:
    told = forecast(after(TrainingStarted(10, 50)), 4.0, 60.0)
    assert (told.left_seconds, told.missed_epoch) == (None, None)


def test_the_first_epoch_is_foretold_from_its_steps() -> None:
    told = forecast(after(TrainingStarted(4, 100), StepDone(1, 50, 1.0)), 10.0, 300.0)
    assert told.left_seconds == pytest.approx(70.0)  # 20 s an epoch, three and a half left
    assert told.missed_epoch is None


def test_the_pace_leaves_out_the_first_epoch_which_builds_the_graph() -> None:
    cockpit = after(TrainingStarted(10, 63), EpochDone(CURVE[0]), EpochDone(CURVE[1]), EpochDone(CURVE[2]))
    assert forecast(cockpit, 11.1, 300.0).left_seconds == pytest.approx(21.0)


@pytest.mark.parametrize(
    ("limit", "missed"),
    [(31.0, None), (30.0, None), (29.9, 10), (21.0, 8), (20.9, 7), (12.1, 5), (11.9, 4), (1.0, 4)],
)
def test_the_epoch_that_misses_the_limit_is_named(limit: float, missed: int | None) -> None:
    epochs = [EpochDone(Epoch(number, {"loss": 1.0}, 3.0)) for number in (1, 2, 3)]
    assert forecast(after(TrainingStarted(10, None), *epochs), 9.0, limit).missed_epoch == missed


def test_what_is_left_of_the_present_epoch_is_told_beside_the_whole() -> None:
    told = forecast(after(TrainingStarted(4, 100), StepDone(1, 50, 1.0)), 10.0, 300.0)
    assert told.epoch_left_seconds == pytest.approx(10.0)
    ended = after(TrainingStarted(1, 10), EpochDone(Epoch(1, {}, 5.0)))
    assert forecast(ended, 5.0, 60.0).epoch_left_seconds == 0.0


def test_the_bounds_of_a_challenge_are_its_limit_its_epochs_and_what_guessing_gives() -> None:
    challenge = challenge_folder().challenge
    rules = challenge.tiers[Tier.EMBEDDED]
    assert bounds_of(challenge, rules) == Bounds(300, None, 0.1)
    other = challenge.model_copy(update={"metric": Metric.AUC, "budgets": Budgets(epochs=8)})
    assert bounds_of(other, rules) == Bounds(300, 8, None)


def test_a_second_training_forgets_the_first_but_not_its_value() -> None:
    again = after(*TRAINING, TrainedAgain(0.83))
    assert (again.curve, again.epochs, again.step, again.loss) == ((), None, 0, None)
    assert (again.first_value, again.isolation) == (0.83, Isolation.FULL)


def test_steps_of_an_epoch_that_has_ended_are_not_counted_twice() -> None:
    cockpit = after(TrainingStarted(2, 10), StepDone(1, 10, 1.0), EpochDone(Epoch(1, {}, 5.0)))
    assert forecast(cockpit, 5.0, 60.0).left_seconds == pytest.approx(5.0)


def test_series_leave_out_what_is_missing_or_not_a_number() -> None:
    curve = [Epoch(1, {"loss": 2.0}, 1.0), Epoch(2, {"loss": float("nan")}, 1.0), Epoch(3, {}, 1.0)]
    assert series(curve, "loss") == [(1, 2.0)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("accuracy", "loss", "val_accuracy"), "accuracy"),
        (("loss", "learning_rate", "mae"), "mae"),
        (("loss", "val_loss"), ""),
    ],
)
def test_the_metric_beside_the_loss_is_found(names: tuple[str, ...], expected: str) -> None:
    assert main_metric([Epoch(1, dict.fromkeys(names, 0.5), 1.0)]) == expected
