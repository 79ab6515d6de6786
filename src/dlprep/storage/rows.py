"""Values of the core as rows, and rows as values."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dlprep.domain.grading import Grade
from dlprep.domain.judging import Isolation, Medal, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, Confidence, Mode, PlannedQuestion, PracticeSession
from dlprep.domain.progress import RunRecord, SessionRecord
from dlprep.storage import documents
from dlprep.storage.details import dump_details, load_details
from dlprep.storage.tables import AttemptRow, RunRow, SessionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dlprep.domain.judging import Report

_LOG = logging.getLogger(__name__)
# Without a handler of our own, a warning would be printed across the learner's screen.
_LOG.addHandler(logging.NullHandler())

_Row = TypeVar("_Row")
_Value = TypeVar("_Value")


def utc(at: datetime) -> datetime:
    """`at` in UTC.

    Raises:
        ValueError: if it has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at}")
    return at.astimezone(UTC)


def readable(rows: Iterable[_Row], value_of: Callable[[_Row], _Value]) -> Iterator[_Value]:
    """The values of the rows that can be read; the others stay in the database and go to the log."""
    for row in rows:
        try:
            value = value_of(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            _LOG.warning("left out of the history: %r: %s", row, error)
        else:
            yield value


def session_row(session: PracticeSession) -> SessionRow:
    """The row of a new session; its attempts have rows of their own."""
    return SessionRow(
        mode=session.request.mode.value,
        language=session.language.value,
        started_at=utc(session.started_at),
        local_day=session.local_day,
        ended_at=session.ended_at and utc(session.ended_at),
        seed=session.seed,
        request=documents.dump_request(session.request),
        plan=documents.dump_plan(session.plan),
        planned=len(session.plan),
        time_limit_seconds=session.time_limit_seconds,
        elapsed_seconds=session.elapsed_seconds,
        hints_shown=session.hints_shown,
    )


def session_of(row: SessionRow, attempts: Iterable[AttemptRow]) -> PracticeSession:
    """The session of a row and the rows of its standing attempts, by position.

    Raises:
        ValueError: if any of it cannot be read.
    """
    return PracticeSession(
        request=documents.load_request(row.request),
        seed=row.seed,
        plan=documents.load_plan(row.plan),
        language=Language(row.language),
        started_at=row.started_at,
        local_day=row.local_day,
        time_limit_seconds=None if row.time_limit_seconds is None else float(row.time_limit_seconds),
        attempts=tuple(attempt_of(attempt) for attempt in attempts),
        elapsed_seconds=float(row.elapsed_seconds),
        hints_shown=int(row.hints_shown),
        ended_at=row.ended_at,
        id=row.id,
    )


def session_record_of(row: SessionRow, answered: int, score_sum: float) -> SessionRecord:
    """A session as a line of a list.

    Raises:
        ValueError: if its mode or language is unknown.
    """
    return SessionRecord(
        id=row.id,
        mode=Mode(row.mode),
        language=Language(row.language),
        started_at=row.started_at,
        local_day=row.local_day,
        ended_at=row.ended_at,
        planned=row.planned,
        answered=answered,
        score_sum=score_sum,
        elapsed_seconds=float(row.elapsed_seconds),
    )


def attempt_row(attempt: Attempt) -> AttemptRow:
    """The row of a new attempt."""
    return AttemptRow(
        session_id=attempt.session_id,
        position=attempt.position,
        question_id=attempt.planned.question_id,
        content_hash=attempt.planned.content_hash,
        shuffle_seed=attempt.planned.shuffle_seed,
        template_seed=attempt.planned.template_seed,
        answer=documents.dump_answer(attempt.answer),
        grade=attempt.grade.value,
        score=attempt.score,
        language=attempt.language.value,
        confidence=attempt.confidence and attempt.confidence.value,
        hints_used=attempt.hints_used,
        duration_seconds=attempt.duration_seconds,
        answered_at=utc(attempt.answered_at),
        local_day=attempt.local_day,
        undone_at=attempt.undone_at and utc(attempt.undone_at),
        drawn=attempt.planned.drawn and documents.dump_drawn(attempt.planned.drawn),
    )


def attempt_of(row: AttemptRow) -> Attempt:
    """The attempt of a row.

    Raises:
        ValueError: if a newer dlprep wrote something this one does not know.
    """
    return Attempt(
        session_id=row.session_id,
        position=row.position,
        planned=PlannedQuestion(
            row.question_id,
            row.content_hash,
            row.shuffle_seed,
            row.template_seed,
            None if row.drawn is None else documents.load_drawn(row.drawn),
        ),
        answer=documents.load_answer(row.answer),
        grade=Grade(row.grade),
        score=float(row.score),
        language=Language(row.language),
        confidence=None if row.confidence is None else Confidence(row.confidence),
        hints_used=row.hints_used,
        duration_seconds=float(row.duration_seconds),
        answered_at=row.answered_at,
        local_day=row.local_day,
        id=row.id,
        undone_at=row.undone_at,
    )


def report_columns(report: Report) -> dict[str, object]:
    """What a report fills in of its run's row."""
    return {
        "verdict": report.verdict.value,
        "medal": report.medal and report.medal.value,
        "metric": report.metric,
        "value": report.value,
        "epochs": report.epochs,
        "wall_seconds": report.wall_seconds,
        "cpu_seconds": report.cpu_seconds,
        "isolation": report.isolation.value,
        "message": documents.dump_message(report.message),
        "next_step": report.next_step and documents.dump_message(report.next_step),
        "curve": documents.dump_curve(report.curve),
        "output": documents.storable(report.output),
        "error_line": report.error_line,
        "confusion": documents.dump_matrix(report.confusion),
        "details": dump_details(report),
    }


OUTLINE = (
    "id",
    "slug",
    "tier",
    "started_at",
    "local_day",
    "ended_at",
    "verdict",
    "interrupted",
    "medal",
    "metric",
    "value",
    "epochs",
    "wall_seconds",
    "cpu_seconds",
    "isolation",
)
"""Columns of a run that are small."""


def run_outline_of(row: Any) -> RunRecord:
    """The run of a row of the `OUTLINE`, without the rest.

    Raises:
        ValueError: if a newer dlprep wrote something this one does not know.
    """
    return RunRecord(
        code="",
        **{
            **row._asdict(),
            "tier": Tier(row.tier),
            "verdict": row.verdict and Verdict(row.verdict),
            "medal": row.medal and Medal(row.medal),
            "isolation": row.isolation and Isolation(row.isolation),
        },
    )


def run_record_of(row: RunRow) -> RunRecord:
    """The run of a row.

    Raises:
        ValueError: if a newer dlprep wrote something this one does not know.
    """
    details = load_details(row.details)
    return RunRecord(
        id=row.id,
        slug=row.slug,
        tier=Tier(row.tier),
        code=row.code,
        started_at=row.started_at,
        local_day=row.local_day,
        ended_at=row.ended_at,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        interrupted=row.interrupted,
        medal=None if row.medal is None else Medal(row.medal),
        metric=row.metric,
        value=row.value,
        epochs=row.epochs,
        wall_seconds=row.wall_seconds,
        cpu_seconds=row.cpu_seconds,
        isolation=None if row.isolation is None else Isolation(row.isolation),
        message=None if row.message is None else documents.load_message(row.message),
        next_step=None if row.next_step is None else documents.load_message(row.next_step),
        curve=documents.load_curve(row.curve),
        output=row.output,
        error_line=row.error_line,
        confusion=documents.load_matrix(row.confusion),
        checks=details.checks,
        budgets=details.budgets,
        samples=details.samples,
        seed_values=details.seed_values,
    )
