"""Plans: never worse than stopping, never worse for more time, valid again after any day."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.planning import course, fading
from dlprep.domain.planning.items import Item, Memory
from dlprep.domain.planning.plans import Plan, make_plan

TODAY = date(2026, 3, 14)
MEMORIES = st.builds(
    Memory, stability=st.floats(0.05, 300), difficulty=st.floats(1, 10), age=st.floats(0, 90)
)


def item(
    name: str,
    *,
    weight: float = 1.0,
    minutes: float = 1.0,
    memory: Memory | None = None,
    kind: CardKind = CardKind.QUESTION,
    lapses: int = 0,
) -> Item:
    return Item(CardKey(kind, name), "cnn", weight, minutes, 0.4, memory, lapses)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    raw = draw(
        st.lists(
            st.tuples(
                st.floats(0.01, 1),
                st.sampled_from([0.75, 1.5, 5.0, 14.0]),
                st.floats(0.05, 0.95),
                st.none() | MEMORIES,
                st.sampled_from(["cnn", "rnn"]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    total = sum(row[0] for row in raw)
    return [
        Item(CardKey(CardKind.QUESTION, f"q{place}"), topic, weight / total, minutes, prior, memory)
        for place, (weight, minutes, prior, memory, topic) in enumerate(raw)
    ]


def plan_of(held: list[Item], days: int, minutes: int) -> Plan:
    return make_plan(held, TODAY, TODAY + timedelta(days=days), minutes)


@given(held=items(), days=st.integers(1, 30), minutes=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_following_never_ends_below_stopping_and_no_day_is_too_long(
    held: list[Item], days: int, minutes: int
) -> None:
    plan = plan_of(held, days, minutes)
    assert plan.readiness.whole.following >= plan.readiness.whole.stopping - 1e-9
    assert len(plan.days) == days
    assert all(day.minutes <= minutes + 1e-6 for day in plan.days)
    for day in plan.days:
        assert len({task.key for task in day.tasks}) == len(day.tasks)


@given(held=items(), days=st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_more_minutes_never_plan_for_less(held: list[Item], days: int) -> None:
    planned = [plan_of(held, days, minutes).readiness.whole.following for minutes in range(5, 45, 5)]
    assert all(more >= less - 1e-9 for less, more in pairwise(planned))


@given(held=items(), days=st.integers(2, 20), minutes=st.integers(5, 30))
@settings(max_examples=40, deadline=None)
def test_a_missed_day_is_planned_around(held: list[Item], days: int, minutes: int) -> None:
    aged = [
        one
        if one.memory is None
        else Item(
            one.key,
            one.topic,
            one.weight,
            one.minutes,
            one.prior,
            Memory(one.memory.stability, one.memory.difficulty, one.memory.age + 1),
        )
        for one in held
    ]
    before = plan_of(held, days, minutes)
    after = make_plan(aged, TODAY + timedelta(days=1), TODAY + timedelta(days=days), minutes)
    assert after.readiness.whole.stopping == pytest.approx(before.readiness.whole.stopping)
    assert after.readiness.whole.following >= after.readiness.whole.stopping - 1e-9
    assert after.days_left == before.days_left - 1 == len(after.days)


@given(held=items(), days=st.integers(0, 20))
@settings(max_examples=40, deadline=None)
def test_the_parts_make_the_whole(held: list[Item], days: int) -> None:
    told = plan_of(held, days, 10)
    whole = told.readiness.whole
    assert whole.now == pytest.approx(whole.coverage * whole.recall + (1 - whole.coverage) * whole.guess)
    for part in ("now", "stopping", "following", "coverage"):
        summed = sum(one.standing.weight * getattr(one.standing, part) for one in told.readiness.topics)
        assert getattr(whole, part) == pytest.approx(summed)
    assert told.trajectory[0].following == pytest.approx(whole.now)
    assert told.trajectory[-1].following == pytest.approx(whole.following)
    assert told.trajectory[-1].stopping == pytest.approx(whole.stopping)
    gained = [task.gain for day in told.days for task in day.tasks]
    assert all(gain > -1e-9 for gain in gained)


@pytest.mark.parametrize("days", [0, -3])
def test_on_the_day_and_after_it_there_is_nothing_left_to_plan(days: int) -> None:
    plan = plan_of([item("a")], days, 20)
    assert plan.days == ()
    assert plan.readiness.whole.following == plan.readiness.whole.now == 0.4


def test_what_was_reviewed_today_waits_for_another_day() -> None:
    fresh = item("a", memory=Memory(0.5, 5, 0.1))
    plan = plan_of([fresh], 5, 20)
    assert plan.days[0].tasks == ()
    assert any(day.tasks for day in plan.days[1:])


def test_what_was_done_today_takes_its_part_of_the_day() -> None:
    done = [item(f"d{place}", memory=Memory(2.0, 5, 0)) for place in range(7)]
    left = [item(f"q{place}") for place in range(30)]
    plan = plan_of([*done, *left], 5, 10)
    assert plan.spent == 7
    assert plan.days[0].minutes == 3
    assert plan.days[1].minutes == 10
    assert plan_of(done, 5, 5).days[0].tasks == ()


def test_one_review_is_the_exact_mean_of_its_two_outcomes() -> None:
    known = item("a", memory=Memory(8.0, 6.0, 10.0))
    chance = fading.recall(8.0, 12)
    expected = chance * fading.recall(fading.stability_recalled(8.0, 6.0, chance), 18) + (
        1 - chance
    ) * fading.recall(fading.stability_forgotten(8.0, 6.0, chance), 18)
    assert course.chance_after(known, [2], 20) == pytest.approx(expected)


def test_reviews_made_one_come_near_the_mean_of_all_their_outcomes() -> None:
    held = item("a", memory=Memory(3.0, 5.5, 4.0))
    days, last_day = (1, 6, 15), 25

    def exact(state: tuple[float, float, float], ahead: tuple[int, ...]) -> float:
        stability, difficulty, last = state
        if not ahead:
            return fading.recall(stability, last_day - last)
        chance = fading.recall(stability, ahead[0] - last)
        known = (
            fading.stability_recalled(stability, difficulty, chance),
            fading.difficulty_recalled(difficulty),
            ahead[0],
        )
        unknown = (
            fading.stability_forgotten(stability, difficulty, chance),
            fading.difficulty_forgotten(difficulty),
            ahead[0],
        )
        return chance * exact(known, ahead[1:]) + (1 - chance) * exact(unknown, ahead[1:])

    assert course.chance_after(held, days, last_day) == pytest.approx(exact((3.0, 5.5, -4.0), days), abs=0.02)


def test_a_greedy_plan_of_a_small_case_is_near_the_best_there_is() -> None:
    held = [item(name, weight=0.5, memory=Memory(1.0 + place, 5, 3)) for place, name in enumerate("ab")]
    best = max(
        sum(
            0.5 * course.chance_after(one, [day for day, who in enumerate(days) if who == place], 6)
            for place, one in enumerate(held)
        )
        for days in product((0, 1), repeat=6)
    )
    assert plan_of(held, 6, 1).readiness.whole.following >= best - 0.01


def test_a_challenge_comes_in_the_place_of_what_adds_less() -> None:
    challenge = item("c", weight=0.9, minutes=15, kind=CardKind.CHALLENGE)
    small = [item(f"q{place}", weight=0.1 / 20, minutes=1) for place in range(20)]
    plan = plan_of([*small, challenge], 3, 20)
    assert any(day.of(CardKind.CHALLENGE) for day in plan.days)
    assert not plan_of([*small, challenge], 3, 14).days[0].of(CardKind.CHALLENGE)


def test_tasks_tell_why_they_are_there() -> None:
    plan = plan_of([item("new"), item("old", memory=Memory(0.3, 9, 9), lapses=5)], 1, 20)
    reasons = {task.key.id: str(task.reason) for task in plan.days[0].tasks}
    assert reasons["new"].startswith("New. Right on the day: ")
    assert reasons["old"].startswith("Forgotten 5 times. Recall ")
