"""A convolution layer from nothing: forward, and the way back to image, kernel and bias.

The judge imports nothing but NumPy and calls these two functions with hidden arrays.
Get stride 1 without padding right first, and add one thing at a time.
"""

import numpy as np


def conv2d_forward(x, w, b, stride=1, padding="valid"):
    """What a convolution layer returns (cross-correlation: the kernel is not flipped).

    x (n, height, width, c_in), w (k_h, k_w, c_in, c_out), b (c_out,). `padding` is
    "valid" or "same", as in Keras. Returns (n, out_h, out_w, c_out), in the dtype of x.
    """
    raise NotImplementedError


def conv2d_backward(dy, x, w, stride=1, padding="valid"):
    """(dx, dw, db) of a loss whose gradient by the output is `dy`.

    dx is shaped like x, dw like w, db (c_out,).
    """
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
images = np.random.default_rng(0).standard_normal((2, 6, 6, 3))
print("images", images.shape)
