"""Ends the forward pass with softmax, although the loss takes logits."""

import numpy as np


def softmax(logits):
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def forward(x, w1, b1, w2, b2):
    return softmax(np.maximum(x @ w1 + b1, 0) @ w2 + b2)


def loss(logits, y):
    return -np.log(softmax(logits)[np.arange(len(y)), y]).mean()


def gradients(x, y, w1, b1, w2, b2):
    active = np.maximum(x @ w1 + b1, 0)
    by_logits = (softmax(active @ w2 + b2) - np.eye(len(b2))[y]) / len(y)
    by_hidden = (by_logits @ w2.T) * (active > 0)
    return x.T @ by_hidden, by_hidden.sum(0), active.T @ by_logits, by_logits.sum(0)
