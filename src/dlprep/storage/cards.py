"""Cards in the database: a fold of the history that is kept, with a mark how far it went.

Every answer is kept without touching a card. Cards follow in batches; each batch moves its cards and the
mark in one transaction, so that being killed at any moment leaves both where they belong together. What is
changed behind the mark, as by taking an answer back, folds only the card concerned anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from dlprep.domain.memory.cards import Card, CardKey, CardKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.schedule import Remembered, fold, reviewed
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage.corrections import corrections, keep_correction
from dlprep.storage.reviews import (
    Found,
    attempt_reviews,
    checkpoint,
    interview_reviews,
    reviews_of,
    run_reviews,
)
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import (
    AttemptRow,
    CardCheckpointRow,
    CardGapRow,
    CardRow,
    InterviewRow,
    RunRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from dlprep.storage.database import Database

_INTERVIEWS_A_BATCH = 20
"""One takes as long to read as some hundred answers."""


class Cards:
    """The part of the store that keeps what is remembered."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def fold_reviews(self, *, limit: int) -> int:
        with self._database.read() as rows:
            behind = [source for source in Source if _is_behind(rows, source)]
        if not behind:
            return 0
        with self._database.write() as rows:
            return _FOLDS[behind[0]](rows, limit)

    def unfolded_answers(self) -> int:
        with self._database.read() as rows:
            newest = rows.scalar(select(func.max(AttemptRow.id))) or 0
            return newest - checkpoint(rows, Source.ATTEMPT)

    def cards(self) -> tuple[Remembered, ...]:
        with self._database.read() as rows:
            return tuple(readable(rows.execute(_ALL_CARDS), _remembered))

    def card(self, key: CardKey) -> Remembered | None:
        asked = _ALL_CARDS.where(CardRow.kind == key.kind.value, CardRow.id == key.id)
        with self._database.read() as rows:
            return next(readable(rows.execute(asked), _remembered), None)

    def correct_rating(self, review: ReviewKey, rating: Rating | None, made_at: datetime) -> None:
        with self._database.write() as rows:
            keep_correction(rows, review, rating, made_at)
            refold_review(rows, review)

    def corrected_ratings(self) -> Mapping[ReviewKey, Rating]:
        with self._database.read() as rows:
            return corrections(rows)


def refold_review(rows: Session, review: ReviewKey) -> None:
    """Folds the card of a review anew, when the review was folded into it already."""
    if review.id > checkpoint(rows, review.source):
        return
    if review.source is Source.INTERVIEW:
        refold(rows, [CardKey(CardKind.INTERVIEW, review.question_id)])
        return
    if review.source is Source.RUN:
        moved, kind = select(RunRow.slug).where(RunRow.id == review.id), CardKind.CHALLENGE
    else:
        moved, kind = select(AttemptRow.question_id).where(AttemptRow.id == review.id), CardKind.QUESTION
    refold(rows, [CardKey(kind, name) for name in rows.scalars(moved)])


def refold(rows: Session, keys: Iterable[CardKey]) -> None:
    """Folds cards anew from their reviews up to the mark; one without any is removed."""
    for key in keys:
        found = reviews_of(rows, key)
        state = fold(key, (one.review for one in found))
        if state is None:
            rows.execute(delete(CardRow).where(CardRow.kind == key.kind.value, CardRow.id == key.id))
        else:
            _keep(rows, [_values(state, found[-1].id)])


_ALL_CARDS: Any = select(
    CardRow.kind,
    CardRow.id,
    CardRow.stability,
    CardRow.difficulty,
    CardRow.last_review,
    CardRow.due,
    CardRow.reviews,
    CardRow.lapses,
    CardRow.first_day,
    CardRow.last_day,
    CardRow.last_rating,
    CardRow.confidently_wrong,
    CardRow.last_id,
)


def _is_behind(rows: Session, source: Source) -> bool:
    table = _TABLES[source]
    newest = rows.scalar(select(func.max(table.id))) or 0
    return newest > checkpoint(rows, source) or bool(_closed_gaps(rows, source))


def _fold_attempts(rows: Session, limit: int) -> int:
    after = checkpoint(rows, Source.ATTEMPT)
    ids = rows.scalars(
        select(AttemptRow.id).where(AttemptRow.id > after).order_by(AttemptRow.id).limit(limit)
    )
    last = max(ids, default=after)
    taken = last - after
    _take_in(rows, attempt_reviews(rows, after, last))
    _move_checkpoint(rows, Source.ATTEMPT, last)
    return taken


def _fold_interviews(rows: Session, limit: int) -> int:
    most = min(limit, _INTERVIEWS_A_BATCH)
    return _fold_ended(rows, Source.INTERVIEW, most, interview_reviews)


def _fold_runs(rows: Session, limit: int) -> int:
    return _fold_ended(rows, Source.RUN, limit, run_reviews)


_FOLDS: dict[Source, Callable[[Session, int], int]] = {
    Source.ATTEMPT: _fold_attempts,
    Source.INTERVIEW: _fold_interviews,
    Source.RUN: _fold_runs,
}
_TABLES: dict[Source, Any] = {
    Source.ATTEMPT: AttemptRow,
    Source.INTERVIEW: InterviewRow,
    Source.RUN: RunRow,
}
_HAS_ENDED: dict[Source, Any] = {
    Source.INTERVIEW: InterviewRow.ended_at.is_not(None),
    # One that was taken for dead has an end, and may yet get its verdict.
    Source.RUN: RunRow.verdict.is_not(None),
}


def _fold_ended(
    rows: Session,
    source: Source,
    limit: int,
    reviews: Callable[[Session, Collection[int]], Iterable[Found]],
) -> int:
    """Takes in what has ended; what has not is noted as a gap and looked at again."""
    table, after = _TABLES[source], checkpoint(rows, source)
    closed = _closed_gaps(rows, source)[:limit]
    fresh = select(table.id, _HAS_ENDED[source]).where(table.id > after).order_by(table.id)
    found = rows.execute(fresh.limit(limit - len(closed))).all()
    ended = [number for number, has_ended in found if has_ended]
    _take_in(rows, reviews(rows, [*closed, *ended]))
    gone = delete(CardGapRow).where(CardGapRow.source == source.value, CardGapRow.id.in_(closed))
    rows.execute(gone)
    gaps = [{"source": source.value, "id": number} for number, has_ended in found if not has_ended]
    if gaps:
        rows.execute(insert(CardGapRow).on_conflict_do_nothing(), gaps)
    if found:
        _move_checkpoint(rows, source, found[-1][0])
    return len(closed) + len(found)


def _closed_gaps(rows: Session, source: Source) -> list[int]:
    if source not in _HAS_ENDED:
        return []
    table = _TABLES[source]
    asked = select(table.id).join(CardGapRow, CardGapRow.id == table.id)
    closed = asked.where(CardGapRow.source == source.value, _HAS_ENDED[source])
    return list(rows.scalars(closed.order_by(table.id)))


def _take_in(rows: Session, found: Iterable[Found]) -> None:
    """Moves cards by reviews; one whose review comes late in the history is folded anew."""
    by_key: dict[CardKey, list[Found]] = {}
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    known = _known(rows, by_key)
    late: list[CardKey] = []
    moved = []
    for key, reviews in by_key.items():
        state, last_id = known.get(key, (None, 0))
        if reviews[0].id < last_id:
            late.append(key)
            continue
        for one in reviews:
            state = reviewed(key, state, one.review)
        if state is not None:
            moved.append(_values(state, reviews[-1].id))
    _keep(rows, moved)
    _refold_late(rows, late, by_key)


def _refold_late(rows: Session, late: list[CardKey], found: Mapping[CardKey, list[Found]]) -> None:
    """Folds cards anew with reviews that are not yet behind the mark."""
    for key in late:
        new = {one.id for one in found[key]}
        earlier = (one for one in reviews_of(rows, key) if one.id not in new)
        ordered = sorted((*earlier, *found[key]), key=lambda one: one.id)
        state = fold(key, (one.review for one in ordered))
        if state is not None:
            _keep(rows, [_values(state, ordered[-1].id)])


def _known(rows: Session, keys: Collection[CardKey]) -> dict[CardKey, tuple[Remembered, int]]:
    kinds = {key.kind for key in keys}
    known = {}
    for kind in kinds:
        ids = [key.id for key in keys if key.kind is kind]
        asked = _ALL_CARDS.where(CardRow.kind == kind.value, CardRow.id.in_(ids))
        for row in rows.execute(asked):
            state = _remembered(row)
            known[state.key] = (state, row[-1])
    return known


def _keep(rows: Session, values: list[dict[str, Any]]) -> None:
    if not values:
        return
    upsert = insert(CardRow)
    changed = {name: upsert.excluded[name] for name in values[0] if name not in ("kind", "id")}
    rows.execute(upsert.on_conflict_do_update(index_elements=["kind", "id"], set_=changed), values)


def _move_checkpoint(rows: Session, source: Source, last_id: int) -> None:
    upsert = insert(CardCheckpointRow).values(source=source.value, last_id=last_id)
    rows.execute(upsert.on_conflict_do_update(index_elements=["source"], set_={"last_id": last_id}))


def _values(state: Remembered, last_id: int) -> dict[str, Any]:
    card = state.card
    return {
        "kind": card.key.kind.value,
        "id": card.key.id,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "last_review": utc(card.last_review),
        "due": utc(card.due),
        "reviews": card.reviews,
        "lapses": card.lapses,
        "first_day": state.first_day,
        "last_day": state.last_day,
        "last_rating": state.last_rating.value,
        "confidently_wrong": state.is_confidently_wrong,
        "last_id": last_id,
    }


def _remembered(row: Any) -> Remembered:
    """The state of a row of `_ALL_CARDS`.

    Raises:
        ValueError: if it cannot be read.
    """
    (kind, name, stability, difficulty, last_review, due, reviews, lapses, *days, rating, wrong, _) = row
    key = CardKey(CardKind(kind), name)
    card = Card(key, stability, difficulty, last_review, due, reviews, lapses)
    return Remembered(card, days[0], days[1], Rating(rating), wrong)
