"""A Judge that plays a script of events; a test decides when it goes on."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from dlprep.domain.judging import (
    Epoch,
    EpochDone,
    Isolation,
    Medal,
    OutputWritten,
    PhaseChanged,
    Report,
    RunEvent,
    RunPhase,
    StepDone,
    Submission,
    Tier,
    TrainingStarted,
    Verdict,
)
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.errors import DlprepError
    from dlprep.services.ports import Watcher

PATIENCE_SECONDS = 20.0


def epoch(number: int, loss: float, accuracy: float, seconds: float = 3.0) -> Epoch:
    """An epoch with training and validation values; validation is a little worse."""
    metrics = {
        "accuracy": accuracy,
        "loss": loss,
        "val_accuracy": accuracy - 0.03,
        "val_loss": loss + 0.08,
    }
    return Epoch(number, metrics, seconds)


CURVE = (
    epoch(1, 1.62, 0.43, 5.1),
    epoch(2, 0.91, 0.69),
    epoch(3, 0.62, 0.80),
    epoch(4, 0.47, 0.85),
    epoch(5, 0.39, 0.88),
)

TRAINING: tuple[RunEvent, ...] = (
    PhaseChanged(RunPhase.PREPARING),
    PhaseChanged(RunPhase.WARMING),
    PhaseChanged(RunPhase.TRAINING, Isolation.FULL),
    OutputWritten('Model: "sequential"\n'),
    TrainingStarted(epochs=10, steps=63),
    EpochDone(CURVE[0]),
    EpochDone(CURVE[1]),
    EpochDone(CURVE[2]),
    StepDone(epoch=4, step=32, loss=0.4812),
)
"""A run in the middle of its fourth epoch."""


def passed(**changes: object) -> Report:
    """A report of a silver run, unless `changes` say otherwise."""
    fields: dict[str, object] = {
        "slug": "cifar10-cnn",
        "tier": Tier.EMBEDDED,
        "verdict": Verdict.PASS,
        "medal": Medal.SILVER,
        "metric": "accuracy",
        "value": 0.8732,
        "thresholds": {"bronze": 0.84, "silver": 0.87, "gold": 0.9},
        "epochs": len(CURVE),
        "wall_seconds": 17.4,
        "cpu_seconds": 33.9,
        "isolation": Isolation.FULL,
        "message": message(
            "{metric} {value:.4f} on hidden data: {medal}.",
            metric=message("Accuracy"),
            value=0.8732,
            medal=message("silver"),
        ),
        "next_step": message("Accuracy was still rising in the last epoch: train longer, or learn faster."),
        "curve": CURVE,
        "output": 'Model: "sequential"\ndone\n',
        "confusion": ((90, 6, 4), (3, 88, 9), (1, 12, 87)),
    }
    return Report(**(fields | changes))  # type: ignore[arg-type]


def cancelled() -> Report:
    """What a run that was stopped comes back as."""
    return passed(
        verdict=Verdict.CANCELLED,
        medal=None,
        value=None,
        message=message("The run was cancelled."),
        next_step=None,
        confusion=(),
    )


def rehearsed(**changes: object) -> Report:
    """What a script that would run gives in small, unless `changes` say otherwise."""
    fields: dict[str, object] = {
        "medal": None,
        "value": None,
        "message": message(
            "The script runs through in small, and its predictions have the form that is asked for."
        ),
        "next_step": message("Nothing was graded yet: run it in full."),
        "curve": (),
        "epochs": 0,
        "confusion": (),
        "output": "",
    }
    return passed(**(fields | changes))


class FakeJudge:
    """Plays `events`, waits until `go_on` is set, then gives `report`; a cancel ends the wait."""

    def __init__(self) -> None:
        self.events: tuple[RunEvent, ...] = TRAINING
        self.report = passed()
        self.rehearsal = rehearsed()
        """What a run in small gives, at once."""
        self.error: DlprepError | None = None
        """Raised in place of a run."""
        self.go_on = Event()
        self.warmed: list[tuple[str, Tier]] = []
        self.submissions: list[Submission] = []
        self.rehearsed: list[Submission] = []
        self.was_cancelled = False
        self.is_done = Event()
        """Set when a run has ended, whichever way."""
        self.closed = False

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        self.warmed.append((folder.challenge.id, tier))

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        self.is_done.clear()
        self.submissions.append(submission)
        try:
            return self._play(watch, cancel)
        finally:
            self.is_done.set()

    def rehearse(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        self.rehearsed.append(submission)
        if self.error is not None:
            raise self.error
        return self.rehearsal

    def _play(self, watch: Watcher, cancel: Event) -> Report:
        if self.error is not None:
            raise self.error
        for event in self.events:
            watch(event)
        for _ in range(int(PATIENCE_SECONDS * 100)):
            if cancel.wait(0.01):
                self.was_cancelled = True
                return cancelled()
            if self.go_on.is_set():
                watch(PhaseChanged(RunPhase.FINISHED))
                return self.report
        raise AssertionError("the test never let the run go on")

    def close(self) -> None:
        self.closed = True
