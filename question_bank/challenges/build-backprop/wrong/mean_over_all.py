"""Averages the picked log-probabilities over rows and classes: wrong by the number of classes."""

import numpy as np


def forward(x, w1, b1, w2, b2):
    return np.maximum(x @ w1 + b1, 0) @ w2 + b2


def probabilities(logits):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def loss(logits, y):
    truth = np.eye(logits.shape[1])[y]
    return -(truth * np.log(probabilities(logits))).mean()


def gradients(x, y, w1, b1, w2, b2):
    active = np.maximum(x @ w1 + b1, 0)
    by_logits = probabilities(active @ w2 + b2) - np.eye(len(b2))[y]
    by_logits /= by_logits.size
    by_hidden = (by_logits @ w2.T) * (active > 0)
    return x.T @ by_hidden, by_hidden.sum(0), active.T @ by_logits, by_logits.sum(0)
