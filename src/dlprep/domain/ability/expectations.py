"""What an estimate means in practice: the percent expected at questions of a level, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.ability.curves import Curve
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.items import DISCRIMINATION, LEVEL_DEVIATION, LEVEL_DIFFICULTY
from dlprep.domain.questions import Level

_KNOWN, _ROUGH = 0.08, 0.16
"""What the share may be off by; before the first answer it is 0.26."""


class Certainty(StrEnum):
    """How well an expected share is known, in a word."""

    WELL = "well"
    ROUGHLY = "roughly"
    HARDLY = "hardly"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What share of a level's questions a learner is expected to answer without guessing."""

    success: float
    """0 to 1."""
    low: float
    """With an ability one deviation lower."""
    high: float
    """With an ability one deviation higher."""

    @property
    def give_or_take(self) -> float:
        """Half of what lies between `low` and `high`."""
        return (self.high - self.low) / 2

    @property
    def certainty(self) -> Certainty:
        """How well the share is known."""
        if self.give_or_take <= _KNOWN:
            return Certainty.WELL
        return Certainty.ROUGHLY if self.give_or_take <= _ROUGH else Certainty.HARDLY


def expected(estimate: Estimate, level: Level = Level.MID) -> Expectation:
    """The share of typed answers at `level` that is expected to be right."""
    return Expectation(
        success=_share(estimate.mean, estimate.deviation, level),
        low=_share(estimate.mean - estimate.deviation, 0.0, level),
        high=_share(estimate.mean + estimate.deviation, 0.0, level),
    )


def _share(mean: float, deviation: float, level: Level) -> float:
    spread = (deviation**2 + LEVEL_DEVIATION**2) ** 0.5
    return Curve(DISCRIMINATION).expected_success(Estimate(mean - LEVEL_DIFFICULTY[level], spread))
