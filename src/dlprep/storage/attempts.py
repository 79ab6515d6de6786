"""Practice sessions, attempts and flags in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from dlprep.domain.errors import StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.messages import message
from dlprep.domain.progress import ScoredAnswer
from dlprep.domain.records.filters import EVERYTHING
from dlprep.storage.cards import refold_review
from dlprep.storage.documents import dump_plan, load_plan
from dlprep.storage.filtering import attempts_that_fit, sessions_that_fit
from dlprep.storage.rows import (
    attempt_of,
    attempt_row,
    readable,
    session_of,
    session_record_of,
    session_row,
    utc,
)
from dlprep.storage.statistics import sprint_records
from dlprep.storage.tables import AttemptRow, FlagRow, SessionRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Executable
    from sqlalchemy.orm import Session

    from dlprep.domain.practice import Attempt, PlannedQuestion, PracticeSession
    from dlprep.domain.progress import SessionRecord, SprintRecord
    from dlprep.domain.records.filters import HistoryFilter
    from dlprep.storage.database import Database


class Attempts:
    """The part of the store that keeps what was asked and answered.

    A row that cannot be read is left out of every list, and stays in the database. A session with such a row
    is not offered for going on: its next question would be the wrong one.
    """

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def add_session(self, session: PracticeSession) -> PracticeSession:
        row = session_row(session)
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            return replace(session, id=row.id)

    def add_attempt(self, attempt: Attempt) -> Attempt:
        row = attempt_row(attempt)
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            return replace(attempt, id=row.id)

    def undo_attempt(self, attempt_id: int, undone_at: datetime) -> None:
        at = func.coalesce(AttemptRow.undone_at, utc(undone_at))
        statement = update(AttemptRow).where(AttemptRow.id == attempt_id).values(undone_at=at)
        with self._database.write() as rows:
            if changed(rows, statement) == 0:
                raise missing(attempt_id)
            refold_review(rows, ReviewKey(Source.ATTEMPT, attempt_id))

    def save_progress(self, session_id: int, *, elapsed_seconds: float, hints_shown: int) -> None:
        values = {"elapsed_seconds": elapsed_seconds, "hints_shown": hints_shown}
        self._change(update(SessionRow).where(SessionRow.id == session_id).values(values), session_id)

    def extend_plan(self, session_id: int, plan: tuple[PlannedQuestion, ...]) -> tuple[PlannedQuestion, ...]:
        with self._database.write() as rows:
            row = rows.get(SessionRow, session_id)
            if row is None:
                raise missing(session_id)
            kept = load_plan(row.plan)
            if row.ended_at is not None or len(plan) <= len(kept) or plan[: len(kept)] != kept:
                return kept
            row.plan, row.planned = dump_plan(plan), len(plan)
            return plan

    def end_session(self, session_id: int, ended_at: datetime) -> None:
        at = func.coalesce(SessionRow.ended_at, utc(ended_at))
        self._change(update(SessionRow).where(SessionRow.id == session_id).values(ended_at=at), session_id)

    def session(self, session_id: int) -> PracticeSession | None:
        with self._database.read() as rows:
            found = rows.scalars(select(SessionRow).where(SessionRow.id == session_id))
            return next(readable(found, lambda row: _whole(rows, row)), None)

    def unfinished_session(self) -> PracticeSession | None:
        newest_first = select(SessionRow).where(SessionRow.ended_at.is_(None)).order_by(SessionRow.id.desc())
        with self._database.read() as rows:
            found = rows.scalars(newest_first)
            return next(readable(found, lambda row: _whole(rows, row)), None)

    def sessions(
        self, *, limit: int, before_id: int | None = None, wanted: HistoryFilter = EVERYTHING
    ) -> tuple[SessionRecord, ...]:
        page = select(SessionRow).order_by(SessionRow.id.desc()).limit(limit)
        page = page.where(*sessions_that_fit(wanted))
        if before_id is not None:
            page = page.where(SessionRow.id < before_id)
        with self._database.read() as rows:
            found = rows.scalars(page).all()
            sums = _sums(rows, [row.id for row in found])
            records = readable(found, lambda row: session_record_of(row, *sums.get(row.id, (0, 0.0))))
            return tuple(records)

    def best_sprints(self, *, limit: int) -> tuple[SprintRecord, ...]:
        with self._database.read() as rows:
            return tuple(sprint_records(rows, limit))

    def attempts(
        self,
        *,
        limit: int,
        question_id: str | None = None,
        before_id: int | None = None,
        wanted: HistoryFilter = EVERYTHING,
    ) -> tuple[Attempt, ...]:
        page = select(AttemptRow).order_by(AttemptRow.id.desc()).limit(limit)
        page = page.where(*attempts_that_fit(wanted))
        if question_id is not None:
            page = page.where(AttemptRow.question_id == question_id)
        if before_id is not None:
            page = page.where(AttemptRow.id < before_id)
        with self._database.read() as rows:
            return tuple(readable(rows.scalars(page), attempt_of))

    def recent_answers(self, *, limit: int) -> tuple[ScoredAnswer, ...]:
        newest = select(func.max(AttemptRow.id)).scalar_subquery()
        page = (
            select(AttemptRow.question_id, AttemptRow.score, AttemptRow.answered_at)
            .where(
                AttemptRow.id > newest - 2 * limit,
                AttemptRow.undone_at.is_(None),
                AttemptRow.grade != Grade.UNGRADED.value,
            )
            .order_by(AttemptRow.id.desc())
            .limit(limit)
        )
        with self._database.read() as rows:
            return tuple(
                readable(rows.execute(page), lambda row: ScoredAnswer(row[0], float(row[1]), row[2]))
            )

    def attempt(self, attempt_id: int) -> Attempt | None:
        with self._database.read() as rows:
            found = rows.scalars(select(AttemptRow).where(AttemptRow.id == attempt_id))
            return next(readable(found, attempt_of), None)

    def set_flagged(self, question_id: str, *, flagged: bool, at: datetime) -> None:
        values = {"question_id": question_id, "flagged_at": utc(at)}
        with self._database.write() as rows:
            if flagged:
                rows.execute(insert(FlagRow).values(values).on_conflict_do_nothing())
            else:
                rows.execute(delete(FlagRow).where(FlagRow.question_id == question_id))

    def flagged(self) -> frozenset[str]:
        with self._database.read() as rows:
            return frozenset(rows.scalars(select(FlagRow.question_id)))

    def _change(self, statement: Executable, row_id: int) -> None:
        """Changes the one row that `statement` names.

        Raises:
            StorageError: if there is no such row.
        """
        with self._database.write() as rows:
            if changed(rows, statement) == 0:
                raise missing(row_id)


def changed(rows: Session, statement: Executable) -> int:
    """Runs an UPDATE or DELETE; returns how many rows it touched."""
    result = rows.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)  # noqa: S101 - what a statement without rows gives
    return result.rowcount


def missing(row_id: int) -> StorageError:
    """The StorageError for a number that no row has."""
    return StorageError(message("The history has no entry number {id}.", id=row_id))


def _whole(rows: Session, row: SessionRow) -> PracticeSession:
    standing = (
        select(AttemptRow)
        .where(AttemptRow.session_id == row.id, AttemptRow.undone_at.is_(None))
        .order_by(AttemptRow.position)
    )
    return session_of(row, rows.scalars(standing))


def _sums(rows: Session, session_ids: list[int]) -> dict[int, tuple[int, float]]:
    """Standing answers and the sum of their scores, by session."""
    score: Any = func.total(AttemptRow.score).filter(AttemptRow.grade != Grade.UNGRADED.value)
    grouped = (
        select(AttemptRow.session_id, func.count(), score)
        .where(AttemptRow.session_id.in_(session_ids), AttemptRow.undone_at.is_(None))
        .group_by(AttemptRow.session_id)
    )
    return {session_id: (count, total) for session_id, count, total in rows.execute(grouped)}
