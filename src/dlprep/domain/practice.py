"""One sitting of questions: what was planned, what was answered, and where it stands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dlprep.domain.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.answers import Answer
    from dlprep.domain.grading import Grade


class Mode(StrEnum):
    """How a practice session runs."""

    PRACTICE = "practice"
    """Feedback at once."""
    EXAM = "exam"
    """Timed, feedback at the end."""
    ARTICLE = "article"
    """Questions in the order of the article's claims, feedback at once."""
    SPRINT = "sprint"
    """A minute of drawn shapes and sizes: right or wrong is told in passing, the reasons come at the end."""

    DUE = "due"
    """What memory asks for today, the most urgent first, feedback at once."""
    WEAK = "weak"
    """Questions chosen one by one where the learner is weakest, near a success rate that teaches."""
    PLACEMENT = "placement"
    """Questions chosen one by one that tell most about the learner; ends once enough is known."""

    @property
    def is_adaptive(self) -> bool:
        """True when each question is chosen after the answer before it: the plan grows."""
        return self in (Mode.WEAK, Mode.PLACEMENT)

    @property
    def is_timed(self) -> bool:
        """True when the time runs out, wherever the learner looks."""
        return self in (Mode.EXAM, Mode.SPRINT)


class Confidence(StrEnum):
    """How sure the learner is before seeing the result."""

    SURE = "sure"
    THINK_SO = "think-so"
    GUESS = "guess"


TARGET_SUCCESS = 0.7
"""What practice aims at: hard enough to teach, and not to discourage (Wilson, Shenhav, Straccia & Cohen,
Nature Communications 2019, put the best rate for learning at about 0.85; information alone would ask for
0.5)."""


@dataclass(frozen=True, slots=True)
class QuizRequest:
    """What the learner asks for on the setup screen or the command line; empty means all."""

    mode: Mode = Mode.PRACTICE
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    question_ids: tuple[str, ...] = ()
    """When given, exactly these questions in this order; used to retry the wrong ones."""
    count: int = 10
    minutes: float | None = None
    """Time limit; only an exam has one. None lets an exam allow 90 seconds a question."""
    sources: tuple[str, ...] = ()
    """Names of packs, or of the shipped bank; see `QuestionBank.source`."""
    success: float = TARGET_SUCCESS
    """The chance of a right answer that weak spots come near to."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The numbers a template is asked with, kept so that a later edit of its bounds does not change them."""

    version: int
    """The template's version: its parameters and formulas."""
    parameters: "Mapping[str, Any]"
    """Numbers, texts, truths and tuples of these, by name."""


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question's place in a session, with all the chance that goes into showing it."""

    question_id: str
    content_hash: str
    """Hash of the question as authored, so that a later edit does not rewrite history."""
    shuffle_seed: int
    template_seed: int | None = None
    """The seed of the drawn numbers; None for authored questions."""
    drawn: Drawn | None = None
    """What that seed drew; None for authored questions, and in histories older than this field."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question at one time, with its grade."""

    session_id: int
    position: int
    """Index into the session's plan, from 0."""
    planned: PlannedQuestion
    answer: "Answer"
    grade: "Grade"
    score: float
    """0 to 1, partial credit included."""
    language: Language
    """The language the question was read in when it was answered."""
    confidence: Confidence | None
    hints_used: int
    duration_seconds: float
    """Monotonic time from showing the question to answering it, pauses and restarts left out."""
    answered_at: datetime
    """Aware, UTC."""
    local_day: date
    """The learner's calendar day."""
    id: int | None = None
    """Given by the store."""
    undone_at: datetime | None = None
    """Set when the learner took the answer back; kept, and left out of every statistic."""


@dataclass(frozen=True, slots=True)
class PracticeSession:
    """One sitting: its plan and the answers so far."""

    request: QuizRequest
    seed: int
    plan: tuple[PlannedQuestion, ...]
    language: Language
    started_at: datetime
    local_day: date
    time_limit_seconds: float | None = None
    attempts: tuple[Attempt, ...] = ()
    """Answers that stand, by position; undone ones are left out."""
    elapsed_seconds: float = 0.0
    """Time spent with the session open, as last saved."""
    hints_shown: int = 0
    """Rungs of the hint ladder already shown for the question at `position`."""
    ended_at: datetime | None = None
    id: int | None = field(default=None)

    @property
    def position(self) -> int:
        """Index of the next question to answer; equals `len(plan)` when all are answered.

        The answers can be fewer: questions that left the bank are passed over.
        """
        return self.attempts[-1].position + 1 if self.attempts else 0

    @property
    def expected_length(self) -> int:
        """How many questions it has, or may come to have at most."""
        grows = self.request.mode.is_adaptive and self.ended_at is None
        return max(len(self.plan), self.request.count) if grows else len(self.plan)

    @property
    def gives_feedback(self) -> bool:
        """True when each answer is followed by its explanation."""
        return not self.request.mode.is_timed
