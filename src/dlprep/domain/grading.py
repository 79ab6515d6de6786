"""Grades, and the one function that gives them: a question and an answer in, a Grading out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlprep.domain.messages import Message
    from dlprep.domain.text import Text


class Grade(StrEnum):
    """What an answer earned."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    UNGRADED = "ungraded"
    """Kept, and left out of every mean."""


@dataclass(frozen=True, slots=True)
class PartGrade:
    """What one part of an answer earned: an option, a blank, a step, a pair, a rubric point."""

    id: str
    """Option, step, pair or point id; `1`… for blanks; `truth`, `reason`, `line`, `category` for the rest."""
    earned: float
    """0 to 1."""
    note: "Text | Message | None" = None
    """Why, where there is more to say than right or wrong."""
    evidence: str = ""
    """The learner's words that earned it, for rubric points."""


@dataclass(frozen=True, slots=True)
class Grading:
    """The outcome of grading one answer."""

    grade: Grade
    score: float
    """0 to 1, partial credit included; 0 when ungraded."""
    parts: tuple[PartGrade, ...] = ()
    note: "Text | Message | None" = None
    """One sentence on the answer as a whole, such as the named mistake a wrong number comes from."""


def grade_of(score: float) -> Grade:
    """The grade that a score from 0 to 1 stands for."""
    if score >= 1 - 1e-9:
        return Grade.CORRECT
    return Grade.PARTIAL if score > 1e-9 else Grade.INCORRECT
