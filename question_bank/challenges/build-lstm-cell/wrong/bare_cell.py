"""Leaves out the tanh between cell and output: h is no longer between -1 and 1."""

import numpy as np


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * new_c, new_c


def lstm_step_gradients(dh, dc, x, h, c, kernel, recurrent_kernel, bias):
    raise NotImplementedError


def lstm_sequence(x, kernel, recurrent_kernel, bias, mask=None):
    h = c = np.zeros((len(x), recurrent_kernel.shape[0]))
    outputs = []
    for step in range(x.shape[1]):
        h, c = lstm_step(x[:, step], h, c, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c
