"""Quantisation, privacy, federation and speed-up."""

import math
from collections.abc import Sequence


def quantise_scale(low: float, high: float, bits: int = 8) -> float:
    """The step of an affine grid of 2^bits levels over [low, high]."""
    return (high - low) / (_levels(bits) - 1)


def quantise_zero(low: float, high: float, bits: int = 8) -> int:
    """The level that stands for 0, rounded and clipped to the grid."""
    return min(max(round(-low / quantise_scale(low, high, bits)), 0), _levels(bits) - 1)


def quantise(x: float, scale: float, zero: int, bits: int = 8) -> int:
    """round(x/scale) + zero, clipped to 0 … 2^bits - 1 (Jacob et al. 2018)."""
    return min(max(round(x / scale) + zero, 0), _levels(bits) - 1)


def _levels(bits: int) -> int:
    if not 1 <= bits <= 64:
        raise ValueError(f"a grid has 1 to 64 bits, not {bits}")
    return 1 << bits


def dequantise(q: int, scale: float, zero: int) -> float:
    """scale·(q - zero)."""
    return scale * (q - zero)


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Σ wx / Σ w; with example counts as weights it is FedAvg (McMahan et al. 2017)."""
    return math.fsum(w * x for w, x in zip(weights, values, strict=True)) / math.fsum(weights)


def amdahl(share: float, factor: float) -> float:
    """The whole speed-up when `share` of the time becomes `factor` times faster."""
    return 1 / (1 - share + share / factor)


def proportion_interval(p: float, n: int, z: float = 1.96) -> float:
    """Half the width of the normal interval of a proportion: z·√(p(1 - p)/n)."""
    return z * math.sqrt(p * (1 - p) / n)
