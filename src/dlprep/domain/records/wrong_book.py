"""The questions that were not right the last time."""

from collections.abc import Iterable

from dlprep.domain.grading import Grade
from dlprep.domain.progress import QuestionRecord


def wrong_book(records: Iterable[QuestionRecord]) -> tuple[QuestionRecord, ...]:
    """Those whose last graded answer was not right, the newest first."""
    wrong = (record for record in records if record.last_grade is not Grade.CORRECT)
    return tuple(sorted(wrong, key=lambda record: (record.last_at, record.question_id), reverse=True))
