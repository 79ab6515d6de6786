"""Sums over the whole history, made by SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

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
    days: dict[date, DayRecord] = {}
    for record in (*_answered_days(rows), *_run_days(rows)):
        days[record.day] = _together(days[record.day], record) if record.day in days else record
    return tuple(days[day] for day in sorted(days))


def _answered_days(rows: Session) -> list[DayRecord]:
    """All sums come from the index alone; the rows are looked up for the first and last of each day."""
    is_graded = AttemptRow.grade != Grade.UNGRADED.value
    days = (
        select(
            AttemptRow.local_day.label("day"),
            func.count().label("attempts"),
            func.total(case((is_graded, AttemptRow.score), else_=0.0)).label("score_sum"),
            func.sum(case((is_graded, 1), else_=0)).label("graded"),
            func.min(AttemptRow.id).label("first_id"),
            func.max(AttemptRow.id).label("last_id"),
        )
        .where(AttemptRow.undone_at.is_(None))
        .group_by(AttemptRow.local_day)
        .subquery()
    )
    first, last = aliased(AttemptRow), aliased(AttemptRow)
    timed = (
        select(days, first.answered_at, last.answered_at)
        .join(first, first.id == days.c.first_id)
        .join(last, last.id == days.c.last_id)
    )
    return [
        DayRecord(row[0], row[1], row[2], 0, row[3], first_at=row[6], last_at=row[7])
        for row in rows.execute(timed)
    ]


def _run_days(rows: Session) -> list[DayRecord]:
    days = (
        select(RunRow.local_day, func.count(), func.min(RunRow.started_at), func.max(RunRow.started_at))
        .where(RunRow.verdict.in_(_COUNTED))
        .group_by(RunRow.local_day)
    )
    return [
        DayRecord(day, 0, 0.0, count, first_at=first, last_at=last)
        for day, count, first, last in rows.execute(days)
    ]


def _together(one: DayRecord, other: DayRecord) -> DayRecord:
    """What was done on one day, from answers and from runs."""
    times = [at for at in (one.first_at, one.last_at, other.first_at, other.last_at) if at is not None]
    return DayRecord(
        one.day,
        one.attempts + other.attempts,
        one.score_sum + other.score_sum,
        one.runs + other.runs,
        one.graded + other.graded,
        first_at=min(times, default=None),
        last_at=max(times, default=None),
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
