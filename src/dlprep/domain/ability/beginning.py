"""Which new item comes first: what it builds on stands, and it is neither too easy nor too hard."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.choosing import need, next_topic
from dlprep.domain.ability.expectations import expected
from dlprep.domain.ability.items import Item
from dlprep.domain.practice import TARGET_SUCCESS

STANDS = 0.6
"""A topic stands when so many of its questions of the middle level are expected to be right: more than the
half that is believed before any answer, so that it takes answers to say so."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A new item, and why its turn has come."""

    item: Item
    topic: str
    missing: tuple[str, ...]
    """What the topic builds on and does not stand."""
    success: float
    """The chance of a right answer."""


def beginnings(abilities: Abilities, items: Iterable[Item], met: Counter[str]) -> Iterator[Beginning]:
    """New items in the order in which they are to come; `met` counts by topic what was asked before.

    Topics all of whose needs stand come before others. Among these they take turns, weak ones more often;
    within a topic the item goes first whose success is nearest to what practice aims at.
    """
    estimates = abilities.estimates()
    weak = {name for name, one in estimates.items() if expected(one).success < STANDS}
    missing = {
        name: tuple(one for one in abilities.needs[name] if one in weak and one != name) for name in estimates
    }
    left = defaultdict[str, list[Item]](list)
    for item in items:
        left[item.topics[0]].append(item)
    counts = Counter(met)
    for lacking in sorted({len(names) for names in missing.values()}):
        level = [name for name in estimates if len(missing[name]) == lacking and left[name]]
        needs = {name: need(estimates[name]) for name in level}
        queues: dict[str, deque[tuple[float, Item]]] = {}
        while (topic := next_topic(needs, counts, needs)) is not None:
            if topic not in queues:
                queues[topic] = deque(_by_nearness(abilities, left[topic]))
            success, item = queues[topic].popleft()
            if not queues[topic]:
                del needs[topic]
            counts[topic] += 1
            yield Beginning(item, topic, missing[topic], success)


def _by_nearness(abilities: Abilities, items: Iterable[Item]) -> list[tuple[float, Item]]:
    """Items with the chance of a right answer, the nearest to what practice aims at first."""
    chances = [(item.curve.expected_success(abilities.distance(item)), item) for item in items]
    return sorted(chances, key=lambda one: abs(one[0] - TARGET_SUCCESS))
