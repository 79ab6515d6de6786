"""Normalises each example over its channels: that is layer normalisation."""

import numpy as np


def batchnorm(x, gamma, beta, moving_mean, moving_variance, training, momentum=0.99, epsilon=0.001):
    mean, variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, moving_mean, moving_variance


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    raise NotImplementedError
