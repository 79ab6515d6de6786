"""Divides the variance by n - 1, as statisticians do when they estimate one."""

import numpy as np


def batchnorm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=0.001):
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes, ddof=1)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean
        moving_variance = momentum * moving_variance + (1 - momentum) * variance
    else:
        mean, variance = moving_mean, moving_variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    raise NotImplementedError
