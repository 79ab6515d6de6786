"""Activation functions and their derivatives."""

import math
from collections.abc import Sequence

Vector = tuple[float, ...]


def relu(x: float) -> float:
    """max(x, 0)."""
    return max(x, 0)


def sigmoid(x: float) -> float:
    """1 / (1 + e^-x), computed without overflow."""
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def sigmoid_slope(x: float) -> float:
    """The derivative of the sigmoid at `x`: s(1 - s)."""
    return sigmoid(x) * (1 - sigmoid(x))


def tanh(x: float) -> float:
    """The hyperbolic tangent."""
    return math.tanh(x)


def tanh_slope(x: float) -> float:
    """The derivative of tanh at `x`: 1 - tanh²."""
    return 1 - math.tanh(x) ** 2


def softplus(x: float) -> float:
    """The smooth relu ln(1 + e^x), computed without overflow."""
    return max(x, 0) + math.log1p(math.exp(-abs(x)))


def gelu(x: float) -> float:
    """x·Φ(x), the exact form (Hendrycks and Gimpel 2016)."""
    return x * 0.5 * (1 + math.erf(x / math.sqrt(2)))


def logsumexp(z: Sequence[float]) -> float:
    """The smooth maximum ln Σ e^z, computed without overflow."""
    top = max(z)
    return top + math.log(math.fsum(math.exp(x - top) for x in z))


def softmax(z: Sequence[float], temperature: float = 1.0) -> Vector:
    """e^(z/T) over its sum."""
    scaled = [x / temperature for x in z]
    total = logsumexp(scaled)
    return tuple(math.exp(x - total) for x in scaled)


def log_softmax(z: Sequence[float]) -> Vector:
    """The logarithms of `softmax`: z - logsumexp(z)."""
    total = logsumexp(z)
    return tuple(x - total for x in z)
