"""The order of what is new: what it builds on, turns, and how hard it is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import islice

from hypothesis import given
from hypothesis import strategies as some

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.beginning import STANDS, beginnings
from dlprep.domain.ability.expectations import expected
from dlprep.domain.ability.items import Item, Response, item_at
from dlprep.domain.practice import TARGET_SUCCESS
from dlprep.domain.questions import Level

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
NEEDS: dict[str, tuple[str, ...]] = {"cnn": ("nets", "gone"), "nets": ("math",), "math": (), "career": ()}


def held(*topics: str) -> list[Item]:
    return [item_at(level, f"{topic}-{level.value}", (topic,)) for topic in topics for level in Level]


def after(topic: str, score: float, count: int = 12) -> Abilities:
    abilities = Abilities(NEEDS)
    abilities.learn(
        Response(item_at(Level.MID, f"{topic}-{number}", (topic,)), score, NOON) for number in range(count)
    )
    return abilities


def topics(abilities: Abilities, items: list[Item], met: Counter[str] | None = None) -> list[str]:
    return [one.topic for one in beginnings(abilities, items, met or Counter())]


def test_before_any_answer_what_needs_nothing_comes_first_in_turn() -> None:
    found = topics(Abilities(NEEDS), held("cnn", "nets", "math", "career"))
    assert found[:6] == ["math", "career"] * 3
    assert set(found[6:]) == {"cnn", "nets"}


def test_what_builds_on_something_comes_once_that_stands() -> None:
    able = after("math", 1.0)
    assert expected(able.estimate("math")).success >= STANDS
    found = list(beginnings(able, held("nets"), Counter()))
    assert [one.missing for one in found] == [()] * 3
    unable = list(beginnings(after("math", 0.0), held("nets"), Counter()))
    assert [one.missing for one in unable] == [("math",)] * 3
    assert len(unable) == 3  # late, and not never


def test_within_a_topic_the_level_follows_the_learner() -> None:
    def first(score: float) -> str:
        return next(beginnings(after("math", score), held("math"), Counter())).item.id

    assert first(1.0) == "math-senior"
    assert first(0.0) == "math-junior"
    chances = [one.success for one in beginnings(Abilities(NEEDS), held("math"), Counter())]
    assert chances == sorted(chances, key=lambda one: abs(one - TARGET_SUCCESS))


def test_a_topic_met_often_waits_for_the_others() -> None:
    found = topics(Abilities(NEEDS), held("math", "career"), Counter({"math": 5}))
    assert found[:3] == ["career"] * 3


@given(some.lists(some.sampled_from(sorted(NEEDS)), unique=True), some.integers(0, 14))
def test_everything_comes_once_and_the_beginning_is_the_same_however_much_is_taken(
    names: list[str], count: int
) -> None:
    items = held(*names)
    whole = list(beginnings(Abilities(NEEDS), items, Counter()))
    assert sorted(one.item.id for one in whole) == sorted(item.id for item in items)
    assert list(islice(beginnings(Abilities(NEEDS), items, Counter()), count)) == whole[:count]
