"""Entropy and distances between distributions, in nats."""

import math
from collections.abc import Sequence

from dlprep.domain.formulas.losses import cross_entropy


def entropy(p: Sequence[float]) -> float:
    """-Σ p ln p."""
    return cross_entropy(p, p)


def kl(p: Sequence[float], q: Sequence[float]) -> float:
    """KL(p‖q) = Σ p ln(p/q)."""
    return math.fsum(a * math.log(a / b) for a, b in zip(p, q, strict=True) if a)


def jsd(p: Sequence[float], q: Sequence[float]) -> float:
    """The Jensen-Shannon divergence: half the KL of each to their mean."""
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return (kl(p, middle) + kl(q, middle)) / 2


def gaussian_kl(mu: float, sigma: float) -> float:
    """KL of N(μ, σ²) to N(0, 1): -½(1 + ln σ² - μ² - σ²) (Kingma and Welling 2013, appendix B)."""
    return -0.5 * (1 + math.log(sigma**2) - mu**2 - sigma**2)


def psi(expected: Sequence[float], actual: Sequence[float]) -> float:
    """The population stability index: Σ (a - e) ln(a/e)."""
    return math.fsum((a - e) * math.log(a / e) for e, a in zip(expected, actual, strict=True))


def ppv(prevalence: float, sensitivity: float, specificity: float) -> float:
    """The probability of the condition given a positive test, by Bayes."""
    hit = prevalence * sensitivity
    return hit / (hit + (1 - prevalence) * (1 - specificity))
