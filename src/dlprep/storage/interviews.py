"""Interviews and their turns in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from dlprep.domain.interviewing.turns import Speaker, TurnKind
from dlprep.storage.attempts import changed, missing
from dlprep.storage.documents import storable
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import InterviewRow, InterviewTurnRow
from dlprep.storage.turns import details_with, interview_row, record_of, turn_row, whole_interview

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from dlprep.domain.interviewing.turns import Interview, InterviewRecord, Turn
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.storage.database import Database


class Interviews:
    """The part of the store that keeps interviews; one that cannot be read whole is not gone on with."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def add_interview(self, interview: Interview) -> Interview:
        row = interview_row(interview)
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            return replace(interview, id=row.id, turns=())

    def add_turn(self, interview_id: int, turn: Turn) -> None:
        row = turn_row(interview_id, turn)
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            if turn.speaker is Speaker.CANDIDATE:
                self._set_draft(rows, interview_id, "")

    def keep_opinion(self, interview_id: int, number: int, opinion: SecondOpinion) -> None:
        with self._database.write() as rows:
            row = rows.get(InterviewTurnRow, (interview_id, number))
            if row is None:
                raise missing(interview_id)
            row.details = details_with(row.details, opinion)

    def save_interview_draft(self, interview_id: int, text: str) -> None:
        with self._database.write() as rows:
            self._set_draft(rows, interview_id, storable(text))

    def end_interview(
        self, interview_id: int, ended_at: datetime, *, score: int | None, bar: str | None
    ) -> None:
        values = {"ended_at": utc(ended_at), "score": score, "bar": bar, "draft": ""}
        still_open = update(InterviewRow).where(
            InterviewRow.id == interview_id, InterviewRow.ended_at.is_(None)
        )
        with self._database.write() as rows:
            is_known = rows.get(InterviewRow, interview_id) is not None
            if changed(rows, still_open.values(values)) == 0 and not is_known:
                raise missing(interview_id)

    def interview(self, interview_id: int) -> Interview | None:
        with self._database.read() as rows:
            found = rows.scalars(select(InterviewRow).where(InterviewRow.id == interview_id))
            return next(readable(found, lambda row: whole_interview(rows, row)), None)

    def unfinished_interview(self) -> Interview | None:
        newest_first = (
            select(InterviewRow).where(InterviewRow.ended_at.is_(None)).order_by(InterviewRow.id.desc())
        )
        with self._database.read() as rows:
            found = rows.scalars(newest_first)
            return next(readable(found, lambda row: whole_interview(rows, row)), None)

    def open_interview(self) -> InterviewRecord | None:
        newest_first = (
            select(InterviewRow).where(InterviewRow.ended_at.is_(None)).order_by(InterviewRow.id.desc())
        )
        with self._database.read() as rows:
            return next(readable(rows.scalars(newest_first), lambda row: self._record(rows, row)), None)

    def interviews(self, *, limit: int, before_id: int | None = None) -> tuple[InterviewRecord, ...]:
        page = select(InterviewRow).order_by(InterviewRow.id.desc()).limit(limit)
        if before_id is not None:
            page = page.where(InterviewRow.id < before_id)
        with self._database.read() as rows:
            found = rows.scalars(page).all()
            counts = _counts(rows, [row.id for row in found])
            return tuple(readable(found, lambda row: record_of(row, counts.get(row.id, 0))))

    def recent_questions(self, *, limit: int) -> tuple[str, ...]:
        newest: list[str] = []
        asked = (
            select(InterviewTurnRow.question_id)
            .where(
                InterviewTurnRow.kind == TurnKind.QUESTION.value, InterviewTurnRow.question_id.is_not(None)
            )
            .order_by(InterviewTurnRow.interview_id.desc(), InterviewTurnRow.number.desc())
        )
        with self._database.read() as rows:
            for question_id in rows.scalars(asked):
                if len(newest) == limit:
                    break
                if question_id is not None and question_id not in newest:
                    newest.append(question_id)
        return tuple(newest)

    @staticmethod
    def _record(rows: Session, row: InterviewRow) -> InterviewRecord:
        return record_of(row, _counts(rows, [row.id]).get(row.id, 0))

    @staticmethod
    def _set_draft(rows: Session, interview_id: int, text: str) -> None:
        statement = update(InterviewRow).where(InterviewRow.id == interview_id).values(draft=text)
        if changed(rows, statement) == 0:
            raise missing(interview_id)


def _counts(rows: Session, interview_ids: list[int]) -> dict[int, int]:
    grouped = (
        select(InterviewTurnRow.interview_id, func.count())
        .where(InterviewTurnRow.interview_id.in_(interview_ids))
        .group_by(InterviewTurnRow.interview_id)
    )
    return dict(rows.execute(grouped).all())
