"""One run on our side: go, training, hidden inputs, predictions, metric."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.domain.judging import (
    Epoch,
    EpochDone,
    Isolation,
    OutputWritten,
    PhaseChanged,
    RunPhase,
    StepDone,
    TrainingStarted,
)
from dlprep.judge import metrics
from dlprep.judge.cleaning import clean, one_line
from dlprep.judge.datasets.prepared import MANIFEST
from dlprep.judge.folders import seal
from dlprep.judge.link import WardenLostError
from dlprep.judge.outcome import Outcome
from dlprep.judge.strays import end_processes_of

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

    from dlprep.domain.challenges import Challenge
    from dlprep.judge.datasets.prepared import Prepared
    from dlprep.judge.folders import RunFolder
    from dlprep.judge.link import Link
    from dlprep.services.ports import Clock, Watcher

WARM_UP_SECONDS = 180.0
"""Importing TensorFlow may take this long on a slow disk."""
GRACE_SECONDS = 30.0
"""What the warden may be late with its own limits before it counts as lost."""
CANCEL_SECONDS = 0.8
"""After this the warden is killed instead of asked."""
_POLL_SECONDS = 0.05
_PREDICTIONS = "predictions"


@dataclass(frozen=True, slots=True)
class Worker:
    """A started worker, warm or getting so, and what it was started for."""

    link: Link
    folder: RunFolder
    start: wire.Start
    prepared: Prepared


class Run:
    """Drives one worker from go to the metric, and tells a watcher."""

    def __init__(
        self, worker: Worker, challenge: Challenge, *, watch: Watcher, cancel: Event, clock: Clock
    ) -> None:
        """The worker is used up by the run."""
        self.worker = worker
        self.challenge = challenge
        self.watch = watch
        self.cancel = cancel
        self.clock = clock
        self.outcome = Outcome(examples=worker.prepared.test)
        self._exchange = ""
        self._seal = frozenset[tuple[str, int, int, int]]()
        self._deadline = clock.monotonic() + WARM_UP_SECONDS
        self._went_at = 0.0
        self._stopping = False

    def play(self, script: str, code: str) -> Outcome:
        """Runs `code` under the name `script`; every process of the run is gone when this returns."""
        try:
            self.worker.folder.write(script, code.encode("utf-8", "replace"))
            self._follow(script)
        except WardenLostError as error:
            self.outcome.lost = one_line(str(error))
        except OSError as error:
            self.outcome.lost = one_line(str(error))
        finally:
            self._close()
        if self._went_at and seal(self._hidden) != self._seal:
            self._refuse_data()
        elif self.outcome.predicted and self.outcome.finished and not self.outcome.is_cancelled:
            self._grade(self.outcome.predicted)
        return self.outcome

    @property
    def _hidden(self) -> Path:
        return self.worker.prepared.hidden_inputs.parent

    def _refuse_data(self) -> None:
        self.outcome.has_changed_data = True
        with contextlib.suppress(OSError):
            # Without it the folder is not taken for whole, and the next run makes the data anew.
            (self.worker.prepared.folder / MANIFEST).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._went_at:
            self.outcome.wall_seconds = self.clock.monotonic() - self._went_at
        # Once the warden has said how it ended it only has to leave; a lost one gets no time.
        finished = self.outcome.finished
        self.worker.link.close(within_seconds=2.0 if finished else 0.1)
        if finished and finished.left:
            end_processes_of(self.worker.folder.run_id)

    def _follow(self, script: str) -> None:
        while self.outcome.finished is None:
            if self.cancel.is_set() and not self._stopping:
                self.outcome.is_cancelled = True
                self._stop("cancelled")
            event = self.worker.link.next_event(_POLL_SECONDS)
            if event is not None:
                self._take(event, script)
            elif self.clock.monotonic() > self._deadline:
                raise WardenLostError("no answer in time")

    def _stop(self, reason: str) -> None:
        self._stopping = True
        self._deadline = self.clock.monotonic() + (CANCEL_SECONDS if reason == "cancelled" else GRACE_SECONDS)
        self.worker.link.send(wire.Stop(reason))

    def _take(self, event: wire.Event, script: str) -> None:
        match event:
            case wire.Finished():
                self.outcome.finished = event
            case wire.Ready() if not self.outcome.is_ready:
                self._go(event, script)
            case wire.ImportFailed():
                self.outcome.import_failed = one_line(event.text)
            case wire.Exited() if self.outcome.is_ready and self.outcome.exited is None:
                self._after_training(event)
            case wire.Predicted() if self._exchange and not self._has_answer:
                self.outcome.predicted = event
                self._stop("done")
            case wire.PredictFailed() if self._exchange and not self._has_answer:
                self.outcome.predict_failed = event
                self._stop("done")
            case _:
                self._show(event)

    @property
    def _has_answer(self) -> bool:
        return self.outcome.predicted is not None or self.outcome.predict_failed is not None

    def _go(self, ready: wire.Ready, script: str) -> None:
        self.outcome.is_ready = True
        self.outcome.isolation = Isolation(ready.isolation)
        start = self.worker.start
        self._seal = seal(self._hidden)
        self._went_at = self.clock.monotonic()
        self._deadline = self._went_at + start.wall_seconds + start.predict_seconds + GRACE_SECONDS
        self.watch(PhaseChanged(RunPhase.TRAINING, self.outcome.isolation))
        self.worker.link.send(wire.Go(script))

    def _after_training(self, exited: wire.Exited) -> None:
        self.outcome.exited = exited
        if exited.outcome != "done":
            self._stop("done")
            return
        self.watch(PhaseChanged(RunPhase.PREDICTING))
        self._exchange = self.worker.folder.exchange(self.worker.prepared.hidden_inputs)
        self.worker.link.send(wire.Predict(f"{self._exchange}/inputs", f"{self._exchange}/{_PREDICTIONS}"))

    def _show(self, event: wire.Event) -> None:
        match event:
            case wire.TrainBegin():
                self.outcome.total_epochs = event.epochs
                self.watch(TrainingStarted(event.epochs, event.steps))
            case wire.Step():
                self.watch(StepDone(event.epoch, event.step, event.loss))
            case wire.EpochEnd():
                unknown = dict.fromkeys(map(one_line, event.not_finite), math.nan)
                known = {one_line(name): float(value) for name, value in event.metrics.items()}
                epoch = Epoch(event.number, known | unknown, float(event.seconds))
                self.outcome.curve.append(epoch)
                self.watch(EpochDone(epoch))
            case wire.Output() if self.outcome.is_ready:
                self.watch(OutputWritten(self.shown(event.text)))
            case wire.HookFailed():
                self.watch(OutputWritten(f"dlprep: no progress can be shown: {one_line(event.text)}\n"))
            case _:
                pass

    def shown(self, text: str) -> str:
        """What the script printed, cleaned, with the script named by its file alone."""
        return clean(text).replace(f"{self.worker.folder.work}/", "")

    def _grade(self, predicted: wire.Predicted) -> None:
        self.watch(PhaseChanged(RunPhase.GRADING))
        examples, classes = self.outcome.examples, self.challenge.classes
        if not metrics.accepts(predicted.shape, examples=examples, classes=classes):
            return
        try:
            scores = metrics.read_predictions(
                self.worker.folder.descriptor, self._exchange, _PREDICTIONS, predicted.shape
            )
        except metrics.PredictionsError as error:
            self.outcome.unreadable = str(error)
            return
        if not metrics.all_finite(scores):
            self.outcome.has_nan = True
            return
        labels = self.worker.prepared.hidden_labels()
        found = metrics.predicted_classes(scores)
        self.outcome.value = metrics.accuracy(found, labels)
        self.outcome.confusion = metrics.confusion(found, labels, classes)
