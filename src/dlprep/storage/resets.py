"""Resets of topics in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from dlprep.domain.errors import BadInputError
from dlprep.domain.keeping.resets import TopicReset
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.messages import message
from dlprep.storage.attempts import changed, missing
from dlprep.storage.cards import refold
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import AttemptRow, ResetAttemptRow, ResetRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from dlprep.services.ports import Moment
    from dlprep.storage.database import Database


class Resets:
    """The part of the store that takes whole topics out of the count, and back in."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def reset_topic(self, topic: str, question_ids: Collection[str], moment: Moment) -> TopicReset:
        made_at = utc(moment.at)
        with self._database.write() as rows:
            row = ResetRow(topic=topic, made_at=made_at, local_day=moment.local_day)
            rows.add(row)
            rows.flush()
            standing = select(literal(row.id), AttemptRow.id).where(*_standing(question_ids))
            rows.execute(insert(ResetAttemptRow).from_select(["reset_id", "attempt_id"], standing))
            answers = changed(
                rows, update(AttemptRow).where(AttemptRow.id.in_(_taken_by(row.id))).values(undone_at=made_at)
            )
            _refold(rows, row.id)
            return TopicReset(row.id, topic, made_at, moment.local_day, answers)

    def standing_answers(self, question_ids: Collection[str]) -> int:
        asked = select(func.count()).select_from(AttemptRow).where(*_standing(question_ids))
        with self._database.read() as rows:
            return rows.scalar(asked) or 0

    def undo_reset(self, reset_id: int, undone_at: datetime) -> int:
        """Answers whose place in a session was answered anew meanwhile stay out of the count.

        Raises:
            BadInputError: if it was undone before.
        """
        other = aliased(AttemptRow)
        is_taken = exists().where(
            other.session_id == AttemptRow.session_id,
            other.position == AttemptRow.position,
            other.undone_at.is_(None),
        )
        with self._database.write() as rows:
            row = rows.get(ResetRow, reset_id)
            if row is None:
                raise missing(reset_id)
            if row.undone_at is not None:
                raise BadInputError(message("This reset was undone before."))
            row.undone_at = utc(undone_at)
            back = update(AttemptRow).where(AttemptRow.id.in_(_taken_by(reset_id)), ~is_taken)
            answers = changed(rows, back.values(undone_at=None))
            _refold(rows, reset_id)
            return answers

    def resets(self) -> tuple[TopicReset, ...]:
        counted = (
            select(ResetRow, func.count(ResetAttemptRow.attempt_id))
            .outerjoin(ResetAttemptRow, ResetAttemptRow.reset_id == ResetRow.id)
            .group_by(ResetRow.id)
            .order_by(ResetRow.id.desc())
        )
        with self._database.read() as rows:
            return tuple(readable(rows.execute(counted), lambda found: _reset_of(*found)))


def _standing(question_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return AttemptRow.question_id.in_(question_ids), AttemptRow.undone_at.is_(None)


def _taken_by(reset_id: int) -> Select[int]:
    return select(ResetAttemptRow.attempt_id).where(ResetAttemptRow.reset_id == reset_id)


def _refold(rows: Session, reset_id: int) -> None:
    rows.expire_all()
    asked = select(AttemptRow.question_id).where(AttemptRow.id.in_(_taken_by(reset_id))).distinct()
    refold(rows, [CardKey(CardKind.QUESTION, name) for name in rows.scalars(asked).all()])


def _reset_of(row: ResetRow, answers: int) -> TopicReset:
    return TopicReset(row.id, row.topic, row.made_at, row.local_day, answers, row.undone_at)
