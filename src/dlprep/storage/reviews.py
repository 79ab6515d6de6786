"""What of the history counts as a review of a card, read from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Medal, Verdict
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import AnswerFacts, Rated, Rating, rate_answer, rate_exchange, rate_run
from dlprep.domain.memory.schedule import Review
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.practice import Confidence
from dlprep.storage.corrections import corrections_in_interviews
from dlprep.storage.rows import readable
from dlprep.storage.tables import (
    AttemptRow,
    CardCheckpointRow,
    CardGapRow,
    InterviewRow,
    InterviewTurnRow,
    RatingCorrectionRow,
    RunRow,
)
from dlprep.storage.turns import whole_interview

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from dlprep.domain.interviewing.turns import Interview


SOURCES = {
    CardKind.QUESTION: Source.ATTEMPT,
    CardKind.INTERVIEW: Source.INTERVIEW,
    CardKind.CHALLENGE: Source.RUN,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A review with the entry of the history it comes from."""

    id: int
    key: CardKey
    review: Review


_ATTEMPT: Any = (
    select(
        AttemptRow.id,
        AttemptRow.question_id,
        AttemptRow.grade,
        AttemptRow.score,
        AttemptRow.confidence,
        AttemptRow.hints_used,
        AttemptRow.duration_seconds,
        AttemptRow.answered_at,
        AttemptRow.local_day,
        RatingCorrectionRow.rating,
    )
    .outerjoin(
        RatingCorrectionRow,
        (RatingCorrectionRow.source == Source.ATTEMPT.value) & (RatingCorrectionRow.id == AttemptRow.id),
    )
    .where(AttemptRow.undone_at.is_(None))
)
_RUN: Any = select(
    RunRow.id,
    RunRow.slug,
    RunRow.verdict,
    RunRow.medal,
    RunRow.started_at,
    RunRow.local_day,
    RatingCorrectionRow.rating,
).outerjoin(
    RatingCorrectionRow,
    (RatingCorrectionRow.source == Source.RUN.value) & (RatingCorrectionRow.id == RunRow.id),
)


def attempt_reviews(rows: Session, after: int, last: int) -> Iterator[Found]:
    """Reviews by standing answers with numbers from after `after` up to `last`."""
    asked = _ATTEMPT.where(AttemptRow.id > after, AttemptRow.id <= last).order_by(AttemptRow.id)
    return _found(rows.execute(asked), _of_attempt)


def interview_reviews(rows: Session, ids: Collection[int]) -> Iterator[Found]:
    """Reviews by the questions of some interviews."""
    asked = select(InterviewRow).where(InterviewRow.id.in_(ids)).order_by(InterviewRow.id)
    own = corrections_in_interviews(rows, ids)
    for interview in readable(rows.scalars(asked).all(), lambda row: whole_interview(rows, row)):
        yield from _of_interview(interview, own)


def run_reviews(rows: Session, ids: Collection[int]) -> Iterator[Found]:
    """Reviews by some runs."""
    return _found(rows.execute(_RUN.where(RunRow.id.in_(ids)).order_by(RunRow.id)), _of_run)


def reviews_of(rows: Session, key: CardKey) -> list[Found]:
    """Every review of one card that was folded into it, or should have been."""
    source = SOURCES[key.kind]
    last = checkpoint(rows, source)
    if key.kind is CardKind.QUESTION:
        asked = _ATTEMPT.where(AttemptRow.question_id == key.id, AttemptRow.id <= last).order_by(
            AttemptRow.id
        )
        return list(_found(rows.execute(asked), _of_attempt))
    waiting = select(CardGapRow.id).where(CardGapRow.source == source.value)
    if key.kind is CardKind.CHALLENGE:
        runs = select(RunRow.id).where(RunRow.slug == key.id, RunRow.id <= last, RunRow.id.not_in(waiting))
        return list(run_reviews(rows, rows.scalars(runs).all()))
    asked_in = select(InterviewTurnRow.interview_id).where(
        InterviewTurnRow.kind == TurnKind.QUESTION.value,
        InterviewTurnRow.question_id == key.id,
        InterviewTurnRow.interview_id <= last,
        InterviewTurnRow.interview_id.not_in(waiting),
    )
    found = interview_reviews(rows, set(rows.scalars(asked_in)))
    return [one for one in found if one.key == key]


def checkpoint(rows: Session, source: Source) -> int:
    """The last entry of a source that was looked at."""
    last = rows.scalar(select(CardCheckpointRow.last_id).where(CardCheckpointRow.source == source.value))
    return last or 0


def _found(found: Any, of: Any) -> Iterator[Found]:
    return (one for one in readable(found, of) if one is not None)


def _of_attempt(row: Any) -> Found | None:
    (number, question_id, grade, score, confidence, hints, seconds, at, day, corrected) = row
    facts = AnswerFacts(Grade(grade), score, confidence and Confidence(confidence), hints, seconds)
    key = CardKey(CardKind.QUESTION, question_id)
    return _review(number, key, rate_answer(facts), at, day, corrected and Rating(corrected))


def _of_run(row: Any) -> Found | None:
    number, slug, verdict, medal, at, day, corrected = row
    rated = rate_run(verdict and Verdict(verdict), medal and Medal(medal))
    key = CardKey(CardKind.CHALLENGE, slug)
    return _review(number, key, rated, at, day, corrected and Rating(corrected))


def _of_interview(interview: Interview, own: Mapping[ReviewKey, Rating]) -> Iterator[Found]:
    number = interview.id or 0
    for exchange in standing(interview).exchanges:
        key = CardKey(CardKind.INTERVIEW, exchange.question_id)
        rated = rate_exchange(exchange)
        corrected = own.get(ReviewKey(Source.INTERVIEW, number, exchange.question_id))
        found = _review(number, key, rated, interview.started_at, interview.local_day, corrected)
        if found is not None:
            yield found


def _review(
    number: int,
    key: CardKey,
    rated: Rated | None,
    at: datetime,
    day: date,
    corrected: Rating | None = None,
) -> Found | None:
    if rated is None:
        return None
    rating = corrected or rated.rating
    is_own = rating is not rated.rating
    wrong = rated.is_confidently_wrong and not is_own
    return Found(number, key, Review(at, day, rating, wrong, is_own))
