"""The outcome of grading a free answer: a status for every point, with the words that decided."""

from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.text import Text

HALF = 0.5
"""Credit of a point that is touched but not said."""
RECOVERED = 0.7
"""Credit of a point that a follow-up brought (interview.md 3.2)."""


class Status(StrEnum):
    """What an answer does with a point."""

    COVERED = "covered"
    MAYBE = "maybe"
    MISSED = "missed"
    WRONG = "wrong"


class Flag(StrEnum):
    """What is remarkable about an answer as a whole."""

    EMPTY = "empty"
    STUFFING = "stuffing"
    INJECTION = "injection"
    OFF_TOPIC = "off-topic"


@dataclass(frozen=True, slots=True)
class PointGrade:
    """What an answer earned on one point, and why."""

    id: str
    weight: float
    """In percent of the question."""
    status: Status
    credit: float
    """0 to 1."""
    confidence: float
    """0 to 1: how sure the grader is of the status."""
    evidence: str = ""
    """The learner's own words that decided; empty where nothing was found."""
    span: tuple[int, int] | None = None
    """Their place in the answer, in characters."""
    say: Text | None = None
    """What to say to it: the correction of a wrong belief, or the point itself."""


@dataclass(frozen=True, slots=True)
class GraderName:
    """Who graded: the record is no use without it."""

    name: str
    version: str
    embedder: str
    """Name and version, or `none` where rules decide alone."""


@dataclass(frozen=True, slots=True)
class AnswerGrade:
    """What an answer earned."""

    points: tuple[PointGrade, ...]
    flags: tuple[Flag, ...]
    abstained: bool
    """True when the wording is unfamiliar: the learner says what was covered, and no number stands."""
    follow_up: str | None
    """Id of the point to ask about next."""
    grader: GraderName

    @property
    def score(self) -> int | None:
        """0 to 100; None when the grader abstains."""
        if self.abstained:
            return None
        # Half up, so that the number does not hang on how a machine stores a half.
        return int(sum(point.weight * point.credit for point in self.points) + 0.5)
