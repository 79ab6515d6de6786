"""A share of some, with what is known about it when they are few."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""Of a normal distribution, 95 percent lie within so many deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 percent (Wilson's score interval); of nothing, anywhere."""
        if not self.whole:
            return 0.0, 1.0
        share, squared = self.part / self.whole, _Z * _Z
        below = 1 + squared / self.whole
        middle = (share + squared / (2 * self.whole)) / below
        spread = _Z * sqrt(share * (1 - share) / self.whole + squared / (4 * self.whole**2)) / below
        return max(0.0, middle - spread), min(1.0, middle + spread)
