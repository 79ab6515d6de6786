"""The comparison with catsim, small: both sit the same test, and what is held to a bar."""

from __future__ import annotations

import pytest
from benchmarks import ability

pytest.importorskip("catsim")


def test_the_same_seed_is_the_same_world_and_answers_follow_ability() -> None:
    made = ability.world(200, 40)
    assert made == ability.world(200, 40)
    ranked = sorted(range(200), key=lambda learner: made.abilities[learner])
    low, high = (sum(sum(made.right[learner]) for learner in part) for part in (ranked[:50], ranked[-50:]))
    assert high > 2 * low


def test_both_sit_the_test_until_they_know_enough() -> None:
    made = ability.world(3, 80)
    for learner in range(3):
        own, same = ability.ours(made, learner)
        theirs = ability.catsims(made, learner)
        assert 4 < own.items <= same.items < 40
        assert 4 < theirs.items < 40
        assert own.error_at_same_length == same.error_at_same_length


def test_ours_is_held_to_be_no_worse() -> None:
    figures = ability.measure(learners=12, items=60)
    assert [figure.at_most for figure in figures if figure.at_most is not None] == [1.0] * 4
