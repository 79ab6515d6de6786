"""Sums over the whole history, made by SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from dlprep.domain.grading import Grade
from dlprep.domain.judging import Verdict
from dlprep.domain.practice import Mode
from dlprep.domain.progress import DayRecord, QuestionRecord, SprintRecord
from dlprep.storage.rows import readable
from dlprep.storage.tables import AttemptRow, RunRow, SessionRow

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

_COUNTED = [verdict.value for verdict in Verdict if verdict.counts]


def question_records(rows: Session) -> dict[str, QuestionRecord]:
    """A record for each question, over standing graded attempts.

    Next to max(), SQLite takes the other columns from the row that holds the maximum: the newest attempt.
    """
    correct = func.sum(case((AttemptRow.grade == Grade.CORRECT.value, 1), else_=0))
    grouped = (
        select(
            AttemptRow.question_id,
            func.count(),
            correct,
            func.total(AttemptRow.score),
            AttemptRow.grade,
            AttemptRow.answered_at,
            func.max(AttemptRow.id),
        )
        .where(AttemptRow.undone_at.is_(None), AttemptRow.grade != Grade.UNGRADED.value)
        .group_by(AttemptRow.question_id)
    )
    records = readable(
        rows.execute(grouped),
        lambda row: QuestionRecord(row[0], row[1], row[2], row[3], Grade(row[4]), row[5]),
    )
    return {record.question_id: record for record in records}


def day_records(rows: Session) -> tuple[DayRecord, ...]:
    """A record for each day with a standing attempt or a run that counts, oldest first."""
    score = func.total(case((AttemptRow.grade != Grade.UNGRADED.value, AttemptRow.score), else_=0.0))
    answered = (
        select(AttemptRow.local_day, func.count(), score)
        .where(AttemptRow.undone_at.is_(None))
        .group_by(AttemptRow.local_day)
    )
    run = (
        select(RunRow.local_day, func.count()).where(RunRow.verdict.in_(_COUNTED)).group_by(RunRow.local_day)
    )
    attempts: dict[date, tuple[int, float]] = {
        day: (count, total) for day, count, total in rows.execute(answered)
    }
    runs = dict(rows.execute(run).all())
    return tuple(
        DayRecord(day, *attempts.get(day, (0, 0.0)), runs.get(day, 0))
        for day in sorted(attempts.keys() | runs)
    )


def sprint_records(rows: Session, limit: int) -> list[SprintRecord]:
    """The best ended sprints: most right, then fewest answers, then the older."""
    correct = func.sum(case((AttemptRow.grade == Grade.CORRECT.value, 1), else_=0))
    ranked = (
        select(SessionRow.id, correct, func.count(), SessionRow.started_at, SessionRow.local_day)
        .join(AttemptRow, AttemptRow.session_id == SessionRow.id)
        .where(
            SessionRow.mode == Mode.SPRINT.value,
            SessionRow.ended_at.is_not(None),
            AttemptRow.undone_at.is_(None),
        )
        .group_by(SessionRow.id)
        .order_by(correct.desc(), func.count(), SessionRow.id)
        .limit(limit)
    )
    return list(readable(rows.execute(ranked), lambda row: SprintRecord(*row)))
