"""A right cross-entropy that walks row by row."""
# mypy: ignore-errors

import numpy as np


def row_terms(row, label, smoothing):
    shifted = row - row.max()
    logs = shifted - np.log(np.exp(shifted).sum())
    loss = -logs[label]
    if smoothing:
        loss = (1 - smoothing) * loss - smoothing * logs.mean()
    gradient = np.exp(logs) - smoothing / len(row)
    gradient[label] -= 1 - smoothing
    return loss, gradient.astype(row.dtype)


def cross_entropy(logits, labels, smoothing=0.0, ignore_index=None):
    rows = zip(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), strict=True)
    losses = [row_terms(row, label, smoothing)[0] for row, label in rows if label != ignore_index]
    return sum(losses) / max(len(losses), 1)


def cross_entropy_gradient(logits, labels, smoothing=0.0, ignore_index=None):
    gradient = np.zeros_like(logits).reshape(-1, logits.shape[-1])
    rows = 0
    for place, (row, label) in enumerate(
        zip(logits.reshape(gradient.shape), labels.reshape(-1), strict=True)
    ):
        if label != ignore_index:
            gradient[place] = row_terms(row, label, smoothing)[1]
            rows += 1
    return (gradient / max(rows, 1)).reshape(logits.shape)
