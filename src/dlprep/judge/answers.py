"""What is asked of a worker once its script has ended, and how its answer becomes facts."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from dlprep import wire
from dlprep.judge import metrics, samples
from dlprep.judge.functions import grading, packing
from dlprep.judge.metrics import scores as predictions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.challenges import Challenge, TierRules
    from dlprep.judge.datasets.prepared import Prepared
    from dlprep.judge.folders import RunFolder
    from dlprep.judge.functions.task import Trial
    from dlprep.judge.outcome import Outcome

_OUTPUTS = "outputs"


class Question(Protocol):
    """One exchange with the worker."""

    def ask(self, folder: RunFolder) -> wire.Command:
        """Puts the hidden inputs into the folder; the command that names them.

        Raises:
            OSError: if the disk refuses.
        """

    def take(self, event: wire.Event, outcome: Outcome) -> bool:
        """Keeps an event that belongs to the answer; True when the answer is complete."""

    def grade(self, folder: RunFolder, outcome: Outcome) -> None:
        """Reads what the worker wrote, once its process is gone, and measures it."""


@dataclass(slots=True)
class Predictions:
    """The model predicts the hidden inputs."""

    challenge: Challenge
    rules: TierRules
    prepared: Prepared
    is_rehearsal: bool = False
    """Only whether it can predict is of interest."""
    _exchange: str = ""

    def ask(self, folder: RunFolder) -> wire.Command:
        with self.prepared.hidden_inputs.open("rb") as inputs:
            self._exchange = folder.exchange(inputs)
        is_timed = self.challenge.budgets.inference_ratio is not None and not self.is_rehearsal
        return wire.Predict(f"{self._exchange}/inputs", f"{self._exchange}/{_OUTPUTS}", timed=is_timed)

    def take(self, event: wire.Event, outcome: Outcome) -> bool:
        match event:
            case wire.Predicted():
                outcome.predicted = event
            case wire.PredictFailed():
                outcome.predict_failed = event
            case _:
                return False
        return True

    def grade(self, folder: RunFolder, outcome: Outcome) -> None:
        predicted = outcome.predicted
        if predicted is None or not predictions.accepts(predicted.shape, self.challenge, outcome.examples):
            return
        try:
            found = predictions.read_predictions(folder.descriptor, self._exchange, _OUTPUTS, predicted.shape)
        except predictions.PredictionsError as error:
            outcome.unreadable = str(error)
            return
        if not predictions.all_finite(found):
            outcome.has_nan = True
        elif not self.is_rehearsal:
            labels = self.prepared.hidden_labels()
            measured = metrics.measure(self.challenge, found, labels)
            outcome.value, outcome.confusion = measured.value, measured.confusion
            outcome.cost = measured.cost
            outcome.samples = samples.worst(self.challenge, self.rules, self.prepared, found, labels)


@dataclass(slots=True)
class FunctionCalls:
    """Functions of the script are called with hidden arguments."""

    challenge: Challenge
    trials: Mapping[str, Trial]
    _exchange: str = ""
    _answers: list[wire.Returned | wire.CallFailed] = field(default_factory=list)

    def ask(self, folder: RunFolder) -> wire.Command:
        self._exchange = folder.exchange(io.BytesIO(packing.packed(self.trials)))
        return wire.Call(f"{self._exchange}/inputs", f"{self._exchange}/{_OUTPUTS}")

    def take(self, event: wire.Event, outcome: Outcome) -> bool:
        match event:
            case wire.Returned() | wire.CallFailed() if event.number == len(self._answers):
                self._answers.append(event)
                return False
            case wire.Called():
                outcome.has_called = True
                return True
            case wire.PredictFailed():
                outcome.predict_failed = event
                return True
            case _:
                return False

    def grade(self, folder: RunFolder, outcome: Outcome) -> None:
        if not outcome.has_called:
            return
        try:
            values = packing.read_values(folder.descriptor, self._exchange, _OUTPUTS, self._answers)
        except predictions.PredictionsError as error:
            outcome.unreadable = str(error)
            return
        outcome.checks = grading.outcomes(self.trials, self._answers, values)
        outcome.value = grading.value(self.challenge.checks, outcome.checks)


def question_of(
    challenge: Challenge, rules: TierRules, prepared: Prepared | None, *, seed: int, is_rehearsal: bool
) -> Question | None:
    """What the challenge asks of a process that holds the model or the functions.

    `seed` starts the random arguments of functions.
    """
    if challenge.checks:
        return FunctionCalls(challenge, grading.trials(challenge.id, seed))
    if prepared is None:
        return None
    return Predictions(challenge, rules, prepared, is_rehearsal)
