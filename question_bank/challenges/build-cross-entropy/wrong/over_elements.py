"""Averages over rows and classes instead of over rows."""

import numpy as np


def cross_entropy(logits, labels, smoothing=0.0, ignore_index=None):
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -(np.eye(logits.shape[-1])[labels] * log_probabilities).mean()


def cross_entropy_gradient(logits, labels, smoothing=0.0, ignore_index=None):
    exps = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities = exps / exps.sum(axis=-1, keepdims=True)
    return (probabilities - np.eye(logits.shape[-1])[labels]) / logits.size
