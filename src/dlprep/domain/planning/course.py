"""What becomes of one item when it is reviewed on given days: the expected chance to know it later.

A review has two outcomes, and n reviews have 2^n. After each review the two are made one: the memory that
leaves exactly their expected chance on the day of the interview. One review is exact so, and more are close.
"""

from collections.abc import Sequence

from dlprep.domain.planning import fading
from dlprep.domain.planning.items import Item

State = tuple[float, float, float]
"""Stability, difficulty, and the day of the last review, counted from today: past days are negative."""


def state_of(item: Item) -> State | None:
    """The item's memory now; None when it was never met."""
    memory = item.memory
    return None if memory is None else (memory.stability, memory.difficulty, -memory.age)


def reviewed(state: State | None, prior: float, day: float, last_day: float) -> State:
    """The state after a review on `day`; `last_day`, later than `day`, is that of the interview."""
    left = last_day - day
    if state is None:
        chance = prior
        known, unknown = fading.STABILITY_KNOWN, fading.STABILITY_UNKNOWN
        difficulty = chance * fading.DIFFICULTY_KNOWN + (1 - chance) * fading.DIFFICULTY_UNKNOWN
    else:
        stability, before, last = state
        chance = fading.recall(stability, day - last)
        known = fading.stability_recalled(stability, before, chance)
        unknown = fading.stability_forgotten(stability, before, chance)
        difficulty = chance * fading.difficulty_recalled(before)
        difficulty += (1 - chance) * fading.difficulty_forgotten(before)
    expected = chance * fading.recall(known, left) + (1 - chance) * fading.recall(unknown, left)
    return fading.stability_for(expected, left), difficulty, day


def chance_on(state: State | None, prior: float, day: float) -> float:
    """The chance to know it on a day."""
    return prior if state is None else fading.recall(state[0], day - state[2])


def chance_after(item: Item, days: Sequence[int], last_day: int) -> float:
    """The chance to know it on `last_day` after reviews on `days`, which rise."""
    state = state_of(item)
    for day in days:
        state = reviewed(state, item.prior, day, last_day)
    return chance_on(state, item.prior, last_day)
