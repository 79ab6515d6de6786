"""The placement test: a few items over all topics, no more than it takes to know where a learner stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.choosing import Wanted, best
from dlprep.domain.ability.expectations import expected
from dlprep.domain.ability.items import Item

MOST_ITEMS = 20
FEWEST_ITEMS = 8
"""Fewer would leave most of the topics' neighbourhoods unseen, however certain the mean is."""
ENOUGH = 0.4
"""The standard error of the mean ability over all topics at which the test ends, logits."""
_ENOUGH_SHARE = 0.06
"""What the expected share of right answers may be off by when it ends all the same: for those who know nearly
nothing, or all, more questions would only try their patience."""
_PER_TOPIC = 1
"""Items of one topic at most, while there are others."""


def is_enough(abilities: Abilities, topics: Sequence[str], asked: int) -> bool:
    """True when the test can end after `asked` items."""
    if asked >= MOST_ITEMS:
        return True
    overall = abilities.overall(topics)
    is_known = overall.deviation <= ENOUGH or expected(overall).give_or_take <= _ENOUGH_SHARE
    return asked >= FEWEST_ITEMS and is_known


def topics_of(items: Mapping[str, Item]) -> tuple[str, ...]:
    """The topics that items are about."""
    return tuple({topic: None for item in items.values() for topic in item.topics})


def next_item(
    abilities: Abilities, items: Mapping[str, Item], asked: Iterable[str], chance: Random | None = None
) -> Item | None:
    """The item that tells most of all topics together and was not asked; None when all were.

    What tells most moves from topic to topic by itself, for a second answer to one tells less; a topic that
    many others need comes early.
    """
    seen = set(asked)
    counts = Counter(topic for name in seen if name in items for topic in items[name].topics)
    left = [item for name, item in items.items() if name not in seen]
    spread = [item for item in left if all(counts[topic] < _PER_TOPIC for topic in item.topics)]
    return best(abilities, spread or left, Wanted(topics_of(items), success=None), chance)
