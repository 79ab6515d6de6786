"""How memory fades and grows: FSRS-6 with its default parameters in closed form, a review a day at most.

A plan tries tens of thousands of reviews, for which py-fsrs with its cards and dates is too slow.
The formulas are those of py-fsrs 6 (`fsrs.scheduler`), and a test holds them to it.
"""

from math import exp

from dlprep.domain.memory.schedule import DECAY, FACTOR

PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""Those of `fsrs.scheduler.DEFAULT_PARAMETERS`."""

_W = PARAMETERS
_GROWTH = exp(_W[8])
_RELAPSE = exp(_W[17] * _W[18])
_EASIEST = _W[4] - exp(_W[5] * 3) + 1
_LEAST_STABILITY = 0.001
_HARDEST = 10.0

STABILITY_KNOWN = _W[2]
"""Days of stability after a first answer that was right (GOOD)."""
STABILITY_UNKNOWN = _W[0]
"""Days of stability after a first answer that was wrong (AGAIN)."""


def _clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), _HARDEST)


DIFFICULTY_KNOWN = _clamped(_W[4] - exp(_W[5] * 2) + 1)
DIFFICULTY_UNKNOWN = _clamped(_W[4])


def recall(stability: float, days: float) -> float:
    """The chance to recall after so many days."""
    return float((1 + FACTOR * max(0.0, days) / stability) ** DECAY)


def stability_for(chance: float, days: float) -> float:
    """The stability with which `chance` is left after `days`; the inverse of `recall`."""
    return float(max(_LEAST_STABILITY, FACTOR * days / max(1e-12, chance ** (1 / DECAY) - 1)))


def stability_recalled(stability: float, difficulty: float, chance: float) -> float:
    """Stability after a review that was GOOD, when `chance` was left to recall it."""
    growth = _GROWTH * (11 - difficulty) * stability ** -_W[9] * (exp((1 - chance) * _W[10]) - 1)
    return float(stability * (1 + growth))


def stability_forgotten(stability: float, difficulty: float, chance: float) -> float:
    """Stability after a review that was AGAIN."""
    learned = _W[11] * difficulty ** -_W[12] * ((stability + 1) ** _W[13] - 1) * exp((1 - chance) * _W[14])
    return float(max(_LEAST_STABILITY, min(learned, stability / _RELAPSE)))


def difficulty_recalled(difficulty: float) -> float:
    """Difficulty after a review that was GOOD."""
    return _clamped(_W[7] * _EASIEST + (1 - _W[7]) * difficulty)


def difficulty_forgotten(difficulty: float) -> float:
    """Difficulty after a review that was AGAIN."""
    harder = difficulty + (10 - difficulty) * 2 * _W[6] / 9
    return _clamped(_W[7] * _EASIEST + (1 - _W[7]) * harder)
