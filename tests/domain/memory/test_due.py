"""The queue of a day and the forecast, over cards made for the purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.memory.cards import Card, CardKey, CardKind
from dlprep.domain.memory.due import DueQueue, Limits, Newcomer, Reason, Signals, due_queue
from dlprep.domain.memory.forecast import forecast, mean_recall
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.schedule import Remembered, retrievability
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2026, 3, 14, 12, tzinfo=UTC)
TODAY = AT.date()


def key(name: str, kind: CardKind = CardKind.QUESTION) -> CardKey:
    return CardKey(kind, name)


def state(
    name: str, *, ago: int = 10, stability: float = 10.0, lapses: int = 0, wrong: bool = False
) -> Remembered:
    """A card reviewed some days ago, due after its stability in days."""
    last = AT - timedelta(days=ago)
    card = Card(key(name), stability, 5.0, last, last + timedelta(days=max(1, round(stability))), 3, lapses)
    return Remembered(card, last.date() - timedelta(days=1), last.date(), Rating.GOOD, wrong)


def names(cards: list[Remembered], signals: Signals | None = None, limits: Limits | None = None) -> list[str]:
    queue = due_queue(cards, signals or Signals(), at=AT, today=TODAY, limits=limits or Limits())
    return [item.key.id for item in queue.items]


def new(*ids: str) -> list[Newcomer]:
    return [Newcomer(key(one), message("its turn")) for one in ids]


def test_what_is_new_is_not_even_looked_at_while_reviews_wait() -> None:
    looked_at = []

    def counted() -> Iterator[Newcomer]:
        for one in new("new"):
            looked_at.append(one)
            yield one

    waiting = [state("one"), state("two")]
    queue = due_queue(waiting, Signals(), at=AT, today=TODAY, limits=Limits(reviews=1), newcomers=counted())
    assert queue.later == 1
    none_new = Limits(new=0)
    assert due_queue([], Signals(), at=AT, today=TODAY, limits=none_new, newcomers=counted()).items == ()
    assert not looked_at


def test_what_is_new_says_why_its_turn_has_come() -> None:
    (item,) = due_queue([], Signals(), at=AT, today=TODAY, newcomers=new("one")).items
    assert (item.reason, str(item.why)) == (Reason.NEW, "its turn")


def test_what_is_due_today_or_before_comes_and_nothing_else() -> None:
    queue = due_queue(
        [state("today"), state("late", ago=13), state("not-yet", ago=9)], Signals(), at=AT, today=TODAY
    )
    assert {item.key.id: item.overdue_days for item in queue.items} == {"today": 0, "late": 3}
    words = {item.key.id: str(item.why) for item in queue.items}
    assert words["today"] == "Due today; you would recall it with 90%."
    assert words["late"].startswith("Due since 3 days; you would recall it with 8")


def test_the_urgent_comes_first_with_its_reason() -> None:
    why = message("so")
    cards = [
        state("plain"),
        state("leech", lapses=4),
        state("sure", wrong=True),
        state("pulled", ago=1),
        state("study", ago=1),
    ]
    signals = Signals(studies={key("study"): why, key("new-study"): why}, pulled={key("pulled"): why})
    queue = due_queue(cards, signals, at=AT, today=TODAY, newcomers=new("study", "new-study", "new"))
    assert [(item.key.id, item.reason) for item in queue.items] == [
        ("study", Reason.STUDY),
        ("sure", Reason.CONFIDENTLY_WRONG),
        ("pulled", Reason.SAME_CONCEPT),
        ("leech", Reason.LEECH),
        ("plain", Reason.DUE),
        ("new-study", Reason.STUDY),
        ("new", Reason.NEW),
    ]
    assert [item.key.id for item in queue.items if item.is_leech] == ["leech"]
    assert all(str(item.why) for item in queue.items)


def test_being_wrong_and_sure_waits_for_its_day() -> None:
    assert names([state("sure", ago=1, wrong=True)]) == []


def test_a_backlog_saves_first_what_can_be_saved() -> None:
    """Long forgotten is cheap to leave; what is about to be forgotten is not."""
    forgotten, fading = state("forgotten", ago=200, stability=1.0), state("fading", ago=3, stability=2.0)
    assert names([forgotten, fading]) == ["fading", "forgotten"]
    assert names([forgotten, fading], limits=Limits(reviews=1)) == ["fading"]


def test_weight_counts() -> None:
    cards = [state("light"), state("heavy")]
    queue = due_queue(
        cards, Signals(), at=AT, today=TODAY, weight=lambda one: 2.0 if one.id == "heavy" else 1.0
    )
    assert [item.key.id for item in queue.items] == ["heavy", "light"]


def test_limits_count_what_was_done_today() -> None:
    done = [replace(state(f"done-{n}", ago=0), first_day=TODAY - timedelta(days=9)) for n in range(3)]
    begun = [replace(state(f"begun-{n}", ago=0), first_day=TODAY) for n in range(2)]
    waiting = [state(f"due-{n}") for n in range(4)]
    cards = [*done, *begun, *waiting]

    def asked(limits: Limits) -> DueQueue:
        fresh = new(*(f"new-{n}" for n in range(9)))
        return due_queue(cards, Signals(), at=AT, today=TODAY, limits=limits, newcomers=fresh)

    queue = asked(Limits(reviews=5, new=4))
    assert (len(queue.items), queue.later, queue.reviewed_today, queue.new_today) == (2, 2, 3, 2)
    roomy = asked(Limits(reviews=7, new=4))
    assert [item.key.id for item in roomy.items if item.reason is Reason.NEW] == ["new-0", "new-1"]


def test_a_day_takes_few_leeches() -> None:
    leeches = [state(f"leech-{n}", lapses=9) for n in range(8)]
    queue = due_queue(leeches, Signals(), at=AT, today=TODAY)
    assert (len(queue.items), queue.later) == (5, 3)


states = st.builds(
    state,
    st.text("abcdef", min_size=3, max_size=6),
    ago=st.integers(0, 400),
    stability=st.floats(0.01, 3_000),
    lapses=st.integers(0, 8),
    wrong=st.booleans(),
)


@given(st.lists(states, max_size=30, unique_by=lambda one: one.key), st.integers(0, 12), st.integers(0, 5))
def test_any_queue_is_within_its_limits_and_loses_nothing(
    cards: list[Remembered], most: int, most_new: int
) -> None:
    limits = Limits(reviews=most, new=most_new)
    queue = due_queue(cards, Signals(), at=AT, today=TODAY, limits=limits, newcomers=new("xyz"))
    due = {one.key for one in cards if one.due_day <= TODAY}
    asked = [item.key for item in queue.items if item.reason is not Reason.NEW]
    assert len(set(asked)) == len(asked) == queue.reviews <= most
    assert set(asked) <= due
    assert len(asked) + queue.later == len(due)
    if queue.later:
        assert queue.reviews == len(queue.items)


@given(st.lists(states, max_size=12, unique_by=lambda one: one.key))
def test_the_forecast_counts_every_card_that_comes_due(cards: list[Remembered]) -> None:
    ahead = forecast(cards, at=AT, today=TODAY)
    assert len(ahead.days) == 30
    assert sum(one.due for one in ahead.days) == sum(
        one.due_day < TODAY + timedelta(days=30) for one in cards
    )
    recalls = [one.recall for one in ahead.days]
    assert all(earlier is None or later is None or later < earlier for earlier, later in pairwise(recalls))
    assert ahead.recall_today == mean_recall(cards, AT)


def test_recall_is_the_mean() -> None:
    cards = [state("one"), state("two", ago=40)]
    assert mean_recall(cards, AT) == pytest.approx(sum(retrievability(one.card, AT) for one in cards) / 2)
    assert mean_recall([], AT) is None
