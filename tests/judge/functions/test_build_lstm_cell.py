"""The reference of `build-lstm-cell`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_lstm_cell import (
    drawn_cell,
    drawn_state,
    lstm_sequence,
    lstm_step,
    lstm_step_gradients,
)
from judge.functions.trying import faults, mutated

SLUG = "build-lstm-cell"
BLENDED = """\
            seen = mask[:, step, None]
            new_h, new_c = seen * new_h + ~seen * h, seen * new_c + ~seen * c
"""
CHOSEN = """\
            seen = mask[:, step, None]
            new_h, new_c = np.where(seen, new_h, h), np.where(seen, new_c, c)
"""


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("step", "return sigmoid(i), sigmoid(f)", "return sigmoid(f), sigmoid(i)"),
        ("sequence", "np.stack(outputs, axis=1)", "np.stack(outputs)"),
        ("smallest", "        dz.sum(axis=0),", "        dz.squeeze().sum(axis=0),"),
        ("gradients", "    dc = dc + dh * o", "    dc = dh * o"),
        ("gradients", "        dc * f,\n", "        dc,\n"),
        ("mask", "np.where(seen, new_c, c)", "new_c"),
        ("saturated", "(1 + np.tanh(z / 2)) / 2", "np.exp(z) / (1 + np.exp(z))"),
        ("padding", CHOSEN, BLENDED),
        ("float32", ", dtype=x.dtype", ""),
        ("arguments-kept", "    dc = dc + dh * o", "    dc += dh * o"),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("memory", "return sigmoid(i), sigmoid(f)", "return sigmoid(i), sigmoid(f) * 0.999"),
        ("differences", "dc * i * (1 - g**2)", "dc * i * (1 - 1.001 * g**2)"),
    ],
)
def test_checks_that_others_imply_see_the_fault_as_well(check: str, old: str, new: str) -> None:
    assert check in faults(SLUG, mutated(SLUG, old, new))


@pytest.mark.tensorflow
@pytest.mark.parametrize("masked", [False, True])
def test_the_reference_agrees_with_keras(masked: bool) -> None:
    import keras

    random = np.random.default_rng(0)
    cell, x = drawn_cell(random), random.standard_normal((3, 6, 4))
    mask = np.arange(6) < np.array([6, 3, 1])[:, None] if masked else None
    layer = keras.layers.LSTM(5, return_sequences=True, return_state=True, dtype="float64")
    layer.build(x.shape)
    layer.set_weights(list(cell))
    for ours, theirs in zip(lstm_sequence(x, *cell, mask=mask), layer(x, mask=mask), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.tensorflow
def test_the_gradients_agree_with_tensorflow() -> None:
    import keras
    import tensorflow as tf

    random = np.random.default_rng(0)
    state, cell = drawn_state(random), drawn_cell(random)
    dh, dc = random.standard_normal((2, 3, 5))
    layer = keras.layers.LSTMCell(5, dtype="float64")
    layer.build((None, 4))
    layer.set_weights(list(cell))
    x, h, c = (tf.constant(one) for one in state)
    with tf.GradientTape() as tape:
        tape.watch([x, h, c])
        _, (new_h, new_c) = layer(x, [h, c])
        total = tf.reduce_sum(dh * new_h) + tf.reduce_sum(dc * new_c)
    np.testing.assert_allclose(lstm_step(*state, *cell)[0], new_h, rtol=1e-5)
    theirs = tape.gradient(total, [x, h, c, *(one.value for one in layer.trainable_variables)])
    for ours, expected in zip(lstm_step_gradients(dh, dc, *state, *cell), theirs, strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-7)
