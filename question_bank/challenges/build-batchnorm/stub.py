"""Batch normalisation, the layer that does one thing in training and another in use.

The judge imports nothing but NumPy and calls these two functions with hidden arrays.
Channels are the last axis; everything else, rows or rows and pixels, is normalised over.
"""

import numpy as np


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
    """Returns (y, moving_mean, moving_variance), the latter two as they are afterwards.

    x (..., channels), all others (channels,). In training the batch's own mean and
    variance are used, and the averages move: new = momentum * old + (1 - momentum) *
    batch. Otherwise the averages are used and stay. The variance divides by the number
    of values; epsilon is added to it before the root.
    """
    raise NotImplementedError


def batchnorm_gradients(dy, x, gamma, epsilon=0.001):
    """(dx, dgamma, dbeta) in training, from the gradient `dy` by the output."""
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
print("images", np.zeros((3, 4, 5, 2)).reshape(-1, 2).shape)
