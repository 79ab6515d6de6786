"""The loss of nearly every classifier, and its gradient, from logits.

The judge imports nothing but NumPy and calls these two functions with hidden arrays.
Begin with plain rows, then make the numbers safe, then add the two options.
"""

import numpy as np


def cross_entropy(logits, labels, smoothing=0.0, ignore_index=None):
    """The mean softmax cross-entropy, one number.

    logits (..., classes), labels (...) whole numbers; rows stand in any number of axes.
    The target of a row is (1 - smoothing) * one_hot + smoothing / classes. Rows whose
    label is `ignore_index` do not count, not in the mean either; when no row counts,
    the loss is 0.
    """
    raise NotImplementedError


def cross_entropy_gradient(logits, labels, smoothing=0.0, ignore_index=None):
    """The gradient of that mean by the logits: same shape and dtype as `logits`."""
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
print("even odds over 4 classes:", np.log(4))
