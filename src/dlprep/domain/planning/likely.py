"""Between what readiness likely is, and whether answers say so or only what is believed before any."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from typing import TYPE_CHECKING

from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.expectations import expected
from dlprep.domain.planning import course

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlprep.domain.ability.abilities import Abilities
    from dlprep.domain.planning.asked import Asked
    from dlprep.domain.planning.items import Item
    from dlprep.domain.questions import Level

UNKNOWN = Estimate(0.0, 1.0)
"""What is believed of an ability that nothing is known of."""
_STEP = 0.05
"""Logits over which a slope is measured."""
_MOSTLY = 0.5

Weights = dict[tuple[str, "Level"], float]
"""What is asked and was never met, by topic and level."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A range of one standard deviation to each side: two times out of three it is in there."""

    low: float
    high: float
    from_prior: float
    """The share of the doubt about abilities that no answer has taken away; 1 before the first."""

    @property
    def is_guess(self) -> bool:
        """True while the figure rests more on what is believed of anybody than on answers.

        In a normal model, what was believed before weighs as much in the mean as of its variance is left.
        """
        return self.from_prior > _MOSTLY


def likely(
    held: Sequence[Asked], items: Sequence[Item], abilities: Abilities, untouched: Abilities
) -> Likely:
    """The range of readiness today; `items` are those of `held`, `untouched` knows of no answer.

    Two things are in doubt: the abilities that what was not met depends on, all at once, for topics go
    together; and which of all that is asked one happens to know, given the chance of each.
    """
    left = _weights(one for one, item in zip(held, items, strict=True) if item.memory is None)
    slopes = _slopes(left, abilities)
    shifts = abilities.shifts(slopes)
    middle = _expected(left, abilities, shifts, 0)
    below, above = (
        middle - _expected(left, abilities, shifts, -1),
        _expected(left, abilities, shifts, 1) - middle,
    )
    chances = [(item.weight, course.chance_on(course.state_of(item), item.prior, 0)) for item in items]
    now = sum(weight * chance for weight, chance in chances)
    luck = sqrt(sum(weight**2 * chance * (1 - chance) for weight, chance in chances))
    return Likely(
        low=max(0.0, now - hypot(below, luck)),
        high=min(1.0, now + hypot(above, luck)),
        from_prior=_from_prior(_doubt(slopes, shifts), held, untouched),
    )


def _from_prior(doubt: float, held: Iterable[Asked], untouched: Abilities) -> float:
    slopes = _slopes(_weights(held), untouched)
    most = _doubt(slopes, untouched.shifts(slopes))
    return min(1.0, (doubt / most) ** 2) if most else 0.0


def _weights(held: Iterable[Asked]) -> Weights:
    found: Weights = {}
    for one in held:
        found[one.topic, one.level] = found.get((one.topic, one.level), 0.0) + one.weight
    return found


def _slopes(weights: Weights, abilities: Abilities) -> dict[str, float]:
    """By how much expected success rises with the ability in each topic, per logit."""
    slopes: dict[str, float] = {}
    for (topic, level), weight in weights.items():
        estimate = _estimate(abilities, topic)
        ends = (Estimate(estimate.mean + step, estimate.deviation) for step in (_STEP, -_STEP))
        upper, lower = (expected(end, level).success for end in ends)
        slopes[topic] = slopes.get(topic, 0.0) + weight * (upper - lower) / (2 * _STEP)
    return slopes


def _doubt(slopes: Mapping[str, float], shifts: Mapping[str, float]) -> float:
    """The standard deviation of the sum of slopes times abilities."""
    return sum(slope * shifts.get(topic, 0.0) for topic, slope in slopes.items())


def _expected(weights: Weights, abilities: Abilities, shifts: Mapping[str, float], times: int) -> float:
    """Expected success, by weight, where all abilities are `times` their shift from their means."""
    total = 0.0
    for (topic, level), weight in weights.items():
        estimate, shift = _estimate(abilities, topic), shifts.get(topic, 0.0)
        left = sqrt(max(0.0, estimate.deviation**2 - shift**2)) if times else estimate.deviation
        total += weight * expected(Estimate(estimate.mean + times * shift, left), level).success
    return total


def _estimate(abilities: Abilities, topic: str) -> Estimate:
    return abilities.estimate(topic) if topic in abilities.needs else UNKNOWN
