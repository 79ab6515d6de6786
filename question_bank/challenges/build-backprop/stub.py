"""A net with one hidden layer, from nothing: its logits, its loss, all its gradients.

The judge imports nothing but NumPy and calls these three functions with hidden arrays.
Write the forward pass first: every array it makes is needed again on the way back.
"""

import numpy as np


def forward(x, w1, b1, w2, b2):
    """Logits of a net: linear, ReLU, linear.

    x (n, features), w1 (features, hidden), b1 (hidden,), w2 (hidden, classes),
    b2 (classes,). Returns (n, classes).
    """
    raise NotImplementedError


def loss(logits, y):
    """The mean softmax cross-entropy, one number.

    logits (n, classes); y (n,) whole numbers, the true classes.
    """
    raise NotImplementedError


def gradients(x, y, w1, b1, w2, b2):
    """The gradients of the mean loss: (dw1, db1, dw2, db2), each shaped like its weights.

    At exactly 0 the derivative of ReLU counts as 0.
    """
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
random = np.random.default_rng(0)
print("inputs", random.standard_normal((4, 3)).shape)
