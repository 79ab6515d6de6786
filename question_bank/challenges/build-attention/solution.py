"""Scaled dot-product attention in NumPy, for any leading axes."""

import numpy as np


def attention(q, k, v, mask=None, causal=False):
    """Returns (output, weights)."""
    # Products of d terms of variance 1 have variance d; undivided, softmax saturates.
    # A Python float: the float64 of np.sqrt would widen float32.
    scores = q @ np.swapaxes(k, -1, -2) / q.shape[-1] ** 0.5
    queries, keys = scores.shape[-2:]
    seen = np.ones((queries, keys), dtype=bool)
    if causal:
        seen = np.tril(seen, k=keys - queries)
    if mask is not None:
        seen = seen & mask
    # Minus infinity rather than -1e9: no allowed score can be lower than a hidden one.
    scores = np.where(seen, scores, -np.inf)
    largest = scores.max(axis=-1, keepdims=True)
    # Where nothing may be seen the largest is -inf, and -inf - -inf would be NaN.
    exps = np.exp(scores - np.where(np.isfinite(largest), largest, 0))
    total = exps.sum(axis=-1, keepdims=True)
    weights = np.divide(exps, total, out=np.zeros_like(exps), where=total > 0)
    return weights @ v, weights
