"""What is known about a run once it has ended: the facts a verdict is found from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dlprep.domain.judging import CheckOutcome, Epoch, Isolation, Sample
from dlprep.judge.cleaning import one_line

if TYPE_CHECKING:
    from dlprep.wire import Exited, Finished, LossNotFinite, Predicted, PredictFailed


@dataclass(slots=True)
class Outcome:
    """Filled while the run goes on. What the worker said is a claim; `finished` is the warden's word."""

    finished: Finished | None = None
    """None when the warden was lost."""
    lost: str = ""
    """Why there is no `finished`."""
    import_failed: str = ""
    """Why TensorFlow could not be imported."""
    is_ready: bool = False
    isolation: Isolation = Isolation.NONE
    not_finite: LossNotFinite | None = None
    """When the training loss became NaN or infinite."""
    total_epochs: int | None = None
    """How many epochs `fit` was asked for."""
    exited: Exited | None = None
    predicted: Predicted | None = None
    predict_failed: PredictFailed | None = None
    unreadable: str = ""
    """Why the file of predictions was refused."""
    has_changed_data: bool = False
    """The hidden data is no longer what it was before the script ran."""
    has_nan: bool = False
    """Some prediction is NaN or infinite."""
    has_called: bool = False
    """Every function was called."""
    checks: tuple[CheckOutcome, ...] = ()
    cost: float | None = None
    """Of a decision on average, where there are two classes."""
    samples: tuple[Sample, ...] = ()
    artefact: bytes | None = None
    """The graded file, as the script left it."""
    no_artefact: str = ""
    """Why there is no graded file."""
    value: float | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    curve: list[Epoch] = field(default_factory=list)
    examples: int = 0
    """Hidden examples."""
    is_rehearsal: bool = False
    is_cancelled: bool = False
    """The learner cancelled."""
    wall_seconds: float = 0.0
    """By our own clock, for when the warden cannot say."""

    def joined(self, reloaded: Outcome) -> Outcome:
        """The facts of the training together with what its file did in a fresh process.

        What went wrong there is the file's doing: the script beside it is ours, and only loads it.
        """
        kept = ("exited", "total_epochs", "not_finite", "curve", "artefact", "is_rehearsal")
        both = replace(reloaded, **{name: getattr(self, name) for name in kept})
        both.wall_seconds = self.wall_seconds + reloaded.wall_seconds
        if reloaded.exited is not None and reloaded.exited.outcome != "done":
            both.no_artefact = one_line(f"{reloaded.exited.exception}: {reloaded.exited.text}")
        if self.finished and reloaded.finished:
            both.finished = replace(
                self.finished,
                reason=reloaded.finished.reason,
                returncode=reloaded.finished.returncode,
                wall_seconds=self.finished.wall_seconds + reloaded.finished.wall_seconds,
                cpu_seconds=self.finished.cpu_seconds + reloaded.finished.cpu_seconds,
            )
        return both
