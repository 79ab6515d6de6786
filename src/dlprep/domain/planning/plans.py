"""A plan towards an interview: days with their tasks, each with what it adds and why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, message
from dlprep.domain.planning import course
from dlprep.domain.planning.filling import fill, spent_today
from dlprep.domain.planning.readiness import Readiness, readiness, trajectory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.memory.cards import CardKey, CardKind
    from dlprep.domain.planning.items import Item
    from dlprep.domain.planning.likely import Likely

_OFTEN_FORGOTTEN = 4
"""Lapses from which an item is called one that will not stay."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do on one day."""

    key: CardKey
    topic: str
    minutes: float
    is_new: bool
    """True when it was never answered before."""
    chance: float
    """To get it right on that day."""
    without: float
    """To get it right in the interview, without this task."""
    following: float
    """The same with it."""
    gain: float
    """What it adds to readiness on the day, 0 to 1."""
    reason: Message


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What to do on one day."""

    day: date
    tasks: tuple[Task, ...]
    """What adds most first."""

    @property
    def minutes(self) -> float:
        """What all of it takes."""
        return sum(task.minutes for task in self.tasks)

    def of(self, kind: CardKind) -> tuple[Task, ...]:
        """The tasks of one kind."""
        return tuple(task for task in self.tasks if task.key.kind is kind)

    @property
    def new(self) -> int:
        """Tasks that were never answered before."""
        return sum(task.is_new for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Morning:
    """Expected readiness on one morning."""

    day: date
    following: float
    stopping: float


@dataclass(frozen=True, slots=True)
class Plan:
    """From today to the interview."""

    today: date
    interview: date
    minutes: int
    """A day."""
    spent: float
    """Minutes of today that were used already, as far as answers tell."""
    readiness: Readiness
    days: tuple[PlannedDay, ...]
    """Today first; none on the day of the interview itself."""
    trajectory: tuple[Morning, ...]
    """Every morning from today to that of the interview."""
    likely: Likely | None = None
    """Between what readiness is today; None where only the items are known."""

    @property
    def days_left(self) -> int:
        """Days until the interview."""
        return (self.interview - self.today).days


def make_plan(items: Sequence[Item], today: date, interview: date, minutes: int) -> Plan:
    """Plans every day so that readiness on the day of the interview is as high as so many minutes allow.

    What was done, missed or forgotten is in the items: planning again is all that a missed day needs.
    """
    days = max(0, (interview - today).days)
    filled = fill(items, days, minutes)
    return Plan(
        today=today,
        interview=interview,
        minutes=minutes,
        spent=spent_today(items),
        readiness=readiness(items, filled, days),
        days=tuple(_day(items, filled, day, today, days) for day in range(days)),
        trajectory=tuple(
            Morning(today + timedelta(days=day), following, stopping)
            for day, (following, stopping) in enumerate(trajectory(items, filled, days))
        ),
    )


def _day(
    items: Sequence[Item], filled: Sequence[Sequence[int]], day: int, today: date, last_day: int
) -> PlannedDay:
    tasks = [
        _task(item, planned, day, last_day)
        for item, planned in zip(items, filled, strict=True)
        if day in planned
    ]
    tasks.sort(key=lambda task: (-task.gain / task.minutes, str(task.key)))
    return PlannedDay(today + timedelta(days=day), tuple(tasks))


def _task(item: Item, planned: Sequence[int], day: int, last_day: int) -> Task:
    state = course.state_of(item)
    earlier = [one for one in planned if one < day]
    for one in earlier:
        state = course.reviewed(state, item.prior, one, last_day)
    chance = course.chance_on(state, item.prior, day)
    following = course.chance_after(item, planned, last_day)
    without = course.chance_after(item, [one for one in planned if one != day], last_day)
    return Task(
        key=item.key,
        topic=item.topic,
        minutes=item.minutes,
        is_new=item.memory is None and not earlier,
        chance=chance,
        without=without,
        following=following,
        gain=item.weight * (following - without),
        reason=_reason(item, chance, without, following, is_new=item.memory is None and not earlier),
    )


def _reason(item: Item, chance: float, without: float, following: float, *, is_new: bool) -> Message:
    figures = {"now": _percent(chance), "without": _percent(without), "following": _percent(following)}
    if is_new:
        return message(
            "New. Right on the day: {following}% with it, {without}% without.",
            following=figures["following"],
            without=figures["without"],
        )
    if item.lapses >= _OFTEN_FORGOTTEN:
        return message(
            "Forgotten {times} times. Recall {now}%; on the day {following}% with it, {without}% without.",
            times=item.lapses,
            **figures,
        )
    return message("Recall {now}%; on the day {following}% with it, {without}% without.", **figures)


def _percent(share: float) -> int:
    return round(100 * share)
