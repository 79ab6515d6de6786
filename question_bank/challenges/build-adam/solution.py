"""Adam and AdamW in NumPy, as functions that return new state and leave the old alone."""

import numpy as np


def adam_step(w, g, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step: the new (w, m, v)."""
    # In float16 the square of anything below 1.7e-4 is 0: widen before squaring.
    g = g.astype(np.result_type(g, w))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    # The moments began at 0 and are too small by 1 - beta**t. The second one more so:
    # uncorrected, the first steps would be about three times too long.
    step = lr * m / (1 - beta1**t)
    scale = np.sqrt(v / (1 - beta2**t)) + epsilon
    return w - np.divide(step, scale, out=np.zeros_like(step), where=scale > 0), m, v


def adam(w, gradients, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step for each gradient: the last (w, m, v)."""
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        w, m, v = adam_step(w, g, m, v, t, lr, beta1, beta2, epsilon)
    return w, m, v


def adamw_step(w, g, m, v, t, weight_decay=0.01, lr=0.001):
    """One step with decoupled decay: the new (w, m, v)."""
    # Added to the gradient, the decay would be divided by the root of v like everything
    # else, and weights with large gradients would hardly decay.
    moved, m, v = adam_step(w, g, m, v, t, lr)
    return moved - lr * weight_decay * w, m, v
