"""What a plan towards a date is worth: learners with FSRS memory study by it, in plain FSRS order, at random.

Every learner has true memory parameters, drawn around the defaults, which no scheduler sees: all three see
the answers, and keep cards by the defaults as py-fsrs does. The learner has the same 300 items, a third of
them met before, the same minutes, and misses the same days. What counts is the true chance to know each item
on the morning of the date, over all items. Plain FSRS order takes what is due, the longest overdue first,
then new items, and when nothing of either is left, what will be due next.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.planning import fading
from dlprep.domain.planning.filling import fill
from dlprep.domain.planning.items import Item, Memory
from dlprep.domain.planning.plans import make_plan

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20261127
LEARNERS = 20
ITEMS = 300
DAYS = 40
MINUTES = 25
MISSED = 0.2
_SPREAD = 0.25
"""Standard deviation of the logarithm of a learner's true parameters around the defaults."""
_COSTS = (0.75, 1.0, 1.5)
_BEFORE = 1 / 3
_PRIOR = 1 / 3
"""Mean chance to know an item that was never met; learners differ, and no scheduler sees by how much."""
_BANK_ITEMS, _BANK_DAYS = 1000, 60
_RESAMPLES = 2000


@dataclass(slots=True)
class _Thing:
    """One item: what the schedulers see of it, and the truth."""

    place: int
    cost: float
    knows: bool
    """Before it was ever met."""
    seen: tuple[float, float, float] | None = None
    """Stability, difficulty and day of the last review, by the defaults."""
    true: tuple[float, float, float] | None = None


@dataclass(slots=True)
class _Learner:
    """A learner whose memory follows FSRS with parameters of their own."""

    chance: random.Random
    grows: float
    """How much faster than by the defaults stability grows."""
    lasts: float
    """How much longer than by the defaults a first memory lasts."""
    relearns: float
    things: list[_Thing] = field(default_factory=list)

    def knows_on(self, thing: _Thing, day: float) -> float:
        if thing.true is None:
            return float(thing.knows)
        return fading.recall(thing.true[0], day - thing.true[2])

    def answer(self, thing: _Thing, day: float) -> None:
        """One review: it comes out by the truth, and both the truth and what is seen move on."""
        is_right = self.chance.random() < self.knows_on(thing, day)
        thing.seen = _after(thing.seen, day, is_right=is_right)
        thing.true = _after(
            thing.true, day, is_right=is_right, grows=self.grows, lasts=self.lasts, relearns=self.relearns
        )


def _after(
    state: tuple[float, float, float] | None,
    day: float,
    *,
    is_right: bool,
    grows: float = 1.0,
    lasts: float = 1.0,
    relearns: float = 1.0,
) -> tuple[float, float, float]:
    if state is None:
        first = fading.STABILITY_KNOWN if is_right else fading.STABILITY_UNKNOWN
        return lasts * first, fading.DIFFICULTY_KNOWN if is_right else fading.DIFFICULTY_UNKNOWN, day
    stability, difficulty, last = state
    chance = fading.recall(stability, day - last)
    if is_right:
        grown = fading.stability_recalled(stability, difficulty, chance)
        return stability + grows * (grown - stability), fading.difficulty_recalled(difficulty), day
    forgotten = min(stability, relearns * fading.stability_forgotten(stability, difficulty, chance))
    return forgotten, fading.difficulty_forgotten(difficulty), day


def _learner(seed: int) -> _Learner:
    chance = random.Random(seed)  # noqa: S311 - a simulation
    grows, lasts, relearns = (chance.lognormvariate(0, _SPREAD) for _ in range(3))
    learner = _Learner(chance, grows, lasts, relearns)
    ability = chance.betavariate(12 * _PRIOR, 12 * (1 - _PRIOR))
    for place in range(ITEMS):
        thing = _Thing(place, chance.choice(_COSTS), chance.random() < ability)
        learner.things.append(thing)
        if chance.random() < _BEFORE:
            for day in sorted(chance.sample(range(-60, 0), chance.randint(1, 3))):
                learner.answer(thing, day)
    return learner


def _by_plan(things: list[_Thing], day: int, _: random.Random) -> list[_Thing]:
    items = [
        Item(
            CardKey(CardKind.QUESTION, str(thing.place)),
            "all",
            1 / len(things),
            thing.cost,
            _PRIOR,
            None if thing.seen is None else Memory(thing.seen[0], thing.seen[1], day - thing.seen[2]),
        )
        for thing in things
    ]
    planned = fill(items, DAYS - day, MINUTES)
    return [thing for thing, days in zip(things, planned, strict=True) if 0 in days]


def _by_due_date(things: list[_Thing], day: int, _: random.Random) -> list[_Thing]:
    """Due things by their date, then new ones, then those due next; desired retention is 90 percent."""
    met = [
        (thing.seen[2] + max(1, round(thing.seen[0])), thing) for thing in things if thing.seen is not None
    ]
    met.sort(key=lambda one: (one[0], one[1].place))
    due = [thing for at, thing in met if at <= day]
    later = [thing for at, thing in met if at > day]
    return [*due, *(thing for thing in things if thing.seen is None), *later]


def _at_random(things: list[_Thing], _: int, chance: random.Random) -> list[_Thing]:
    return chance.sample(things, len(things))


def _true_recall(order: Callable[[list[_Thing], int, random.Random], list[_Thing]], seed: int) -> float:
    """Mean true chance to know an item on the morning of the date, after studying by `order`."""
    learner = _learner(seed)
    missing, ordering = random.Random(seed + 1), random.Random(seed + 2)  # noqa: S311
    for day in range(DAYS):
        if missing.random() < MISSED:
            continue
        left = float(MINUTES)
        for thing in order(learner.things, day, ordering):
            if thing.cost <= left:
                left -= thing.cost
                learner.answer(thing, day)
    return statistics.fmean(learner.knows_on(thing, DAYS) for thing in learner.things)


def measure(learners: int = LEARNERS) -> list[Figure]:
    """What a plan takes to make; true recall on the day by each order, and what the plan gains."""
    return [_making(), *_recalling(learners)]


def _making() -> Figure:
    """The whole plan of a full bank, every task with its reason."""
    chance = random.Random(SEED)  # noqa: S311 - a simulation
    items = [
        Item(
            CardKey(CardKind.QUESTION, str(place)),
            f"topic-{place % 28}",
            1 / _BANK_ITEMS,
            chance.choice(_COSTS),
            _PRIOR,
            Memory(chance.lognormvariate(2, 1), chance.uniform(2, 9), chance.uniform(0, 30))
            if chance.random() < 0.5
            else None,
        )
        for place in range(_BANK_ITEMS)
    ]
    today = date(2026, 3, 14)
    began = time.process_time()
    make_plan(items, today, today + timedelta(days=_BANK_DAYS), MINUTES)
    taken = time.process_time() - began
    return Figure(f"a plan of {_BANK_ITEMS} items over {_BANK_DAYS} days, processor time", taken, "s", 1.0)


def _recalling(learners: int) -> list[Figure]:
    """Means over learners, and the gains with intervals by resampling them."""
    seeds = [SEED + 10 * number for number in range(learners)]
    plan, due, luck = (
        [_true_recall(order, seed) for seed in seeds] for order in (_by_plan, _by_due_date, _at_random)
    )
    what = (
        f"seed {SEED}, {learners} learners, {ITEMS} items, {DAYS} days of {MINUTES} min, {MISSED:.0%} missed"
    )
    return [
        Figure(f"  true recall on the day by our plan, {what}", 100 * statistics.fmean(plan), "%"),
        Figure("  true recall on the day in plain FSRS order", 100 * statistics.fmean(due), "%"),
        Figure("  true recall on the day in random order", 100 * statistics.fmean(luck), "%"),
        *_gained("plain FSRS order", plan, due),
        *_gained("random order", plan, luck),
    ]


def _gained(other: str, ours: list[float], theirs: list[float]) -> list[Figure]:
    gains = [100 * (one - two) for one, two in zip(ours, theirs, strict=True)]
    chance = random.Random(SEED)  # noqa: S311
    means = sorted(statistics.fmean(chance.choices(gains, k=len(gains))) for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES)]
    return [
        Figure(f"  gain over {other}, points, mean", statistics.fmean(gains), "%"),
        Figure(f"  gain over {other}, points, upper end of 95 %", high, "%"),
        Figure(f"  gain over {other}, points, lower end of 95 %", low, "%"),
        Figure(f"loss against {other}, points, upper end of 95 %", -low, "%", 0.0),
    ]
