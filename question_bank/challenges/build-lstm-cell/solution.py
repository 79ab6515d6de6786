"""An LSTM cell in NumPy, in Keras' order of gates: input, forget, candidate, output."""

import numpy as np


def sigmoid(z):
    """Through tanh, which saturates without overflowing; exp(z) / (1 + exp(z)) is NaN."""
    return (1 + np.tanh(z / 2)) / 2


def gates(x, h, kernel, recurrent_kernel, bias):
    """The four activations, each (n, units), out of one product each for x and h."""
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=-1)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """The new (h, c)."""
    i, f, g, o = gates(x, h, kernel, recurrent_kernel, bias)
    # The old state is multiplied by a gate and added to: no matrix stands between one
    # step and the next, which is why gradients survive.
    c = f * c + i * g
    return o * np.tanh(c), c


def lstm_step_gradients(dh, dc, x, h, c, kernel, recurrent_kernel, bias):
    """(dx, dh, dc, dkernel, drecurrent, dbias)."""
    i, f, g, o = gates(x, h, kernel, recurrent_kernel, bias)
    squashed = np.tanh(f * c + i * g)
    # The new c is felt twice: directly by what comes after, and through the new h.
    dc = dc + dh * o * (1 - squashed**2)
    dz = np.concatenate(
        [
            dc * g * i * (1 - i),
            dc * c * f * (1 - f),
            dc * i * (1 - g**2),
            dh * squashed * o * (1 - o),
        ],
        axis=-1,
    )
    return (
        dz @ kernel.T,
        dz @ recurrent_kernel.T,
        dc * f,
        x.T @ dz,
        h.T @ dz,
        dz.sum(axis=0),
    )


def lstm_sequence(x, kernel, recurrent_kernel, bias, mask=None):
    """(outputs, h, c)."""
    h = c = np.zeros((len(x), recurrent_kernel.shape[0]), dtype=x.dtype)
    outputs = []
    for step in range(x.shape[1]):
        new_h, new_c = lstm_step(x[:, step], h, c, kernel, recurrent_kernel, bias)
        if mask is not None:
            # Chosen, not blended by products: 0 * NaN of a padded step would stay NaN.
            seen = mask[:, step, None]
            new_h, new_c = np.where(seen, new_h, h), np.where(seen, new_c, c)
        h, c = new_h, new_c
        outputs.append(h)
    return np.stack(outputs, axis=1), h, c
