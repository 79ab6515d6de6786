"""The learner's own ratings in the database. A question of an interview is named in `source` itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import RatingCorrectionRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

_OF_A_QUESTION = f"{Source.INTERVIEW.value}:"
_ALL: Any = select(RatingCorrectionRow.source, RatingCorrectionRow.id, RatingCorrectionRow.rating)


def keep_correction(rows: Session, review: ReviewKey, rating: Rating | None, made_at: datetime) -> None:
    """Keeps the learner's own rating of a review; None takes it back."""
    source = _written(review)
    if rating is None:
        gone = delete(RatingCorrectionRow)
        rows.execute(gone.where(RatingCorrectionRow.source == source, RatingCorrectionRow.id == review.id))
        return
    values = {"rating": rating.value, "made_at": utc(made_at)}
    upsert = insert(RatingCorrectionRow).values(source=source, id=review.id, **values)
    rows.execute(upsert.on_conflict_do_update(index_elements=["source", "id"], set_=values))


def corrections(rows: Session) -> dict[ReviewKey, Rating]:
    """Every rating of the learner's own."""
    return dict(readable(rows.execute(_ALL), _correction))


def corrections_in_interviews(rows: Session, ids: Collection[int]) -> dict[ReviewKey, Rating]:
    """The learner's own ratings of the questions of some interviews."""
    asked = _ALL.where(RatingCorrectionRow.source.startswith(_OF_A_QUESTION), RatingCorrectionRow.id.in_(ids))
    return dict(readable(rows.execute(asked), _correction))


def _written(review: ReviewKey) -> str:
    if review.source is Source.INTERVIEW:
        return _OF_A_QUESTION + review.question_id
    return review.source.value


def _correction(row: Any) -> tuple[ReviewKey, Rating]:
    """The review and the rating of a row of `_ALL`.

    Raises:
        ValueError: if it cannot be read.
    """
    written, number, rating = row
    source, _, question_id = written.partition(":")
    return ReviewKey(Source(source), number, question_id), Rating(rating)
