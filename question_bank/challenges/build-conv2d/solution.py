"""A convolution layer in NumPy, with loops over the kernel only.

Each of the k_h x k_w places of the kernel meets a shifted, strided view of the padded
image. Forward adds up what these views give; backward sends the same views their share.
"""

import numpy as np


def margins(length, window, stride, padding):
    """Zeros before and after one axis.

    "same" means ceil(length / stride) outputs. When the number of zeros is odd, the
    extra one goes behind, as in TensorFlow; frameworks that pad both sides alike differ.
    """
    if padding == "valid":
        return 0, 0
    outputs = -(-length // stride)
    total = max((outputs - 1) * stride + window - length, 0)
    return total // 2, total - total // 2


def padded(x, w, stride, padding):
    """The image with its margins, and where the image begins in it."""
    rows = margins(x.shape[1], w.shape[0], stride, padding)
    columns = margins(x.shape[2], w.shape[1], stride, padding)
    return np.pad(x, ((0, 0), rows, columns, (0, 0))), rows[0], columns[0]


def views(wide, w, stride):
    """Each place of the kernel with the pixels it meets: ((row, column), index)."""
    last_row, last_column = wide.shape[1] - w.shape[0], wide.shape[2] - w.shape[1]
    for row, column in np.ndindex(w.shape[:2]):
        yield (
            (row, column),
            (
                slice(None),
                slice(row, row + last_row + 1, stride),
                slice(column, column + last_column + 1, stride),
            ),
        )


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    """Returns (n, out_h, out_w, c_out)."""
    wide, _, _ = padded(x, w, stride, padding)
    return sum(wide[met] @ w[place] for place, met in views(wide, w, stride)) + b


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    """Returns (dx, dw, db)."""
    wide, top, left = padded(x, w, stride, padding)
    by_wide, by_kernel = np.zeros_like(wide), np.zeros_like(w)
    for place, met in views(wide, w, stride):
        # Views overlap, so their shares are added, never assigned. Pixels that no
        # window reaches keep 0.
        by_wide[met] += dy @ w[place].T
        by_kernel[place] = np.tensordot(wide[met], dy, axes=((0, 1, 2), (0, 1, 2)))
    height, width = x.shape[1:3]
    return (
        by_wide[:, top : top + height, left : left + width],
        by_kernel,
        dy.sum(axis=(0, 1, 2)),
    )
