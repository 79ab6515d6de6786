"""Agreement in figures: quadratic weighted kappa, correlation, F1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 11
"""Scores of 0 to 100 are compared in tens."""


def weighted_kappa(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Cohen's kappa with quadratic weights on scores of 0 to 100 in tens (Cohen 1968)."""
    import numpy as np

    a = np.rint(np.asarray(ours) / 10).astype(int)
    b = np.rint(np.asarray(theirs) / 10).astype(int)
    seen = np.zeros((BINS, BINS))
    np.add.at(seen, (a, b), 1)
    expected = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    places = np.arange(BINS)
    weights = (places[:, None] - places[None, :]) ** 2
    apart = float((weights * expected).sum())
    return 1.0 if apart == 0 else 1 - float((weights * seen).sum()) / apart


def correlation(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Pearson's r; 0 where one side is constant."""
    n = len(ours)
    mean_a, mean_b = sum(ours) / n, sum(theirs) / n
    a = [one - mean_a for one in ours]
    b = [one - mean_b for one in theirs]
    size = math.sqrt(sum(one * one for one in a) * sum(one * one for one in b))
    return sum(x * y for x, y in zip(a, b, strict=True)) / size if size else 0.0


def kappa(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Cohen's kappa of two labellers, without weights."""
    n = len(ours)
    agreed = sum(a == b for a, b in zip(ours, theirs, strict=True)) / n
    names = {*ours, *theirs}
    chance = sum(ours.count(name) * theirs.count(name) for name in names) / n**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def precision_recall(ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[float, float]:
    """Of what we call so, how much is; of what is so, how much we call so."""
    both = sum(a and b for a, b in zip(ours, theirs, strict=True))
    return both / max(1, sum(ours)), both / max(1, sum(theirs))


def f1(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """The harmonic mean of precision and recall."""
    precision, recall = precision_recall(ours, theirs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
