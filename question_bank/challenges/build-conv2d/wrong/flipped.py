"""A convolution as in a mathematics book: the kernel is flipped, which no layer does."""

import numpy as np


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    w = w[::-1, ::-1]
    if padding == "same":
        x = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    return np.einsum("nhwcij,ijco->nhwo", windows[:, ::stride, ::stride], w) + b


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], axis=(1, 2))
    dw = np.einsum("nhwcij,nhwo->ijco", windows[:, ::stride, ::stride], dy)
    return np.zeros_like(x), dw[::-1, ::-1], dy.sum(axis=(0, 1, 2))
