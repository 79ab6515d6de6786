"""The optimizer that nearly everybody uses, as three functions without any state of their own.

The judge imports nothing but NumPy and calls them with hidden arrays. w, g, m, v have one
shape: weights, gradient, first and second moment. t counts steps and begins at 1.
"""

import numpy as np


def adam_step(w, g, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam: the new (w, m, v); what was passed stays as it is.

    Epsilon is added to the root of the corrected second moment, as in Algorithm 1 of the
    paper. Where that sum is 0, the weight does not move.
    """
    raise NotImplementedError


def adam(w, gradients, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step for each of `gradients` (steps, ...), from moments of 0: the last (w, m, v)."""
    raise NotImplementedError


def adamw_step(w, g, m, v, t, weight_decay=0.01, lr=0.001):
    """One step of Adam with decoupled weight decay: the new (w, m, v).

    Besides Adam's step, each weight loses lr * weight_decay times its value before the step.
    """
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
print("weights", np.zeros((3, 4)).shape)
