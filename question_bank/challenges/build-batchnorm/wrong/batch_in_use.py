"""Normalises by the batch in use as well: an answer depends on who else is asking."""

import numpy as np


def batchnorm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=0.001):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    if training:
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    raise NotImplementedError
