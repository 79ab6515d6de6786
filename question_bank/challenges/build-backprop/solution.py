"""A net with one hidden layer and its gradients in NumPy.

Going back, every step is the transpose of the step forward: a product with w2 becomes
one with w2.T, a bias that was broadcast over rows is summed over them, and ReLU lets
through what it let through before.
"""

import numpy as np


def forward(x, w1, b1, w2, b2):
    """Logits (n, classes) of: linear, ReLU, linear."""
    return np.maximum(x @ w1 + b1, 0) @ w2 + b2


def log_softmax(logits):
    """Log-probabilities. Without the shift, exp overflows from about 710 on."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def loss(logits, y):
    """The mean softmax cross-entropy."""
    return -log_softmax(logits)[np.arange(len(y)), y].mean()


def gradients(x, y, w1, b1, w2, b2):
    """(dw1, db1, dw2, db2) of the mean loss."""
    hidden = x @ w1 + b1
    active = np.maximum(hidden, 0)
    logits = active @ w2 + b2

    # Softmax and cross-entropy together: probability minus truth. The mean over the
    # batch enters here, once, and everything behind it inherits the factor.
    by_logits = np.exp(log_softmax(logits))
    by_logits[np.arange(len(y)), y] -= 1
    by_logits /= len(y)

    by_hidden = (by_logits @ w2.T) * (hidden > 0)
    return (
        x.T @ by_hidden,
        by_hidden.sum(axis=0),
        active.T @ by_logits,
        by_logits.sum(axis=0),
    )
