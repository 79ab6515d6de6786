"""An attempt shown again as it was: same numbers, same order, same grade."""

from dataclasses import dataclass

from dlprep.domain.bank import QuestionBank
from dlprep.domain.errors import AnswerError
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.grading import Grading
from dlprep.domain.practice import Attempt
from dlprep.domain.presenting import Presented, is_edited, present


@dataclass(frozen=True, slots=True)
class Replay:
    """A past attempt with its question and grading."""

    attempt: Attempt
    presented: Presented
    grading: Grading
    edited: bool
    """True when the question was changed since; the grade kept then still stands."""


def replay(bank: QuestionBank, attempt: Attempt) -> Replay:
    """Shows `attempt` again.

    Raises:
        BadInputError: if the bank no longer holds its question.
    """
    presented = present(bank, attempt.planned)
    edited = is_edited(bank, attempt.planned)
    kept = Grading(attempt.grade, attempt.score)
    if edited:
        return Replay(attempt, presented, kept, edited)
    try:
        return Replay(attempt, presented, grade_answer(presented.question, attempt.answer), edited)
    except AnswerError:
        return Replay(attempt, presented, kept, edited)
