"""Abilities over topics: what an answer moves, and what neither order nor time may do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.curves import Curve, moments_after
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.items import Item, Response, guessing_floor, item_at, item_of
from dlprep.domain.ability.prior import prior_covariance
from dlprep.domain.questions import Level
from factory import question

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
NEEDS: dict[str, tuple[str, ...]] = {"math": (), "nets": ("math",), "cnn": ("nets",), "career": ()}
TOPICS = some.sampled_from(sorted(NEEDS))
RESPONSES = some.builds(
    lambda topic, level, number, score: Response(item_at(level, f"{topic}-{number}", (topic,)), score, NOON),
    TOPICS,
    some.sampled_from(Level),
    some.integers(0, 50),
    some.sampled_from([0.0, 0.5, 1.0]),
)


def _after(*responses: Response) -> Abilities:
    abilities = Abilities(NEEDS)
    abilities.learn(responses)
    return abilities


def _answer(
    topic: str = "nets", score: float = 1.0, *, item_id: str = "one", at: datetime = NOON
) -> Response:
    return Response(item_at(Level.MID, item_id, (topic,)), score, at)


def test_the_prior_is_one_logit_wide_and_linked_topics_go_together() -> None:
    covariance = prior_covariance(NEEDS)
    place = list(NEEDS).index
    assert [row[at] for at, row in enumerate(covariance)] == pytest.approx([1.0] * len(NEEDS))
    assert covariance[place("nets")][place("cnn")] > covariance[place("math")][place("cnn")]
    assert covariance[place("math")][place("cnn")] > covariance[place("career")][place("cnn")] > 0
    assert all(
        one == pytest.approx(covariance[b][a]) for a, r in enumerate(covariance) for b, one in enumerate(r)
    )


def test_needs_that_no_topic_has_and_loops_are_no_trouble() -> None:
    abilities = Abilities({"a": ("b", "gone"), "b": ("a", "b")})
    assert abilities.estimate("a").deviation == pytest.approx(1.0)


def test_one_topic_is_the_plain_update_of_one_number() -> None:
    item = Item("one", ("nets",), Estimate(0.5, 0.0), Curve(1.3))
    abilities = Abilities({"nets": ()})
    abilities.learn([Response(item, 1.0, NOON)])
    plain = moments_after(Estimate(-0.5, 1.0), Curve(1.3), 1.0)
    assert abilities.estimate("nets").mean == pytest.approx(plain.mean + 0.5)
    assert abilities.estimate("nets").deviation == pytest.approx(plain.deviation)


def test_an_answer_moves_its_topic_most_then_its_neighbours_then_the_rest() -> None:
    for score, sign in ((1.0, 1), (0.0, -1)):
        moved = {topic: sign * each.mean for topic, each in _after(_answer(score=score)).estimates().items()}
        assert moved["nets"] > moved["cnn"] > moved["career"] > 0
        assert moved["nets"] > moved["math"] > moved["career"]


def test_an_item_over_two_topics_moves_both() -> None:
    abilities = Abilities(NEEDS)
    abilities.learn([Response(item_at(Level.MID, "task", ("cnn", "career")), 0.0, NOON)])
    found = abilities.estimates()
    assert found["cnn"].mean < found["math"].mean < 0
    assert found["career"].mean < found["math"].mean


def test_a_topic_that_is_gone_moves_nothing() -> None:
    abilities = _after(_answer("gone"))
    assert abilities.estimates() == Abilities(NEEDS).estimates()
    assert abilities.overall(["gone"]) == Estimate(0.0, 1.0)
    assert abilities.distance(item_at(Level.SENIOR, "one", ("gone",))).mean == -1.0


def test_a_harder_item_says_more_when_right_and_less_when_wrong() -> None:
    def mean(level: Level, score: float) -> float:
        return _after(Response(item_at(level, "one", ("nets",)), score, NOON)).estimate("nets").mean

    assert mean(Level.SENIOR, 1.0) > mean(Level.MID, 1.0) > mean(Level.JUNIOR, 1.0) > 0
    assert mean(Level.JUNIOR, 0.0) < mean(Level.MID, 0.0) < mean(Level.SENIOR, 0.0) < 0


def test_an_item_learns_its_difficulty() -> None:
    item = item_at(Level.MID, "one", ("nets",))
    missed = _after(*[_answer(score=0.0)] * 3)
    assert missed.difficulty(item).mean > item.difficulty.mean
    assert missed.difficulty(item).deviation < item.difficulty.deviation
    assert _after(_answer(score=1.0)).difficulty(item).mean < item.difficulty.mean


def test_the_same_item_again_tells_less_than_another() -> None:
    again = _after(*[_answer(item_id="one")] * 4).estimate("nets")
    others = _after(*[_answer(item_id=str(number)) for number in range(4)]).estimate("nets")
    assert 0 < again.mean < others.mean
    assert again.deviation > others.deviation


@given(some.lists(RESPONSES, max_size=12), RESPONSES)
def test_no_answer_widens_any_topic_and_right_ones_lower_none(before: list[Response], last: Response) -> None:
    abilities = _after(*before)
    old = abilities.estimates()
    abilities.learn([last])
    for topic, new in abilities.estimates().items():
        assert new.deviation <= old[topic].deviation + 1e-9
        if last.score == 1.0:
            assert new.mean >= old[topic].mean - 1e-9
        if last.score == 0.0:
            assert new.mean <= old[topic].mean + 1e-9


@given(some.lists(RESPONSES, min_size=2, max_size=10, unique_by=lambda one: one.item.id), some.randoms())
def test_the_order_of_answers_hardly_matters(responses: list[Response], chance: object) -> None:
    shuffled = list(responses)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = _after(*responses).estimates(), _after(*shuffled).estimates()
    for topic in NEEDS:
        assert one[topic].mean == pytest.approx(other[topic].mean, abs=0.08)
        assert one[topic].deviation == pytest.approx(other[topic].deviation, abs=0.05)


def test_time_makes_evidence_fade_and_moves_no_mean() -> None:
    abilities = _after(*[_answer(item_id=str(number)) for number in range(10)])
    fresh, widths = abilities.estimate("nets"), []
    for days in (0, 1, 30, 365, 3650):
        abilities.pass_time(NOON + timedelta(days=days))
        assert abilities.estimate("nets").mean == fresh.mean
        widths.append(abilities.estimate("nets").deviation)
    assert widths[0] == fresh.deviation
    assert all(earlier < later for earlier, later in pairwise(widths))
    assert widths[-1] == pytest.approx(1.0, abs=1e-6)


def test_days_add_up_and_a_clock_set_back_is_no_trouble() -> None:
    by_day, at_once = _after(_answer()), _after(_answer())
    for days in (1, 2, 1, 0, 3, 4):
        by_day.pass_time(NOON + timedelta(days=days))
    at_once.pass_time(NOON + timedelta(days=4))
    assert by_day.estimate("nets").deviation == pytest.approx(at_once.estimate("nets").deviation)


def test_scores_outside_are_taken_for_the_nearest() -> None:
    assert _after(_answer(score=1.7)).estimates() == _after(_answer(score=1.0)).estimates()


def test_the_mean_over_topics_is_surer_than_each() -> None:
    abilities = _after(_answer("math"), _answer("cnn", item_id="two"))
    assert abilities.overall(NEEDS).deviation < min(one.deviation for one in abilities.estimates().values())
    assert abilities.overall(["math"]).mean == pytest.approx(abilities.estimate("math").mean)


@pytest.mark.parametrize(
    ("kind", "floor"),
    [("single", 1 / 3), ("tf-reason", (1 / 2 + 1 / 3) / 2), ("numeric", 0.0), ("multi", 0.0), ("open", 0.0)],
)
def test_what_a_guess_earns(kind: str, floor: float) -> None:
    authored = question(kind)
    if kind == "single":
        floor = 1 / len(authored.options)
    assert guessing_floor(authored) == pytest.approx(floor)
    assert item_of(authored).topics == (authored.topic,)
