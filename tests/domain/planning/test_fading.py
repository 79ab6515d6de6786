"""The closed forms of memory agree with py-fsrs, review by review."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.planning import fading

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_the_parameters_are_those_of_fsrs() -> None:
    assert fading.PARAMETERS == DEFAULT_PARAMETERS


@given(first=st.booleans(), later=st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=8))
def test_stability_difficulty_and_recall_follow_fsrs(first: bool, later: list[tuple[int, bool]]) -> None:
    card, _ = SCHEDULER.review_card(Card(), Rating.Good if first else Rating.Again, START)
    stability = fading.STABILITY_KNOWN if first else fading.STABILITY_UNKNOWN
    difficulty = fading.DIFFICULTY_KNOWN if first else fading.DIFFICULTY_UNKNOWN
    at = START
    for days, is_right in later:
        at += timedelta(days=days)
        chance = fading.recall(stability, days)
        assert chance == pytest.approx(SCHEDULER.get_card_retrievability(card, at))
        card, _ = SCHEDULER.review_card(card, Rating.Good if is_right else Rating.Again, at)
        if is_right:
            stability = fading.stability_recalled(stability, difficulty, chance)
            difficulty = fading.difficulty_recalled(difficulty)
        else:
            stability = fading.stability_forgotten(stability, difficulty, chance)
            difficulty = fading.difficulty_forgotten(difficulty)
    assert (stability, difficulty) == pytest.approx((card.stability, card.difficulty))


@given(stability=st.floats(0.01, 1000), days=st.integers(1, 400))
def test_the_stability_that_leaves_a_chance_is_found(stability: float, days: int) -> None:
    assert fading.stability_for(fading.recall(stability, days), days) == pytest.approx(stability)
