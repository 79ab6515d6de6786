"""Which item comes next, when placement ends, and what an estimate means in percent."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dlprep.domain.ability import placement
from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.choosing import Wanted, best, expected_cut, need, next_topic
from dlprep.domain.ability.curves import Curve
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.expectations import Certainty, expected
from dlprep.domain.ability.items import Item, Response, item_at
from dlprep.domain.questions import Level

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
NEEDS: dict[str, tuple[str, ...]] = {"math": (), "nets": ("math",), "cnn": ("nets",), "career": ()}
MANY = {**NEEDS, **{f"part{number}": ("nets",) for number in range(8)}}
LADDER = [Item(f"at {b / 4}", ("math",), Estimate(b / 4, 0.0), Curve(1.3)) for b in range(-12, 13)]


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a fixed seed


def _learner(score: float, answers: int = 12) -> Abilities:
    abilities = Abilities(NEEDS)
    abilities.learn(Response(item_at(Level.MID, str(n), ("math",)), score, NOON) for n in range(answers))
    return abilities


def test_information_alone_asks_for_what_is_a_toss_up() -> None:
    abilities = _learner(1.0)
    chosen = best(abilities, LADDER, Wanted(["math"], success=None))
    assert chosen is not None
    assert chosen.difficulty.mean == pytest.approx(abilities.estimate("math").mean, abs=0.26)


@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("success", [0.6, 0.7, 0.85])
def test_practice_comes_near_the_success_that_is_wanted(score: float, success: float) -> None:
    abilities = _learner(score)
    chosen = best(abilities, LADDER, Wanted(["math"], success))
    assert chosen is not None
    found = chosen.curve.expected_success(abilities.distance(chosen))
    assert found == pytest.approx(success, abs=0.12)


def test_the_better_learner_gets_the_harder_item() -> None:
    chosen = [best(_learner(score), LADDER, Wanted(["math"])) for score in (0.0, 0.5, 1.0)]
    difficulties = [item.difficulty.mean for item in chosen if item]
    assert difficulties == sorted(set(difficulties))


def test_chance_draws_among_the_best_and_the_same_seed_the_same() -> None:
    abilities = _learner(0.5)
    drawn = {best(abilities, LADDER, Wanted(["math"]), _chance(seed)) for seed in range(30)}
    assert 1 < len(drawn) <= 5
    first, again = (best(abilities, LADDER, Wanted(["math"]), _chance(3)) for _ in range(2))
    assert first == again


def test_nothing_to_ask_is_none() -> None:
    assert best(Abilities(NEEDS), [], Wanted(["math"])) is None


@given(some.floats(-4, 4), some.floats(0.1, 1.2), some.sampled_from([0.0, 0.25]))
def test_an_answer_is_never_expected_to_cost_certainty(mean: float, deviation: float, floor: float) -> None:
    assert -1e-6 <= expected_cut(Estimate(mean, deviation), Curve(1.3, floor)) < 1


def test_guessing_tells_less() -> None:
    distance = Estimate(0.0, 0.8)
    assert expected_cut(distance, Curve(1.3, 0.25)) < expected_cut(distance, Curve(1.3))


def test_weak_topics_come_more_often_and_none_is_left_out() -> None:
    needs, asked = {"weak": 0.8, "middling": 0.5, "strong": 0.3}, Counter[str]()
    for _ in range(40):
        topic = next_topic(needs, asked, set(needs))
        assert topic is not None
        asked[topic] += 1
    assert asked["weak"] > asked["middling"] > asked["strong"] > 0
    assert next_topic(needs, asked, {"strong"}) == "strong"
    assert next_topic(needs, asked, set()) is None


def test_need_falls_as_ability_rises() -> None:
    assert need(Estimate(-1, 0.5)) > need(Estimate(0, 0.5)) > need(Estimate(1, 0.5))


def _items(each: int = 6) -> dict[str, Item]:
    levels = list(Level)
    return {
        f"{topic}-{number}": item_at(levels[number % 3], f"{topic}-{number}", (topic,))
        for topic in MANY
        for number in range(each)
    }


@pytest.mark.parametrize("seed", range(5))
def test_placement_ends_early_and_knows_where_the_learner_stands(seed: int) -> None:
    items, topics, abilities, chance = _items(), tuple(MANY), Abilities(MANY), _chance(seed)
    asked: list[str] = []
    while not placement.is_enough(abilities, topics, len(asked)):
        item = placement.next_item(abilities, items, asked, chance)
        assert item is not None
        asked.append(item.id)
        is_right = chance.random() < item.curve.success(0.8 - item.difficulty.mean)
        abilities.learn([Response(item, float(is_right), NOON)])
    assert placement.FEWEST_ITEMS <= len(asked) < placement.MOST_ITEMS
    assert len(set(asked)) == len(asked)
    assert abilities.overall(topics).deviation <= placement.ENOUGH
    first = asked[: len(topics)]
    assert len({item_id.split("-")[0] for item_id in first}) == len(first)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_placement_tries_nobodys_patience_who_knows_nothing_or_all(score: float) -> None:
    items, topics, abilities, asked = _items(each=9), tuple(MANY), Abilities(MANY), list[str]()
    while not placement.is_enough(abilities, topics, len(asked)):
        item = placement.next_item(abilities, items, asked)
        assert item is not None
        asked.append(item.id)
        abilities.learn([Response(item, score, NOON)])
    assert len(asked) < placement.MOST_ITEMS


def test_placement_ends_at_twenty_whatever_is_known() -> None:
    assert placement.is_enough(Abilities(NEEDS), tuple(NEEDS), 20)
    assert not placement.is_enough(Abilities(NEEDS), tuple(NEEDS), 19)


def test_placement_runs_out_of_items_without_trouble() -> None:
    items = _items(each=1)
    assert placement.next_item(Abilities(MANY), items, list(items)) is None
    assert placement.next_item(Abilities(MANY), items, ["math-0", "gone"]) is not None


def test_what_an_estimate_means() -> None:
    middle = expected(Estimate(0.0, 1.0))
    assert middle.success == pytest.approx(0.5)
    assert middle.low < 0.5 < middle.high
    # One over the root of 1 + pi / 8 of the variance: what is known in closed form, to a good half percent.
    assert middle.give_or_take == pytest.approx(0.263, abs=0.005)
    assert middle.certainty is Certainty.HARDLY
    assert expected(Estimate(0.0, 0.5)).certainty is Certainty.ROUGHLY
    assert expected(Estimate(0.0, 0.25)).certainty is Certainty.WELL
    by_level = [expected(Estimate(0.3, 0.3), level).success for level in Level]
    assert by_level == sorted(by_level, reverse=True)
