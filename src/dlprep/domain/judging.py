"""What goes to the judge and what comes back: submissions, events, verdicts, reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dlprep.domain.messages import Message


class Tier(StrEnum):
    """Which data a challenge runs on."""

    EMBEDDED = "embedded"
    """Real data that installed packages carry; answers in about a minute."""
    FULL = "full"
    """The article's own data set, fetched or imported."""


class Medal(StrEnum):
    """How well a graded run did; below bronze there is none."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


class Isolation(StrEnum):
    """How well the learner's code was kept apart from the machine during a run."""

    FULL = "full"
    BASE = "base"
    LIMITED = "limited"
    NONE = "none"


class Verdict(StrEnum):
    """How a run ended (judge.md 4.4). PASS and FAIL are graded; the rest say why there is no grade."""

    PASS = "PASS"  # noqa: S105 - a verdict, not a password
    FAIL = "FAIL"
    ERR = "ERR"
    """The script raised, or does not compile."""
    NO_MODEL = "NO_MODEL"
    BAD_SHAPE = "BAD_SHAPE"
    NAN = "NAN"
    TIME = "TIME"
    MEM = "MEM"
    DISK = "DISK"
    OUTPUT = "OUTPUT"
    PROC = "PROC"
    CRASH = "CRASH"
    CANCELLED = "CANCELLED"
    INTERNAL = "INTERNAL"
    """Our own fault; never counted against the learner."""

    @property
    def is_graded(self) -> bool:
        """True when a metric on hidden data was computed."""
        return self in (Verdict.PASS, Verdict.FAIL)

    @property
    def counts(self) -> bool:
        """True when the run says something about the learner."""
        return self not in (Verdict.CANCELLED, Verdict.INTERNAL)


class RunPhase(StrEnum):
    """Where a run is."""

    PREPARING = "preparing"
    WARMING = "warming"
    TRAINING = "training"
    PREDICTING = "predicting"
    GRADING = "grading"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Submission:
    """Code sent to the judge for a challenge."""

    slug: str
    tier: Tier
    code: str


@dataclass(frozen=True, slots=True)
class Epoch:
    """One finished epoch, as the script reported it: a claim for display, never for the grade."""

    number: int
    """From 1."""
    metrics: Mapping[str, float]
    """Keras' logs: loss, accuracy, val_loss, val_accuracy, …"""
    seconds: float
    """Wall time of the epoch."""


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The run entered a phase."""

    phase: RunPhase
    isolation: Isolation | None = None
    """Known once the worker is warm."""


@dataclass(frozen=True, slots=True)
class TrainingStarted:
    """`fit` was entered."""

    epochs: int | None
    steps: int | None
    """Steps an epoch; None when Keras does not know."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """Some steps went by; sent a few times a second at most."""

    epoch: int
    """From 1."""
    step: int
    loss: float | None


@dataclass(frozen=True, slots=True)
class LossNotFinite:
    """The training loss became NaN or infinite; told once."""

    epoch: int
    """From 1."""
    step: int
    """From 1, in the epoch."""


@dataclass(frozen=True, slots=True)
class EpochDone:
    """An epoch ended."""

    epoch: Epoch


@dataclass(frozen=True, slots=True)
class OutputWritten:
    """The script printed; already decoded, and stripped of control characters."""

    text: str


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How one property check went; its title stands in the challenge."""

    id: str
    passed: bool | None
    """None when it was not reached."""
    detail: Message | None = None
    """What was found instead."""


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """What a submission needed of one budget."""

    name: str
    """A field of `domain.challenges.Budgets`."""
    used: float
    most: float

    @property
    def is_kept(self) -> bool:
        """True when no more was used than allowed."""
        return self.used <= self.most


@dataclass(frozen=True, slots=True)
class Picture:
    """A small image."""

    width: int
    height: int
    channels: int
    """1 for grey, 3 for red, green and blue."""
    pixels: bytes
    """Row by row from the top, one byte a channel."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A hidden example on which the model was confidently wrong."""

    truth: str
    predicted: str
    score: float
    """Of what was predicted: its share among the scores, or the size of the error."""
    picture: Picture | None = None
    text: str = ""
    """The example in words, when it is no image."""


@dataclass(frozen=True, slots=True)
class TrainedAgain:
    """A near miss is trained once more with another seed; epochs are counted from 1 again."""

    value: float
    """The metric of the first training."""


RunEvent = (
    PhaseChanged | TrainingStarted | StepDone | EpochDone | OutputWritten | LossNotFinite | TrainedAgain
)
"""What a watcher of a run is told, in order."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run."""

    slug: str
    tier: Tier
    verdict: Verdict
    medal: Medal | None
    metric: str
    value: float | None
    """The metric on hidden data; None when not graded."""
    thresholds: Mapping[str, float]
    """Medal name to the least value that earns it."""
    epochs: int
    wall_seconds: float
    cpu_seconds: float
    isolation: Isolation
    message: Message
    """The verdict in plain words with the cause."""
    next_step: Message | None = None
    """What to try next."""
    curve: tuple[Epoch, ...] = ()
    output: str = ""
    """What the script printed: the beginning and the end, cleaned for display."""
    error_line: int | None = None
    """Line of the script that raised."""
    confusion: tuple[tuple[int, ...], ...] = field(default=())
    """Rows are true classes, columns predicted ones."""
    checks: tuple[CheckOutcome, ...] = ()
    budgets: tuple[BudgetUse, ...] = ()
    samples: tuple[Sample, ...] = ()
    """The worst ones first."""
    seed_values: tuple[float, ...] = ()
    """The metric of each training, when a near miss was trained once more."""
