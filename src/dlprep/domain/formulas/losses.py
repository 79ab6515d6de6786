"""Losses, as Keras computes them, in nats."""

import math
from collections.abc import Sequence

from dlprep.domain.formulas.activations import log_softmax, logsumexp, sigmoid, softplus


def sparse_ce(z: Sequence[float], label: int) -> float:
    """Cross-entropy of logits and a class number: logsumexp(z) - z[label]."""
    return logsumexp(z) - z[label]


def cross_entropy(target: Sequence[float], predicted: Sequence[float]) -> float:
    """-Σ p ln q; places with p = 0 count nothing."""
    return -math.fsum(p * math.log(q) for p, q in zip(target, predicted, strict=True) if p)


def bce(p: float, label: float) -> float:
    """Binary cross-entropy of a probability."""
    return cross_entropy((label, 1 - label), (p, 1 - p))


def bce_logit(z: float, label: float) -> float:
    """Binary cross-entropy of a logit: softplus(z) - y·z."""
    return softplus(z) - label * z


def label_smoothing(classes: int, label: int, epsilon: float) -> tuple[float, ...]:
    """(1 - ε)·one-hot + ε/K (Szegedy et al. 2016, section 7)."""
    return tuple((1 - epsilon) * (place == label) + epsilon / classes for place in range(classes))


def smoothed_ce(z: Sequence[float], label: int, epsilon: float) -> float:
    """Cross-entropy of logits with smoothed labels."""
    target = label_smoothing(len(z), label, epsilon)
    return -math.fsum(t * x for t, x in zip(target, log_softmax(z), strict=True))


def focal(p: float, label: int, gamma: float, alpha: float = 1.0) -> float:
    """-α(1 - p_t)^γ ln p_t, with p_t the probability of the true class (Lin et al. 2017)."""
    true = p if label else 1 - p
    return float(-alpha * (1 - true) ** gamma * math.log(true))


def focal_logit(z: float, label: int, gamma: float, alpha: float = 1.0) -> float:
    """`focal` of a logit."""
    return focal(sigmoid(z), label, gamma, alpha)


def weighted_mean_loss(losses: Sequence[float], weights: Sequence[float]) -> float:
    """Σ wᵢℓᵢ / N, as Keras reduces with `sample_weight`: divided by the count, not by Σ w."""
    return math.fsum(w * x for w, x in zip(weights, losses, strict=True)) / len(losses)


def mse(target: Sequence[float], predicted: Sequence[float]) -> float:
    """The mean of squared differences."""
    return math.fsum((a - b) ** 2 for a, b in zip(target, predicted, strict=True)) / len(target)


def mae(target: Sequence[float], predicted: Sequence[float]) -> float:
    """The mean of absolute differences."""
    return math.fsum(abs(a - b) for a, b in zip(target, predicted, strict=True)) / len(target)


def huber(error: float, delta: float = 1.0) -> float:
    """Quadratic up to `delta`, linear beyond (Huber 1964)."""
    size = abs(error)
    return 0.5 * size * size if size <= delta else delta * (size - 0.5 * delta)


def perplexity(losses: Sequence[float]) -> float:
    """The exponential of the mean negative log-likelihood."""
    return math.exp(math.fsum(losses) / len(losses))
