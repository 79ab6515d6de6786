"""The chance that an answer is right, and what an answer tells: item response theory in plain Python.

The curves are the one- to three-parameter logistic models (Birnbaum, in Lord & Novick, Statistical Theories
of Mental Test Scores, 1968, chapters 17-20); see also Baker & Kim, Item Response Theory, 2nd edition, 2004.
"""

import math
from dataclasses import dataclass

from dlprep.domain.ability.estimates import Estimate

_STEP = 0.5
_REACH = 6.0


def _normal_grid(step: float, reach: float) -> tuple[tuple[float, float], ...]:
    count = round(reach / step)
    nodes = [place * step for place in range(-count, count + 1)]
    total = sum(math.exp(-z * z / 2) for z in nodes)
    return tuple((z, math.exp(-z * z / 2) / total) for z in nodes)


NORMAL_GRID = _normal_grid(_STEP, _REACH)
"""Nodes in standard deviations and their weights, which add up to 1: the mean of a smooth function of a
normal value. Equal steps converge geometrically for these (Trefethen & Weideman, SIAM Review 56, 2014); with
half a deviation a step, the error is below 1e-6 for every curve used here."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How the chance of a right answer rises with ability less difficulty."""

    discrimination: float = 1.0
    """How steep it is, per logit."""
    floor: float = 0.0
    """The chance to be right by guessing; 0 where nothing can be guessed."""

    def success(self, distance: float) -> float:
        """The chance to be right with ability so far above difficulty: c + (1 - c) / (1 + exp(-a d))."""
        return self.floor + (1 - self.floor) * sigmoid(self.discrimination * distance)

    def failure(self, distance: float) -> float:
        """The chance to be wrong, exact where it is small."""
        return (1 - self.floor) * sigmoid(-self.discrimination * distance)

    def information(self, distance: float) -> float:
        """Fisher's information on ability: a^2 (q / p) ((p - c) / (1 - c))^2 (Birnbaum, 1968, 20.4)."""
        logistic = sigmoid(self.discrimination * distance)
        right = self.floor + (1 - self.floor) * logistic
        return self.discrimination**2 * (1 - self.floor) * (1 - logistic) * logistic**2 / max(right, 1e-300)

    def expected_success(self, distance: Estimate) -> float:
        """The chance to be right when the distance itself is known only so well."""
        return sum(weight * self.success(distance.mean + z * distance.deviation) for z, weight in NORMAL_GRID)


def sigmoid(x: float) -> float:
    """1 / (1 + exp(-x)), for any x."""
    if x >= 0:
        return 1 / (1 + math.exp(-min(x, 700.0)))
    small = math.exp(max(x, -700.0))
    return small / (1 + small)


def moments_after(distance: Estimate, curve: Curve, score: float, weight: float = 1.0) -> Estimate:
    """What is believed of a distance after an answer: the normal with the posterior's first two moments.

    This is assumed-density filtering (Opper, in On-line Learning in Neural Networks, 1998; Minka, UAI 2001),
    as in TrueSkill, with the integrals done by `NORMAL_GRID`. A `score` between 0 and 1 is fractional
    evidence: the likelihood is p^score (1 - p)^(1 - score), which is highest where p is the score, and
    `weight` is its power.

    Above a floor of 0 a right answer to a hard item can leave the posterior wider than the prior, for it may
    have been a guess; the deviation is then kept, so that no answer makes anybody less certain.
    """
    right, wrong = weight * score, weight * (1 - score)
    mean, deviation = distance.mean, distance.deviation
    steep, floor, rest = curve.discrimination, curve.floor, 1 - curve.floor
    total = first = second = 0.0
    # As `success` and `failure`, written out: every answer of a history comes through here.
    for z, share in NORMAL_GRID:
        odds = math.exp(min(700.0, -steep * (mean + z * deviation)))
        mass = share
        if right:
            mass *= (floor + rest / (1 + odds)) ** right
        if wrong:
            mass *= (rest * odds / (1 + odds)) ** wrong
        total += mass
        first += mass * z
        second += mass * z * z
    if total <= 0:  # further off than numbers reach: nothing can be learned from it
        return distance
    shift = first / total
    variance = min(1.0, second / total - shift * shift)
    return Estimate(mean + shift * deviation, deviation * math.sqrt(max(variance, 1e-9)))
