"""Which part of the history is looked for."""

from dataclasses import dataclass

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Attempt, Mode


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What answers are to have in common; sessions are found by the answers in them."""

    question_ids: frozenset[str] | None = None
    """The questions they are to; None for all."""
    grades: frozenset[Grade] = frozenset()
    """Empty for all."""
    mode: Mode | None = None
    """Of the session."""

    @property
    def is_about_answers(self) -> bool:
        """True when something is asked of the answers and not of the session alone."""
        return self.question_ids is not None or bool(self.grades)

    def admits(self, attempt: Attempt) -> bool:
        """True when question and grade fit."""
        return (self.question_ids is None or attempt.planned.question_id in self.question_ids) and (
            not self.grades or attempt.grade in self.grades
        )


EVERYTHING = HistoryFilter()
"""Leaves nothing out."""
WRONG = frozenset((Grade.PARTIAL, Grade.INCORRECT))
"""Grades of what was not right."""
