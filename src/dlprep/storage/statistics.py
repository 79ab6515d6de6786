"""Sums over the whole history, made by SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from dlprep.domain.grading import Grade
from dlprep.domain.judging import Verdict
from dlprep.domain.practice import Confidence, Mode
from dlprep.domain.progress import DayRecord, QuestionRecord, SprintRecord
from dlprep.domain.records.retention import RETENTION_FROM
from dlprep.domain.records.shares import Share
from dlprep.storage.rows import readable
from dlprep.storage.tables import AttemptRow, RunRow, SessionRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

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


def day_records(rows: Session, since: date | None) -> tuple[DayRecord, ...]:
    """A record for each day with a standing attempt or a run that counts, oldest first."""
    is_graded = AttemptRow.grade != Grade.UNGRADED.value
    answered = (
        select(
            AttemptRow.local_day,
            func.count(),
            func.total(case((is_graded, AttemptRow.score), else_=0.0)),
            func.sum(case((is_graded, 1), else_=0)),
        )
        .where(AttemptRow.undone_at.is_(None))
        .group_by(AttemptRow.local_day)
    )
    run = (
        select(RunRow.local_day, func.count()).where(RunRow.verdict.in_(_COUNTED)).group_by(RunRow.local_day)
    )
    if since is not None:
        answered = answered.where(AttemptRow.local_day >= since)
        run = run.where(RunRow.local_day >= since)
    attempts = {day: (count, total, graded) for day, count, total, graded in rows.execute(answered)}
    runs = dict(rows.execute(run).all())
    found = []
    for day in sorted(attempts.keys() | runs):
        count, total, graded = attempts.get(day, (0, 0.0, 0))
        found.append(DayRecord(day, count, total, runs.get(day, 0), graded))
    return tuple(found)


def active_days(rows: Session) -> frozenset[date]:
    """Every day with a standing attempt or a run that counts.

    The index is entered once for each day, not once for each attempt.
    """
    standing = AttemptRow.undone_at.is_(None)
    first = select(func.min(AttemptRow.local_day).label("day")).where(standing).cte("found", recursive=True)
    after = select(func.min(AttemptRow.local_day)).where(AttemptRow.local_day > first.c.day, standing)
    found = first.union_all(select(after.scalar_subquery()).where(first.c.day.is_not(None)))
    answered = rows.scalars(select(found.c.day).where(found.c.day.is_not(None)))
    run = rows.scalars(select(RunRow.local_day).where(RunRow.verdict.in_(_COUNTED)).distinct())
    return frozenset((*answered, *run))


def day_times(rows: Session, days: Collection[date]) -> dict[date, tuple[datetime, datetime]]:
    """When something was done first and last on each of `days`; the rows of two attempts a day are read."""
    ends = (
        select(AttemptRow.local_day, func.min(AttemptRow.id).label("a"), func.max(AttemptRow.id).label("b"))
        .where(AttemptRow.local_day.in_(days), AttemptRow.undone_at.is_(None))
        .group_by(AttemptRow.local_day)
        .subquery()
    )
    answered = select(AttemptRow.local_day, AttemptRow.answered_at).join(
        ends, AttemptRow.id.in_((ends.c.a, ends.c.b))
    )
    run = select(RunRow.local_day, RunRow.started_at).where(
        RunRow.local_day.in_(days), RunRow.verdict.in_(_COUNTED)
    )
    times: dict[date, list[datetime]] = {}
    for day, at in (*rows.execute(answered), *rows.execute(run)):
        times.setdefault(day, []).append(at)
    return {day: (min(found), max(found)) for day, found in times.items()}


def confidence_shares(rows: Session) -> dict[Confidence, Share]:
    """How many standing graded answers with each mark were right."""
    correct = func.sum(case((AttemptRow.grade == Grade.CORRECT.value, 1), else_=0))
    grouped = (
        select(AttemptRow.confidence, correct, func.count())
        .where(
            AttemptRow.undone_at.is_(None),
            AttemptRow.confidence.is_not(None),
            AttemptRow.grade != Grade.UNGRADED.value,
        )
        .group_by(AttemptRow.confidence)
    )
    return dict(readable(rows.execute(grouped), lambda row: (Confidence(row[0]), Share(row[1], row[2]))))


def retention_shares(rows: Session, newest: int) -> dict[int, Share]:
    """How many repeats among the newest answers were right, by the day at which their bucket begins."""
    recent = (
        select(AttemptRow.id, AttemptRow.question_id, AttemptRow.grade, AttemptRow.local_day)
        .where(
            AttemptRow.id > select(func.max(AttemptRow.id)).scalar_subquery() - newest,
            AttemptRow.undone_at.is_(None),
            AttemptRow.grade != Grade.UNGRADED.value,
        )
        # Any index would be read whole; by number only the newest are.
        .with_hint(AttemptRow, "NOT INDEXED", "sqlite")
        .subquery()
    )
    before = func.lag(recent.c.local_day).over(partition_by=recent.c.question_id, order_by=recent.c.id)
    repeats = select(
        recent.c.grade.label("grade"),
        (func.julianday(recent.c.local_day) - func.julianday(before)).label("gap"),
    ).subquery()
    later_first = sorted(RETENTION_FROM[1:], reverse=True)
    bucket = case(*((repeats.c.gap >= first, first) for first in later_first), else_=RETENTION_FROM[0])
    right = func.sum(case((repeats.c.grade == Grade.CORRECT.value, 1), else_=0))
    grouped = select(bucket, right, func.count()).where(repeats.c.gap.is_not(None)).group_by(bucket)
    return {first: Share(part, whole) for first, part, whole in rows.execute(grouped)}


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
