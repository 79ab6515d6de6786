"""A stand-in for the memory: cards are folded from the whole history whenever they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.interviewing.standing import standing
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import AnswerFacts, Rated, Rating, rate_answer, rate_exchange, rate_run
from dlprep.domain.memory.schedule import Remembered, Review, fold
from dlprep.domain.memory.sources import ReviewKey, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord

Key = tuple[CardKey, Review]


class FakeMemory:
    """A MemoryStore that knows what it has taken in, and keeps no card."""

    _attempts: dict[int, Attempt]
    _runs: dict[int, RunRecord]
    _interviews: dict[int, Interview]

    def __init__(self) -> None:
        super().__init__()
        self._corrected: dict[ReviewKey, Rating] = {}
        self._taken_in: dict[str, set[int]] = {"attempt": set(), "run": set(), "interview": set()}

    def fold_reviews(self, *, limit: int) -> int:
        self._check()
        ready = [
            ("attempt", set(self._attempts)),
            ("interview", {number for number, one in self._interviews.items() if one.ended_at is not None}),
            ("run", {number for number, one in self._runs.items() if one.verdict is not None}),
        ]
        for source, ids in ready:
            new = sorted(ids - self._taken_in[source])[:limit]
            if new:
                self._taken_in[source].update(new)
                return len(new)
        return 0

    def unfolded_answers(self) -> int:
        self._check()
        return len(self._attempts) - len(self._taken_in["attempt"])

    def cards(self) -> tuple[Remembered, ...]:
        self._check()
        by_key: dict[CardKey, list[Review]] = {}
        for key, review in self._reviews():
            by_key.setdefault(key, []).append(review)
        states = {key: fold(key, reviews) for key, reviews in by_key.items()}
        return tuple(state for state in states.values() if state is not None)

    def card(self, key: CardKey) -> Remembered | None:
        return next((one for one in self.cards() if one.key == key), None)

    def correct_rating(self, review: ReviewKey, rating: Rating | None, made_at: datetime) -> None:
        self._check(made_at)
        if rating is None:
            self._corrected.pop(review, None)
        else:
            self._corrected[review] = rating

    def corrected_ratings(self) -> Mapping[ReviewKey, Rating]:
        self._check()
        return dict(self._corrected)

    def _reviews(self) -> Iterator[Key]:
        for number in sorted(self._taken_in["attempt"]):
            attempt = self._attempts[number]
            if attempt.undone_at is None:
                facts = AnswerFacts(
                    attempt.grade,
                    attempt.score,
                    attempt.confidence,
                    attempt.hints_used,
                    attempt.duration_seconds,
                )
                key = CardKey(CardKind.QUESTION, attempt.planned.question_id)
                corrected = self._corrected.get(ReviewKey(Source.ATTEMPT, number))
                yield from _review(key, rate_answer(facts), attempt.answered_at, attempt.local_day, corrected)
        for number in sorted(self._taken_in["interview"]):
            interview = self._interviews[number]
            for exchange in standing(interview).exchanges:
                key = CardKey(CardKind.INTERVIEW, exchange.question_id)
                corrected = self._corrected.get(ReviewKey(Source.INTERVIEW, number, exchange.question_id))
                rated = rate_exchange(exchange)
                yield from _review(key, rated, interview.started_at, interview.local_day, corrected)
        for number in sorted(self._taken_in["run"]):
            run = self._runs[number]
            key = CardKey(CardKind.CHALLENGE, run.slug)
            corrected = self._corrected.get(ReviewKey(Source.RUN, number))
            rated = rate_run(run.verdict, run.medal)
            yield from _review(key, rated, run.started_at, run.local_day, corrected)

    def _check(self, *times: datetime) -> None:
        """Says no in the name of the disk; FakeStore does."""


def _review(
    key: CardKey, rated: Rated | None, at: datetime, day: date, corrected: Rating | None = None
) -> Iterator[Key]:
    if rated is not None:
        rating = corrected or rated.rating
        is_own = rating is not rated.rating
        yield key, Review(at, day, rating, rated.is_confidently_wrong and not is_own, is_own)
