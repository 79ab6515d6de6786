"""Rounds the output size up: the last window hangs over the edge of the image."""

import numpy as np


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    height = -(-(x.shape[1] - w.shape[0]) // stride) + 1
    width = -(-(x.shape[2] - w.shape[1]) // stride) + 1
    wide = np.pad(x, ((0, 0), (0, stride), (0, stride), (0, 0)))
    y = np.zeros((len(x), height, width, w.shape[3])) + b
    for row, column in np.ndindex(w.shape[:2]):
        met = wide[:, row::stride, column::stride][:, :height, :width]
        y += met @ w[row, column]
    return y


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    return np.zeros_like(x), np.zeros_like(w), dy.sum(axis=(0, 1, 2))
