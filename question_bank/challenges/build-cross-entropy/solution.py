"""Softmax cross-entropy from logits, with label smoothing and ignored rows.

Everything is said in log-probabilities: the log of a probability that underflowed is
minus infinity, the log-probability itself is an ordinary number.
"""

import numpy as np


def log_softmax(logits):
    """Log-probabilities; the largest logit of a row is taken out, so exp cannot overflow."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def counted_rows(labels, ignore_index):
    """Which rows count, labels that are safe as indices, and how many to divide by."""
    if ignore_index is None:
        counted = np.ones(labels.shape, dtype=bool)
    else:
        counted = labels != ignore_index
    # An ignored label such as -100 must not be looked up, and no rows are no reason
    # to divide by zero.
    return counted, np.where(counted, labels, 0)[..., None], max(counted.sum(), 1)


def cross_entropy(logits, labels, smoothing=0.0, ignore_index=None):
    """The mean over the rows that count."""
    counted, index, rows = counted_rows(labels, ignore_index)
    log_probabilities = log_softmax(logits)
    # Picked, not multiplied by one-hot: 0 * -inf of an impossible class would be NaN.
    losses = -np.take_along_axis(log_probabilities, index, axis=-1)[..., 0]
    if smoothing:
        even = -log_probabilities.mean(axis=-1)
        losses = (1 - smoothing) * losses + smoothing * even
    return np.where(counted, losses, 0.0).sum() / rows


def cross_entropy_gradient(logits, labels, smoothing=0.0, ignore_index=None):
    """Probability minus target, over the number of rows that count."""
    counted, index, rows = counted_rows(labels, ignore_index)
    gradient = np.exp(log_softmax(logits)) - smoothing / logits.shape[-1]
    picked = np.take_along_axis(gradient, index, axis=-1)
    np.put_along_axis(gradient, index, picked - (1 - smoothing), axis=-1)
    gradient *= counted[..., None]
    gradient /= rows
    return gradient
