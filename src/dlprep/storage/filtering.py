"""A filter of the history as conditions of SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, literal_column, select

from dlprep.storage.tables import AttemptRow, SessionRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from dlprep.domain.records.filters import HistoryFilter

_FEW = 8
"""Up to so many questions their own answers are looked up; with more, the newest answers are gone through."""


def attempts_that_fit(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    """What rows of attempts have to fulfil.

    A page is the newest few that fit: SQLite would rather collect and sort all answers to many questions, so
    the columns are written as terms that no index serves.
    """
    conditions = _of_answers(wanted)
    if wanted.mode is not None:
        of_mode = select(SessionRow.mode).where(SessionRow.id == AttemptRow.session_id).scalar_subquery()
        conditions.append(of_mode == wanted.mode.value)
    return conditions


def sessions_that_fit(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    """What rows of sessions have to fulfil: their mode, and one standing answer at least that fits."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.mode is not None:
        conditions.append(SessionRow.mode == wanted.mode.value)
    if wanted.is_about_answers:
        standing = (AttemptRow.session_id == SessionRow.id, AttemptRow.undone_at.is_(None))
        conditions.append(exists().where(*standing, *_of_answers(wanted)))
    return conditions


def _of_answers(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.question_ids is not None:
        is_few = len(wanted.question_ids) <= _FEW
        column = AttemptRow.question_id if is_few else literal_column("+attempts.question_id")
        conditions.append(column.in_(sorted(wanted.question_ids)))
    if wanted.grades:
        conditions.append(AttemptRow.grade.in_(sorted(wanted.grades)))
    return conditions
