"""The fold of reviews into a card, by py-fsrs (FSRS-6), on the learner's own calendar days.

FSRS counts whole days between reviews. We count the learner's days, not 24-hour spans: who learns in the
evening and repeats next morning has slept over it, and what is due on a day is due from its beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dlprep.domain.memory.cards import Card, CardKey, CardKind
from dlprep.domain.memory.ratings import Rating

if TYPE_CHECKING:
    from collections.abc import Iterable

    import fsrs

DESIRED_RETENTION = 0.9
"""The chance to recall something on the day it is due."""
DECAY = -0.1542
"""The last of FSRS-6's default parameters, negated: how the forgetting curve bends."""
FACTOR = 0.9 ** (1 / DECAY) - 1
"""Makes the curve pass 90 percent after `stability` days."""
_MOST_DAYS = 36_500
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Where the days handed to py-fsrs are counted from; only their differences matter to it."""
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Review:
    """One time something was recalled or not."""

    at: datetime
    """Aware, UTC."""
    day: date
    """The learner's calendar day."""
    rating: Rating
    is_confidently_wrong: bool = False
    is_own: bool = False
    """True when the learner rated it otherwise than what was done would have it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A card with what its last review leaves behind."""

    card: Card
    first_day: date
    """The learner's day of the first review."""
    last_day: date
    """The learner's day of the last review; never before an earlier one, however the clock was set."""
    last_rating: Rating
    is_confidently_wrong: bool
    """True when the last review found the learner wrong and sure."""

    @property
    def key(self) -> CardKey:
        """Of the card."""
        return self.card.key

    @property
    def due_day(self) -> date:
        """The learner's day on which it is to come again."""
        return _later(self.last_day, (self.card.due - self.card.last_review).days)


def reviewed(key: CardKey, before: Remembered | None, review: Review) -> Remembered:
    """What is remembered after one more review, or the first.

    Runs of a challenge come in bursts: after the first of a day, a failed one says nothing new. One that the
    learner rated says what the learner means.
    """
    if before is None:
        return _first(key, review)
    day = max(before.last_day, review.day)
    is_same_day = day == before.last_day
    again = review.rating is Rating.AGAIN
    if again and is_same_day and key.kind is CardKind.CHALLENGE and not review.is_own:
        return before
    at = max(before.card.last_review, review.at)
    lapses = again and not (is_same_day and before.last_rating is Rating.AGAIN)
    days = (day - before.last_day).days
    card = _after(before.card, review.rating, at, days)
    return replace(
        before,
        card=replace(card, reviews=card.reviews + 1, lapses=card.lapses + lapses),
        last_day=day,
        last_rating=review.rating,
        is_confidently_wrong=review.is_confidently_wrong,
    )


def _first(key: CardKey, review: Review) -> Remembered:
    empty = Card(key, 0.0, 0.0, review.at, review.at, reviews=1, lapses=int(review.rating is Rating.AGAIN))
    card = _after(empty, review.rating, review.at, None)
    return Remembered(card, review.day, review.day, review.rating, review.is_confidently_wrong)


def fold(key: CardKey, reviews: Iterable[Review]) -> Remembered | None:
    """What is remembered after all reviews, in the order in which they were kept; None without any."""
    state: Remembered | None = None
    for review in reviews:
        state = reviewed(key, state, review)
    return state


def retrievability(card: Card, at: datetime) -> float:
    """The chance to recall it at a time, 0 to 1: FSRS-6's forgetting curve in closed form.

    Parts of a day count here, where py-fsrs cuts them off; after whole days both agree.
    """
    days = max(0.0, (at - card.last_review).total_seconds() / _DAY_SECONDS)
    return float((1 + FACTOR * days / card.stability) ** DECAY)


def _after(card: Card, rating: Rating, at: datetime, days: int | None) -> Card:
    """The card once py-fsrs has seen a rating `days` after the last one; None for the first."""
    import fsrs

    scheduler, ratings = _fsrs()
    known = fsrs.Card(card_id=0, due=_EPOCH)
    if days is not None:
        known.state, known.step, known.last_review = fsrs.State.Review, None, _EPOCH
        known.stability, known.difficulty = card.stability, card.difficulty
    seen_at = _EPOCH + timedelta(days=min(days or 0, _MOST_DAYS))
    after, _ = scheduler.review_card(known, ratings[rating], seen_at)
    if after.stability is None or after.difficulty is None:
        raise ValueError("a card without stability after a review")
    return replace(
        card,
        stability=after.stability,
        difficulty=after.difficulty,
        last_review=at,
        due=at + (after.due - seen_at),
    )


@cache
def _fsrs() -> tuple[fsrs.Scheduler, dict[Rating, fsrs.Rating]]:
    """The scheduler without steps within a day: what was missed comes again the next day.

    Without fuzz, so that the same answers always lead to the same plan.
    """
    import fsrs

    scheduler = fsrs.Scheduler(
        desired_retention=DESIRED_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    ratings = {
        Rating.AGAIN: fsrs.Rating.Again,
        Rating.HARD: fsrs.Rating.Hard,
        Rating.GOOD: fsrs.Rating.Good,
        Rating.EASY: fsrs.Rating.Easy,
    }
    return scheduler, ratings


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
