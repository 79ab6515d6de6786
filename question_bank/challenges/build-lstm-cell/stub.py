"""An LSTM without a framework: one step, its way back, and a sequence with a mask.

The judge imports nothing but NumPy and calls these three functions with hidden arrays.
The weights hold four blocks of columns, one a gate, in Keras' order: input, forget,
candidate, output.
"""

import numpy as np


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """The new (h, c) after one step.

    x (n, features), h and c (n, units), kernel (features, 4 * units), recurrent_kernel
    (units, 4 * units), bias (4 * units,). Gates are sigmoids, the candidate is a tanh.
    """
    raise NotImplementedError


def lstm_step_gradients(dh, dc, x, h, c, kernel, recurrent_kernel, bias):
    """(dx, dh, dc, dkernel, drecurrent, dbias) from the gradients by the NEW h and c.

    The dh and dc returned belong to the h and c that went in.
    """
    raise NotImplementedError


def lstm_sequence(x, kernel, recurrent_kernel, bias, mask=None):
    """(outputs, h, c) over x (n, steps, features), from states of 0.

    outputs (n, steps, units) holds h after each step; h and c are the last ones.
    mask (n, steps), True where a step counts: elsewhere h and c stay as they are and
    the output repeats h.
    """
    raise NotImplementedError


# A place to try things: the judge does not look at what is printed.
print("blocks", [block.shape for block in np.split(np.zeros((3, 20)), 4, axis=-1)])
