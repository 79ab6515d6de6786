"""A right step, but the sequence starts each step with a cell state of zero."""

import numpy as np


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def lstm_step_gradients(dh, dc, x, h, c, kernel, recurrent_kernel, bias):
    raise NotImplementedError


def lstm_sequence(x, kernel, recurrent_kernel, bias, mask=None):
    h = zeros = np.zeros((len(x), recurrent_kernel.shape[0]))
    outputs = []
    for step in range(x.shape[1]):
        h, c = lstm_step(x[:, step], h, zeros, kernel, recurrent_kernel, bias)
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c
