"""Helpers of the graders."""

from dlprep.domain.errors import AnswerError
from dlprep.domain.grading import Grade, Grading, PartGrade, grade_of
from dlprep.domain.messages import message


def whole(right: bool) -> Grading:
    """All or nothing."""
    return Grading(Grade.CORRECT, 1.0) if right else Grading(Grade.INCORRECT, 0.0)


def from_parts(parts: list[PartGrade], score: float) -> Grading:
    """Partial credit: `score` from 0 to 1 with the parts it came from."""
    return Grading(grade_of(score), score, tuple(parts))


def mean_of(parts: list[PartGrade]) -> Grading:
    """Partial credit where every part weighs the same."""
    return from_parts(parts, sum(part.earned for part in parts) / len(parts))


def check_ids(chosen: set[str], known: set[str]) -> None:
    """Refuses ids that the question does not offer.

    Raises:
        AnswerError: naming them and those that exist.
    """
    if strange := sorted(chosen - known):
        raise AnswerError(
            message("There is no option {names}.", names=", ".join(strange)),
            message("The options are {names}.", names=", ".join(sorted(known))),
        )
