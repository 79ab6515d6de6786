"""Which questions went wrong: the wrong book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.grading import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.progress import QuestionRecord
    from dlprep.domain.questions import Question

WEAK_BELOW = 0.7
"""A question whose answers score less on average is weak, also when the last one was right."""


def weak_questions(bank: QuestionBank, records: Mapping[str, QuestionRecord]) -> tuple[Question, ...]:
    """Questions last answered wrongly or in part, and those weak on average; the weakest first.

    Questions that left the bank cannot be shown, and are left out.
    """
    weak = [
        record
        for record in records.values()
        if record.question_id in bank.questions
        and (record.last_grade is not Grade.CORRECT or _mean(record) < WEAK_BELOW)
    ]
    weak.sort(key=lambda record: (_mean(record), -record.attempts, record.question_id))
    return tuple(bank.questions[record.question_id] for record in weak)


def _mean(record: QuestionRecord) -> float:
    return record.score_sum / record.attempts
