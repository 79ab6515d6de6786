"""Takes momentum for the share of the new batch, as PyTorch does, with Keras' number."""

import numpy as np


def batchnorm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=0.001):
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, variance = x.mean(axis=axes), x.var(axis=axes)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_variance = (1 - momentum) * moving_variance + momentum * variance
    else:
        mean, variance = moving_mean, moving_variance
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    raise NotImplementedError
