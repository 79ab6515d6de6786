"""Tests against chance, in plain Python: chi-square, the normal tail, and the runs test."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TINY = 1e-300
_STEPS = 1000
_PRECISION = 1e-14


def chi_square_p(statistic: float, degrees: int) -> float:
    """The chance of a chi-square value at least this large (Numerical Recipes 6.2: incomplete gamma)."""
    if degrees < 1 or statistic <= 0:
        return 1.0
    a, x = degrees / 2, statistic / 2
    head = math.exp(-x + a * math.log(x) - math.lgamma(a))
    return 1 - head * _series(a, x) if x < a + 1 else head * _fraction(a, x)


def _series(a: float, x: float) -> float:
    total = term = 1 / a
    for step in range(1, _STEPS):
        term *= x / (a + step)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """Lentz's continued fraction."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    result = d
    for step in range(1, _STEPS):
        factor = -step * (step - a)
        b += 2
        d = 1 / _away_from_zero(factor * d + b)
        c = _away_from_zero(b + factor / c)
        result *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def evenness_p(groups: Iterable[Sequence[int]]) -> float:
    """The chance of counts at least this uneven if, within each group, every place were as likely.

    Groups keep questions of three options apart from those of four; their statistics add up.
    """
    statistic, degrees = 0.0, 0
    for counts in groups:
        total = sum(counts)
        if total:
            expected = total / len(counts)
            statistic += sum((count - expected) ** 2 / expected for count in counts)
            degrees += len(counts) - 1
    return chi_square_p(statistic, degrees)


def normal_two_sided_p(z: float) -> float:
    """The chance of a standard normal value at least this far from zero."""
    return math.erfc(abs(z) / math.sqrt(2))


def runs_p(sides: Sequence[bool]) -> float:
    """The two-sided p of the Wald-Wolfowitz runs test: small when the sides alternate or cluster."""
    yes = sum(sides)
    no = len(sides) - yes
    if yes == 0 or no == 0 or len(sides) < 3:
        return 1.0
    runs = 1 + sum(one != other for one, other in pairwise(sides))
    product, count = 2 * yes * no, yes + no
    mean = product / count + 1
    variance = product * (product - count) / (count**2 * (count - 1))
    return normal_two_sided_p((runs - mean) / math.sqrt(variance)) if variance else 1.0
