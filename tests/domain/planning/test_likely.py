"""Between what readiness is: wide before the first answer, narrower by every one, and what it is made of."""

from __future__ import annotations

from datetime import UTC, datetime
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.items import DISCRIMINATION, LEVEL_DEVIATION, Response, item_at
from dlprep.domain.ability.prior import prior_covariance
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.planning.asked import Asked
from dlprep.domain.planning.items import Item, Memory
from dlprep.domain.planning.likely import Likely, likely
from dlprep.domain.questions import Level
from dlprep.services.planning import Met, items_of

NEEDS = {"basics": (), "cnn": ("basics",), "nlp": ("basics",), "speech": ()}
AT = datetime(2026, 3, 14, tzinfo=UTC)
EACH = 10
LEARNERS = 300
HELD = tuple(
    Asked(CardKey(CardKind.QUESTION, f"{topic}-{n}"), topic, Level.MID, 1 / (EACH * len(NEEDS)), 1.0)
    for topic in NEEDS
    for n in range(EACH)
)


def told_of(answers: dict[str, list[float]], met: int = 0) -> Likely:
    """After answers by topic, with the first `met` things remembered for good."""
    abilities = Abilities(NEEDS)
    abilities.learn(
        Response(item_at(Level.MID, f"{topic}-{n}", (topic,)), score, AT)
        for topic, scores in answers.items()
        for n, score in enumerate(scores)
    )
    remembered = {one.key: Met(Memory(1e6, 5.0, 0.0), 0) for one in HELD[:met]}
    items = items_of(HELD, remembered, abilities.estimates())
    return likely(HELD, items, abilities, Abilities(NEEDS))


def test_nothing_answered_is_a_guess_about_anybody() -> None:
    found = told_of({})
    assert found.is_guess
    assert found.from_prior == pytest.approx(1)
    assert (found.low + found.high) / 2 == pytest.approx(0.5, abs=0.01)
    assert found.high - found.low > 0.3


def test_one_topic_tells_little_of_all_and_answers_over_all_tell_much() -> None:
    one_topic = told_of({"speech": [1.0, 0.0] * 4})
    all_topics = told_of({topic: [1.0, 0.0] for topic in NEEDS})
    assert one_topic.from_prior > 0.5 > all_topics.from_prior
    assert (one_topic.is_guess, all_topics.is_guess) == (True, False)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(NEEDS)), st.sampled_from([0.0, 0.5, 1.0])), max_size=12))
def test_the_range_is_one_of_shares_and_doubt_never_grows_beyond_the_first(
    answers: list[tuple[str, float]],
) -> None:
    by_topic: dict[str, list[float]] = {}
    for topic, score in answers:
        by_topic.setdefault(topic, []).append(score)
    found = told_of(by_topic)
    assert 0 <= found.low < found.high <= 1
    assert 0 < found.from_prior <= 1


def test_what_is_remembered_needs_no_ability() -> None:
    half, all_met = told_of({}, met=len(HELD) // 2), told_of({}, met=len(HELD))
    assert half.from_prior < 0.5
    assert (all_met.low, all_met.high, all_met.from_prior) == pytest.approx((1.0, 1.0, 0.0))


def test_without_doubt_about_abilities_luck_alone_is_left() -> None:
    """Forty things, each known or not by the same chance: that of a binomial share."""
    abilities = Abilities(NEEDS)
    items = [Item(one.key, one.topic, one.weight, 1.0, 0.5, Memory(1.0, 5.0, _age_at_half())) for one in HELD]
    found = likely(HELD, items, abilities, Abilities(NEEDS))
    assert found.high - 0.5 == pytest.approx(sqrt(0.25 / len(HELD)), rel=1e-3)
    assert 0.5 - found.low == pytest.approx(sqrt(0.25 / len(HELD)), rel=1e-3)


def _age_at_half() -> float:
    from dlprep.domain.memory.schedule import DECAY, FACTOR

    return float((0.5 ** (1 / DECAY) - 1) / FACTOR)


@pytest.mark.parametrize("answered", [0, 2])
def test_two_times_out_of_three_what_is_known_lies_in_the_range(answered: int) -> None:
    """Learners drawn from what is believed before any answer; what each knows is drawn thing by thing."""
    chance = np.random.default_rng(20261127)
    drawn = chance.multivariate_normal([0.0] * len(NEEDS), prior_covariance(NEEDS), LEARNERS)
    inside = 0
    for abilities in drawn:
        able = dict(zip(NEEDS, abilities, strict=True))
        answers = {topic: [_answer(able[topic], chance) for _ in range(answered)] for topic in NEEDS}
        known = sum(one.weight * _answer(able[one.topic], chance) for one in HELD)
        found = told_of(answers)
        inside += found.low <= known <= found.high
    assert inside / LEARNERS == pytest.approx(0.68, abs=0.08)


def _answer(ability: float, chance: np.random.Generator) -> float:
    difficulty = chance.normal(0, LEVEL_DEVIATION)
    return float(chance.random() < 1 / (1 + np.exp(-DISCRIMINATION * (ability - difficulty))))
