"""A right convolution with Python loops over the places of the image."""
# mypy: ignore-errors

import numpy as np


def margins(length, window, stride, padding):
    if padding == "valid":
        return 0, 0
    total = max((-(-length // stride) - 1) * stride + window - length, 0)
    return total // 2, total - total // 2


def padded(x, w, stride, padding):
    rows = margins(x.shape[1], w.shape[0], stride, padding)
    columns = margins(x.shape[2], w.shape[1], stride, padding)
    return np.pad(x, ((0, 0), rows, columns, (0, 0))), rows[0], columns[0]


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    wide, _, _ = padded(x, w, stride, padding)
    height = (wide.shape[1] - w.shape[0]) // stride + 1
    width = (wide.shape[2] - w.shape[1]) // stride + 1
    y = np.zeros((len(x), height, width, w.shape[3]), x.dtype)
    for i in range(height):
        for j in range(width):
            met = wide[:, i * stride : i * stride + w.shape[0], j * stride : j * stride + w.shape[1]]
            y[:, i, j] = np.tensordot(met, w, axes=3) + b
    return y


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    wide, top, left = padded(x, w, stride, padding)
    by_wide, by_kernel = np.zeros_like(wide), np.zeros_like(w)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            met = (
                slice(None),
                slice(i * stride, i * stride + w.shape[0]),
                slice(j * stride, j * stride + w.shape[1]),
            )
            by_wide[met] += np.tensordot(dy[:, i, j], w, axes=(1, 3))
            by_kernel += np.tensordot(wide[met], dy[:, i, j], axes=(0, 0))
    return (
        by_wide[:, top : top + x.shape[1], left : left + x.shape[2]],
        by_kernel,
        dy.sum(axis=(0, 1, 2)),
    )
