"""Measures of ranked lists, best first."""

import math
from collections.abc import Sequence


def dcg(gains: Sequence[float], k: int) -> float:
    """Σ gain/log2(place + 1) over the first `k` places, with linear gain."""
    return math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:k]))


def ndcg(gains: Sequence[float], k: int) -> float:
    """`dcg` over the best that these gains allow (Järvelin and Kekäläinen 2002)."""
    return dcg(gains, k) / dcg(sorted(gains, reverse=True), k)


def reciprocal_rank(hits: Sequence[int]) -> float:
    """One over the place, from 1, of the first hit; 0 without one."""
    return next((1 / place for place, hit in enumerate(hits, start=1) if hit), 0.0)


def hits_at(hits: Sequence[int], k: int) -> int:
    """How many hits stand on the first `k` places."""
    return sum(map(bool, hits[:k]))
