"""What the history says: records over attempts and runs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from dlprep.domain.judging import Medal
from dlprep.domain.measuring import Metric

if TYPE_CHECKING:
    from dlprep.domain.grading import Grade
    from dlprep.domain.judging import BudgetUse, CheckOutcome, Epoch, Isolation, Sample, Tier, Verdict
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Message
    from dlprep.domain.practice import Mode


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """How the learner did on one question so far; undone and ungraded attempts are left out."""

    question_id: str
    attempts: int
    correct: int
    score_sum: float
    last_grade: "Grade"
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """A standing graded answer, with no more than what tells of ability."""

    question_id: str
    score: float
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """How the learner did on one topic."""

    topic: str
    questions: int
    """Questions the bank holds."""
    seen: int
    """Questions answered at least once."""
    attempts: int
    mean_score: float | None
    """Mean score of all attempts, 0 to 1; None when there is none."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One practice session in a list."""

    id: int
    mode: "Mode"
    language: "Language"
    started_at: datetime
    local_day: date
    ended_at: datetime | None
    planned: int
    answered: int
    score_sum: float
    elapsed_seconds: float


@dataclass(frozen=True, slots=True)
class SprintRecord:
    """One sprint that was ended."""

    session_id: int
    correct: int
    answered: int
    started_at: datetime
    local_day: date


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What was done on one local day."""

    day: date
    attempts: int
    score_sum: float
    runs: int
    graded: int = 0
    """Attempts with a grade; what `score_sum` is over."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of a challenge, as kept."""

    id: int
    slug: str
    tier: "Tier"
    code: str
    started_at: datetime
    local_day: date
    ended_at: datetime | None
    verdict: "Verdict | None"
    """None while it runs."""
    interrupted: bool
    """True when dlprep ended before the run did."""
    medal: Medal | None = None
    metric: str = ""
    value: float | None = None
    epochs: int = 0
    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    isolation: "Isolation | None" = None
    message: "Message | None" = None
    next_step: "Message | None" = None
    curve: "tuple[Epoch, ...]" = ()
    output: str = ""
    error_line: int | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    checks: "tuple[CheckOutcome, ...]" = ()
    budgets: "tuple[BudgetUse, ...]" = ()
    samples: "tuple[Sample, ...]" = ()
    seed_values: tuple[float, ...] = ()


RISING_MEDALS = (Medal.BRONZE, Medal.SILVER, Medal.GOLD)
FALLING_METRICS = frozenset(metric.value for metric in Metric if metric.is_lower_better)
"""Names of the metrics of which less is better."""


class Ranked(Protocol):
    """What is ranked: a run of the history, or one that has just ended."""

    @property
    def medal(self) -> Medal | None:
        """What it earned."""

    @property
    def metric(self) -> str:
        """Name of what was measured."""

    @property
    def value(self) -> float | None:
        """What was measured."""


def merit(run: Ranked) -> tuple[int, float]:
    """What graded runs of one challenge are compared by: the medal, then the value. More is better."""
    medal = 0 if run.medal is None else 1 + RISING_MEDALS.index(run.medal)
    value = float("-inf") if run.value is None else run.value
    return medal, -value if run.metric in FALLING_METRICS and run.value is not None else value
