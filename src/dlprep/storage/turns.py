"""Turns and plans of interviews as rows and JSON documents, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping  # noqa: TC003 - pydantic reads the fields of TurnDetails
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from dlprep.domain.grader.grades import AnswerGrade, Status  # noqa: TC001
from dlprep.domain.interviewing.commands import Command  # noqa: TC001
from dlprep.domain.interviewing.plan import InterviewPlan
from dlprep.domain.interviewing.turns import Interview, InterviewRecord, Outcome, Passage, Turn, TurnKind
from dlprep.domain.language import Language
from dlprep.domain.opinion.opinions import SecondOpinion  # noqa: TC001
from dlprep.storage.documents import dump, storable
from dlprep.storage.rows import utc
from dlprep.storage.tables import InterviewRow, InterviewTurnRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import TypeAdapter
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class TurnDetails:
    """The parts of a turn that one column holds together."""

    grade: AnswerGrade | None = None
    settled: Mapping[str, Status] = field(default_factory=dict)
    command: Command | None = None
    passages: tuple[Passage, ...] = ()
    outcome: Outcome | None = None
    opinion: SecondOpinion | None = None


_NOTHING = TurnDetails()


@cache
def _details() -> TypeAdapter[TurnDetails]:
    from pydantic import TypeAdapter

    return TypeAdapter(TurnDetails)


@cache
def _plans() -> TypeAdapter[InterviewPlan]:
    from pydantic import TypeAdapter

    return TypeAdapter(InterviewPlan)


def interview_row(interview: Interview) -> InterviewRow:
    """The row of a new interview; its turns have rows of their own."""
    return InterviewRow(
        plan=dump(_plans().dump_python(interview.plan, mode="json")),
        started_at=utc(interview.started_at),
        local_day=interview.local_day,
        ended_at=interview.ended_at and utc(interview.ended_at),
        draft=storable(interview.draft),
    )


def turn_row(interview_id: int, turn: Turn) -> InterviewTurnRow:
    """The row of a turn."""
    details = TurnDetails(turn.grade, turn.settled, turn.command, turn.passages, turn.outcome, turn.opinion)
    return InterviewTurnRow(
        interview_id=interview_id,
        number=turn.number,
        kind=turn.kind.value,
        text=storable(turn.text),
        language=turn.language.value,
        made_at=utc(turn.at),
        elapsed_seconds=turn.elapsed_seconds,
        question_id=turn.question_id,
        point_id=turn.point_id,
        details=_dumped(details),
    )


def details_with(details: str | None, opinion: SecondOpinion) -> str | None:
    """The document of a turn's details with an opinion in it.

    Raises:
        ValueError: if it cannot be read.
    """
    return _dumped(replace(_loaded(details), opinion=opinion))


def _dumped(details: TurnDetails) -> str | None:
    plain = _details().dump_python(details, mode="json", exclude_defaults=True)
    return dump(plain) if plain else None


def _loaded(details: str | None) -> TurnDetails:
    return _details().validate_python(json.loads(details)) if details else _NOTHING


def whole_interview(rows: Session, row: InterviewRow) -> Interview:
    """The interview of a row with all its turns.

    Raises:
        ValueError: if any of it cannot be read.
    """
    turns = (
        select(InterviewTurnRow)
        .where(InterviewTurnRow.interview_id == row.id)
        .order_by(InterviewTurnRow.number)
    )
    return interview_of(row, rows.scalars(turns))


def interview_of(row: InterviewRow, turns: Iterable[InterviewTurnRow]) -> Interview:
    """The interview of a row and the rows of its turns, by number.

    Raises:
        ValueError: if any of it cannot be read, or a turn is missing.
    """
    said = tuple(turn_of(turn) for turn in turns)
    if [turn.number for turn in said] != list(range(len(said))):
        raise ValueError("turns are missing")
    return Interview(
        plan=_plan_of(row),
        started_at=row.started_at,
        local_day=row.local_day,
        turns=said,
        draft=row.draft,
        ended_at=row.ended_at,
        id=row.id,
    )


def record_of(row: InterviewRow, turns: int) -> InterviewRecord:
    """An interview as a line of a list.

    Raises:
        ValueError: if its plan cannot be read.
    """
    return InterviewRecord(
        id=row.id,
        plan=_plan_of(row),
        started_at=row.started_at,
        local_day=row.local_day,
        ended_at=row.ended_at,
        turns=turns,
        score=row.score,
        bar=row.bar,
    )


def turn_of(row: InterviewTurnRow) -> Turn:
    """The turn of a row.

    Raises:
        ValueError: if it cannot be read.
    """
    details = _loaded(row.details)
    return Turn(
        number=row.number,
        kind=TurnKind(row.kind),
        text=row.text,
        language=Language(row.language),
        at=row.made_at,
        elapsed_seconds=float(row.elapsed_seconds),
        question_id=row.question_id,
        point_id=row.point_id,
        grade=details.grade,
        settled=details.settled,
        command=details.command,
        passages=details.passages,
        outcome=details.outcome,
        opinion=details.opinion,
    )


def _plan_of(row: InterviewRow) -> InterviewPlan:
    return _plans().validate_python(json.loads(row.plan))
