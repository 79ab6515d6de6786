"""How reviews are rated, and the learner's own word on it, which holds until it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.domain.interviewing.standing import standing
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import AnswerFacts, Rated, Rating, rate_answer, rate_exchange, rate_run
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord
    from dlprep.services.ports import MemoryStore, Moment


@dataclass(frozen=True, slots=True)
class RatedReview:
    """One review with its rating."""

    review: ReviewKey
    card: CardKey
    """What it moves."""
    follows: Rated
    """What follows from what was done."""
    own: Rating | None = None
    """What the learner says instead."""

    @property
    def rating(self) -> Rating:
        """What counts."""
        return self.own or self.follows.rating

    @property
    def why(self) -> Message:
        """Why it is rated so; of an own rating, how it is taken back is for the caller to say."""
        return self.follows.why if self.own is None else message("You rated it yourself.")


def rate(attempt: Attempt) -> Rated | None:
    """The rating that follows from an answer; None when it was not graded."""
    return rate_answer(
        AnswerFacts(
            attempt.grade,
            attempt.score,
            attempt.confidence,
            attempt.hints_used,
            attempt.duration_seconds,
        )
    )


def of_attempt(attempt: Attempt) -> RatedReview | None:
    """The review that an answer is; None for one that is not graded, was taken back, or is not kept."""
    rated = rate(attempt)
    if rated is None or attempt.id is None or attempt.undone_at is not None:
        return None
    card = CardKey(CardKind.QUESTION, attempt.planned.question_id)
    return RatedReview(ReviewKey(Source.ATTEMPT, attempt.id), card, rated)


def of_run(run: RunRecord) -> RatedReview | None:
    """The review that a run is; None for one without a grade."""
    rated = rate_run(run.verdict, run.medal)
    if rated is None:
        return None
    return RatedReview(ReviewKey(Source.RUN, run.id), CardKey(CardKind.CHALLENGE, run.slug), rated)


def of_interview(interview: Interview) -> tuple[RatedReview, ...]:
    """The reviews in an interview, a question each, in the order asked; none before it has ended."""
    if interview.id is None or interview.ended_at is None:
        return ()
    number = interview.id
    rated = ((one.question_id, rate_exchange(one)) for one in standing(interview).exchanges)
    return tuple(
        RatedReview(ReviewKey(Source.INTERVIEW, number, name), CardKey(CardKind.INTERVIEW, name), one)
        for name, one in rated
        if one is not None
    )


def as_corrected(store: MemoryStore, reviews: Iterable[RatedReview | None]) -> tuple[RatedReview, ...]:
    """Reviews with what the learner says of them; those that are None are left out.

    Raises:
        StorageError: if the history cannot be read.
    """
    held = [one for one in reviews if one is not None]
    own = store.corrected_ratings() if held else {}
    return tuple(replace(one, own=own.get(one.review)) for one in held)


def corrected(store: MemoryStore, rated: RatedReview, rating: Rating | None, moment: Moment) -> RatedReview:
    """The review with the learner's own rating, kept at once.

    The rating that follows from what was done takes an own one back, as None does.

    Raises:
        StorageError: if it cannot be kept.
    """
    own = None if rating is rated.follows.rating else rating
    store.correct_rating(rated.review, own, moment.at)
    return replace(rated, own=own)
