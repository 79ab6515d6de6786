"""The fold of reviews: golden sequences, py-fsrs as the measure, and clocks that are set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.schedule import Remembered, Review, fold, retrievability, reviewed

KEY = CardKey(CardKind.QUESTION, "cnn-1")
START = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = START.date()
ratings = st.sampled_from(Rating)


def review(days: int, rating: Rating, hours: float = 0.0) -> Review:
    return Review(START + timedelta(days=days, hours=hours), DAY + timedelta(days=days), rating)


def folded(*reviews: Review, key: CardKey = KEY) -> Remembered:
    state = fold(key, reviews)
    assert state is not None
    return state


def test_a_golden_sequence() -> None:
    state = folded(
        review(0, Rating.GOOD), review(2, Rating.GOOD), review(13, Rating.AGAIN), review(14, Rating.HARD)
    )
    assert state.card.stability == pytest.approx(2.7505, abs=1e-4)
    assert state.card.difficulty == pytest.approx(8.2541, abs=1e-4)
    assert state.due_day == DAY + timedelta(days=17)
    assert (state.card.reviews, state.card.lapses) == (4, 1)
    assert state.first_day == DAY
    assert state.last_day == DAY + timedelta(days=14)


def test_first_ratings_give_the_published_first_stabilities() -> None:
    first = {rating: folded(review(0, rating)).card.stability for rating in Rating}
    assert first == {Rating.AGAIN: 0.212, Rating.HARD: 1.2931, Rating.GOOD: 2.3065, Rating.EASY: 8.2956}


@given(st.lists(st.tuples(st.integers(0, 400), ratings), min_size=1, max_size=12))
def test_the_fold_is_that_of_py_fsrs(steps: list[tuple[int, Rating]]) -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    theirs, days, reviews = fsrs.Card(card_id=1), 0, []
    for gap, rating in steps:
        days += gap
        number = fsrs.Rating(list(Rating).index(rating) + 1)
        theirs, _ = scheduler.review_card(theirs, number, START + timedelta(days=days))
        reviews.append(review(days, rating))
    ours = folded(*reviews)
    assert ours.card.stability == theirs.stability
    assert ours.card.difficulty == theirs.difficulty
    assert ours.card.due == theirs.due
    assert ours.due_day == theirs.due.date()


@given(st.floats(0.001, 36_500), st.integers(0, 5_000))
def test_the_closed_form_is_that_of_py_fsrs(stability: float, days: int) -> None:
    ours = replace(folded(review(0, Rating.GOOD)).card, stability=stability)
    theirs = fsrs.Card(card_id=1, stability=stability, last_review=START)
    at = START + timedelta(days=days)
    assert retrievability(ours, at) == pytest.approx(fsrs.Scheduler().get_card_retrievability(theirs, at))


def test_a_night_in_between_makes_a_day() -> None:
    evening = review(0, Rating.GOOD, hours=9)
    morning = review(1, Rating.GOOD, hours=-4)
    assert (
        folded(evening, morning).card.stability
        == folded(review(0, Rating.GOOD), review(1, Rating.GOOD)).card.stability
    )


def test_due_is_a_day_of_the_learner() -> None:
    late = Review(datetime(2026, 3, 14, 23, 50, tzinfo=UTC), date(2026, 3, 15), Rating.AGAIN)
    assert folded(late).due_day == date(2026, 3, 16)


@given(
    st.lists(
        st.builds(
            Review,
            st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
            st.dates(),
            ratings,
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_clock_leaves_a_sound_card(reviews: list[Review]) -> None:
    state = folded(*reviews)
    assert state.card.stability > 0
    assert 1 <= state.card.difficulty <= 10
    assert state.last_day == max(one.day for one in reviews)
    assert state.card.last_review == max(one.at for one in reviews)
    assert state.due_day >= state.last_day
    assert 0 <= retrievability(state.card, reviews[0].at) <= 1


def test_losing_something_often_on_one_day_is_one_lapse() -> None:
    state = folded(*(review(0, Rating.AGAIN, hours) for hours in range(4)), review(1, Rating.AGAIN))
    assert (state.card.reviews, state.card.lapses) == (5, 2)


def test_only_the_first_failed_run_of_a_day_counts() -> None:
    challenge = CardKey(CardKind.CHALLENGE, "digits")
    once = folded(review(0, Rating.AGAIN), key=challenge)
    assert reviewed(challenge, once, review(0, Rating.AGAIN, 1)) == once
    won = reviewed(challenge, once, review(0, Rating.GOOD, 2))
    assert won.last_rating is Rating.GOOD
    assert reviewed(challenge, won, review(0, Rating.AGAIN, 3)) == won


def test_no_review_is_no_card() -> None:
    assert fold(KEY, []) is None
