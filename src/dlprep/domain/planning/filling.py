"""Which item comes on which day: days are filled greedily by what a minute adds to the day of the interview.

The minutes of a day are filled in layers of five. A plan with more goes on from the plan with five less, and
takes only what adds something: more time never makes a plan worse, nor is following worse than stopping. What
takes longer than a layer, such as a challenge, comes in the place of what adds less on its day.
"""

from bisect import insort
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from zlib import crc32

from dlprep.domain.planning import course
from dlprep.domain.planning.items import Item

LAYER_MINUTES = 5
_LOOKED_AT = 6_000
"""Reviews that are weighed at first; many items on many days are looked at on fewer days each."""
_FEWEST_DAYS, _MOST_DAYS = 6, 40
_MOST_REVIEWS = 8
"""Of one item: what is known after so many gains next to nothing from another."""
_SPACED = 0.6
"""Days from one review of an item to the next, at least: two on one day are one."""
_NOTHING = 1e-12


class _Choices:
    """One item, the days that are looked at for it, and what a review on each would add."""

    __slots__ = ("cost", "days", "gains", "item", "last_day", "planned", "value")

    def __init__(self, item: Item, days: Sequence[int], last_day: int) -> None:
        self.item, self.last_day = item, last_day
        age = 0.0 if item.memory is None else item.memory.age
        self.days = [day for day in days if item.memory is None or day + age >= _SPACED]
        self.cost = item.minutes
        self.planned: list[int] = []
        self.value = course.chance_after(item, (), last_day)
        self.gains: list[float] = []
        self._weigh()

    def _weigh(self) -> None:
        """What one more review on each day adds to the day, per minute; nothing where one is planned."""
        item, last_day, planned = self.item, self.last_day, self.planned
        share = item.weight / self.cost
        self.gains = []
        state, place = course.state_of(item), 0
        for day in self.days:
            while place < len(planned) and planned[place] < day:
                state = course.reviewed(state, item.prior, planned[place], last_day)
                place += 1
            if place < len(planned) and planned[place] == day:
                self.gains.append(0.0)
                continue
            after = course.reviewed(state, item.prior, day, last_day)
            for later in planned[place:]:
                after = course.reviewed(after, item.prior, later, last_day)
            self.gains.append(share * (course.chance_on(after, item.prior, last_day) - self.value))

    def add(self, day: int) -> None:
        """Plans a review."""
        insort(self.planned, day)
        self.value = course.chance_after(self.item, self.planned, self.last_day)
        self._weigh()

    def loss(self, day: int) -> float:
        """What the day of the interview loses without the review on `day`."""
        without = [one for one in self.planned if one != day]
        return self.item.weight * (self.value - course.chance_after(self.item, without, self.last_day))

    def remove(self, day: int) -> None:
        """Takes a review out of the plan."""
        self.planned.remove(day)
        self.value = course.chance_after(self.item, self.planned, self.last_day)
        self._weigh()

    def best(self, room: Sequence[float]) -> tuple[float, int]:
        """The most that a review on a day with room adds per minute, and that day's place."""
        found, where = _NOTHING, -1
        if len(self.planned) == _MOST_REVIEWS:
            return found, where
        for place, gain in enumerate(self.gains):
            if gain > found and room[self.days[place]] >= self.cost:
                found, where = gain, place
        return found, where


def spent_today(items: Sequence[Item]) -> float:
    """Minutes of today that are gone: what was answered today, each thing once."""
    return sum(item.minutes for item in items if item.memory is not None and item.memory.age < _SPACED)


def fill(items: Sequence[Item], days: int, minutes: int) -> list[list[int]]:
    """The days, from 0 for today, on which each item is to be done; the interview is on day `days`.

    What was answered today already takes its part of the first day.
    """
    if days <= 0 or not items:
        return [[] for _ in items]
    count = min(max(_FEWEST_DAYS, _LOOKED_AT // len(items)), _MOST_DAYS)
    # Among equals chance decides, the same every time, so that topics come mixed.
    mixed = sorted((item for item in items if item.weight), key=lambda item: crc32(str(item.key).encode()))
    choices = [_Choices(item, _looked_at(place, days, count), days) for place, item in enumerate(mixed)]
    used = [spent_today(items), *([0.0] * (days - 1))]
    for layer in range(LAYER_MINUTES, minutes + LAYER_MINUTES, LAYER_MINUTES):
        _fill_layer(choices, used, min(layer, minutes))
        for block in choices:
            if LAYER_MINUTES < block.cost <= min(layer, minutes):
                _place_block(block, choices, used, min(layer, minutes))
    planned = {choice.item.key: choice.planned for choice in choices}
    return [planned.get(item.key, []) for item in items]


def _looked_at(place: int, days: int, count: int) -> list[int]:
    """Days for one item: today, the last, and every so many; other items have the days between."""
    step = -(-days // count)
    return sorted({0, days - 1, *(day for day in range(days) if (day + place) % step == 0)})


def _fill_layer(choices: Sequence[_Choices], used: list[float], limit: int) -> None:
    """Adds reviews until no day has room below `limit` minutes for one that adds something."""
    room = [limit - minutes + 1e-9 for minutes in used]
    heap = []
    for place, choice in enumerate(choices):
        gain, where = choice.best(room)
        if where >= 0:
            heap.append((-gain, place, where))
    heapify(heap)
    while heap:
        _, place, where = heappop(heap)
        choice = choices[place]
        day = choice.days[where]
        if room[day] >= choice.cost:
            choice.add(day)
            room[day] -= choice.cost
            used[day] += choice.cost
        gain, where = choice.best(room)
        if where >= 0:
            heappush(heap, (-gain, place, where))


def _place_block(block: _Choices, choices: Sequence[_Choices], used: list[float], limit: int) -> None:
    """Puts something long on its best day, if it adds more there than what must go for it."""
    gain, where = block.best([block.cost] * len(used))
    if where < 0:
        return
    day = block.days[where]
    there = [(one.loss(day) / one.cost, place) for place, one in enumerate(choices) if day in one.planned]
    going, lost, free = [], 0.0, limit - used[day]
    for loss, place in sorted(there):
        if free >= block.cost:
            break
        going.append(choices[place])
        lost += loss * choices[place].cost
        free += choices[place].cost
    if free >= block.cost and gain * block.cost > lost:
        for one in going:
            one.remove(day)
        block.add(day)
        used[day] += block.cost - sum(one.cost for one in going)
