"""One run on our side: go, training, hidden inputs, predictions, metric."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.domain.judging import (
    Epoch,
    EpochDone,
    Isolation,
    LossNotFinite,
    OutputWritten,
    PhaseChanged,
    RunPhase,
    StepDone,
    TrainingStarted,
)
from dlprep.judge.cleaning import clean, one_line
from dlprep.judge.datasets.prepared import MANIFEST
from dlprep.judge.folders import seal
from dlprep.judge.link import WardenLostError
from dlprep.judge.outcome import Outcome
from dlprep.judge.strays import end_processes_of
from dlprep.judge.tidying import tidied

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from dlprep.judge.answers import Question
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


@dataclass(frozen=True, slots=True)
class Job:
    """What one run does."""

    script: str
    """Name of the script's file."""
    code: str
    artefact: str | None = None
    """The file to take from the work folder before it is removed."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Put beside the script."""
    seed: int | None = None
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """A started worker, warm or getting so, and what it was started for."""

    link: Link
    folder: RunFolder
    start: wire.Start
    prepared: Prepared | None
    """None where the challenge has no data."""


class Run:
    """Drives one worker from go to the metric, and tells a watcher."""

    def __init__(
        self,
        worker: Worker,
        job: Job,
        question: Question | None,
        *,
        watch: Watcher,
        cancel: Event,
        clock: Clock,
    ) -> None:
        """The worker is used up by the run. `question` is asked once the script has ended, if it is given."""
        self.worker = worker
        self.job = job
        self.question = question
        self.watch = watch
        self.cancel = cancel
        self.clock = clock
        examples = worker.prepared.test if worker.prepared else 0
        self.outcome = Outcome(examples=examples, is_rehearsal=job.is_rehearsal)
        self._is_asked = self._has_answer = False
        self._seal = frozenset[tuple[str, int, int, int]]()
        self._deadline = clock.monotonic() + WARM_UP_SECONDS
        self._went_at = 0.0
        self._stopping = False

    def play(self) -> Outcome:
        """Runs the script; every process of the run is gone when this returns."""
        try:
            self.worker.folder.write(self.job.script, self.job.code.encode("utf-8", "replace"))
            for name, data in self.job.files.items():
                self.worker.folder.write(name, data)
            self._follow()
        except WardenLostError as error:
            self.outcome.lost = one_line(str(error))
        except OSError as error:
            self.outcome.lost = one_line(str(error))
        finally:
            self._close()
        if self._went_at and self._sealed() != self._seal:
            self._refuse_data()
        elif self.outcome.finished and not self.outcome.is_cancelled:
            self._grade()
        return self.outcome

    def _grade(self) -> None:
        folder, outcome = self.worker.folder, self.outcome
        if self._has_answer and self.question:
            self.watch(PhaseChanged(RunPhase.GRADING))
            self.question.grade(folder, outcome)
        elif self.job.artefact and outcome.exited and outcome.exited.outcome == "done":
            try:
                outcome.artefact = folder.read(self.job.artefact, most_bytes=self.worker.start.disk_bytes)
            except OSError as error:
                outcome.no_artefact = one_line(str(error.strerror or error))

    def _sealed(self) -> frozenset[tuple[str, int, int, int]]:
        prepared = self.worker.prepared
        return seal(prepared.hidden_inputs.parent) if prepared else frozenset()

    def _refuse_data(self) -> None:
        self.outcome.has_changed_data = True
        if self.worker.prepared:
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

    def _follow(self) -> None:
        while self.outcome.finished is None:
            if self.cancel.is_set() and not self._stopping:
                self.outcome.is_cancelled = True
                self._stop("cancelled")
            event = self.worker.link.next_event(_POLL_SECONDS)
            if event is not None:
                self._take(tidied(event))
            elif self.clock.monotonic() > self._deadline:
                raise WardenLostError("no answer in time")

    def _stop(self, reason: str) -> None:
        self._stopping = True
        self._deadline = self.clock.monotonic() + (CANCEL_SECONDS if reason == "cancelled" else GRACE_SECONDS)
        self.worker.link.send(wire.Stop(reason))

    def _take(self, event: wire.Event) -> None:
        match event:
            case wire.Finished():
                self.outcome.finished = event
            case wire.Ready() if not self.outcome.is_ready:
                self._go(event)
            case wire.ImportFailed():
                self.outcome.import_failed = one_line(event.text)
            case wire.IsolationFailed() if not self.outcome.is_ready:
                self.outcome.lost = one_line(event.text)
            case wire.Exited() if self.outcome.is_ready and self.outcome.exited is None:
                self._after_training(event)
            case _ if self._is_asked and not self._has_answer and self._takes(event):
                self._has_answer = True
                self._stop("done")
            case _:
                self._show(event)

    def _takes(self, event: wire.Event) -> bool:
        return self.question is not None and self.question.take(event, self.outcome)

    def _go(self, ready: wire.Ready) -> None:
        self.outcome.is_ready = True
        self.outcome.isolation = Isolation(ready.isolation)
        start = self.worker.start
        self._seal = self._sealed()
        self._went_at = self.clock.monotonic()
        self._deadline = self._went_at + start.wall_seconds + start.predict_seconds + GRACE_SECONDS
        self.watch(PhaseChanged(RunPhase.TRAINING, self.outcome.isolation))
        self.worker.link.send(wire.Go(self.job.script, self.job.seed, self.job.is_rehearsal))

    def _after_training(self, exited: wire.Exited) -> None:
        self.outcome.exited = exited
        if exited.outcome != "done" or self.question is None:
            self._stop("done")
            return
        self.watch(PhaseChanged(RunPhase.PREDICTING))
        command = self.question.ask(self.worker.folder)
        self._is_asked = True
        self.worker.link.send(command)

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
            case wire.LossNotFinite():
                self.outcome.not_finite = self.outcome.not_finite or event
                self.watch(LossNotFinite(event.epoch, event.step))
            case wire.Output() if self.outcome.is_ready:
                self.watch(OutputWritten(self.shown(event.text)))
            case wire.HookFailed():
                self.watch(OutputWritten(f"dlprep: no progress can be shown: {one_line(event.text)}\n"))
            case _:
                pass

    def shown(self, text: str) -> str:
        """What the script printed, cleaned, with the script named by its file alone."""
        return clean(text).replace(f"{self.worker.folder.work}/", "")
