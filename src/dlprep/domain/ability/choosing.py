"""Which item to ask next: what tells most, near the success rate that is wanted, on what needs it most."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from random import Random

from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.curves import Curve, moments_after
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.expectations import expected
from dlprep.domain.ability.items import Item
from dlprep.domain.practice import TARGET_SUCCESS

_NEARNESS = 0.15
"""How far from the wanted success rate an item may be before what it tells counts for little."""
_LOOKED_AT = 30
"""How many of the items that look best are looked at closely."""
_NEAR_BEST = 5
"""One of so many best items is drawn, so that rounds differ (randomesque: Kingsbury & Zara, 1989)."""
_NEARLY = 0.75
"""The share of the best one's worth that the others need for that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the next item is to do."""

    topics: Sequence[str]
    """The abilities to learn of."""
    success: float | None = TARGET_SUCCESS
    """The chance of a right answer to come near to; None asks for what tells most."""


def expected_cut(distance: Estimate, curve: Curve) -> float:
    """By which share of the distance's variance an answer is expected to cut it, over both answers.

    Minimum expected posterior variance (van der Linden, Psychometrika 63, 1998): unlike Fisher's information
    at the estimate, it knows how vague the estimate is.
    """
    right = curve.expected_success(distance)
    after = (moments_after(distance, curve, score).deviation ** 2 for score in (1.0, 0.0))
    variance = sum(share * value for share, value in zip((right, 1 - right), after, strict=True))
    return 1 - variance / distance.deviation**2


def worth(abilities: Abilities, item: Item, wanted: Wanted) -> float:
    """By how much an answer is expected to lower the variance of the wanted abilities, added up."""
    distance = abilities.distance(item)
    reach = abilities.reach(item, wanted.topics) / distance.deviation**2
    return expected_cut(distance, item.curve) * reach * _nearness(distance, item.curve, wanted.success)


def _rough_worth(abilities: Abilities, item: Item, wanted: Wanted) -> float:
    """As `worth`, from the information at the estimate: a tenth of the work."""
    distance = abilities.distance(item)
    told = item.curve.information(distance.mean)
    reach = abilities.reach(item, wanted.topics)
    cut = told * reach / (1 + told * distance.deviation**2)
    return cut * _nearness(distance, item.curve, wanted.success)


def _nearness(distance: Estimate, curve: Curve, success: float | None) -> float:
    if success is None:
        return 1.0
    off = (curve.expected_success(distance) - success) / _NEARNESS
    return math.exp(-off * off / 2)


def best(
    abilities: Abilities, items: Iterable[Item], wanted: Wanted, chance: Random | None = None
) -> Item | None:
    """The item of most worth, or with `chance` one of the best few; None when there is none."""
    likely = nlargest(_LOOKED_AT, items, key=lambda item: _rough_worth(abilities, item, wanted))
    worths = [(worth(abilities, item, wanted), item) for item in likely]
    ranked = nlargest(_NEAR_BEST, worths, key=lambda pair: pair[0])
    if not ranked:
        return None
    least = _NEARLY * ranked[0][0]
    return ranked[0][1] if chance is None else chance.choice([item for told, item in ranked if told >= least])


def need(estimate: Estimate) -> float:
    """How much a topic needs practice: the chance to fail at a question of the middle level."""
    return 1 - expected(estimate).success


def next_topic(needs: Mapping[str, float], asked: Counter[str], held: Collection[str]) -> str | None:
    """The topic whose turn it is among those with items left: weak ones more often, none for ever left out.

    Places are shared out by D'Hondt's rule in proportion to the square of each topic's need.
    """
    open_ones = [topic for topic in needs if topic in held]
    return max(open_ones, key=lambda topic: needs[topic] ** 2 / (asked[topic] + 1), default=None)
