"""Batch normalisation in NumPy, forward and back, for rows and for images."""

import numpy as np


def moments(x):
    """Mean and variance of each channel, and the axes they are taken over."""
    axes = tuple(range(x.ndim - 1))
    # Around the mean, not as mean of squares minus square of the mean: far from 0 that
    # difference of two large numbers has no correct digit left.
    return x.mean(axis=axes), x.var(axis=axes), axes


def batchnorm(
    x,
    gamma,
    beta,
    moving_mean,
    moving_variance,
    training,
    momentum=0.99,
    epsilon=0.001,
):
    """Returns (y, moving_mean, moving_variance)."""
    # Squares of half-precision numbers from 256 on are infinite: widen first.
    x = x.astype(np.result_type(x, gamma))
    if training:
        mean, variance, _ = moments(x)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    else:
        mean, variance = moving_mean, moving_variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    """Returns (dx, dgamma, dbeta)."""
    mean, variance, axes = moments(x)
    scale = 1 / np.sqrt(variance + epsilon)
    normal = (x - mean) * scale
    dgamma, dbeta = (dy * normal).sum(axis=axes), dy.sum(axis=axes)
    # Mean and variance depend on every value, so each gets back what all of them felt:
    # the output does not see shift and scale of x, and dx has no part along either.
    count = x.size // x.shape[-1]
    dx = gamma * scale * (dy - dbeta / count - normal * dgamma / count)
    return dx, dgamma, dbeta
