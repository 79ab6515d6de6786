"""How far the values of a script over seeds may stray: what thresholds keep clear of."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_SEEDS = 10
DEVIATIONS = 3.98
"""One-sided tolerance factor for ten normal values: with a confidence of 95 %, 99 % of all runs are within
this many standard deviations of the mean. More values only make it safer."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Values over seeds, as one reads them."""

    mean: float
    deviation: float
    """Standard deviation of the sample; 0 for a single value."""

    @property
    def low(self) -> float:
        """Hardly any run falls below."""
        return self.mean - DEVIATIONS * self.deviation

    @property
    def high(self) -> float:
        """Hardly any run comes above."""
        return self.mean + DEVIATIONS * self.deviation


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    return Spread(mean(values), stdev(values) if len(values) > 1 else 0.0)
