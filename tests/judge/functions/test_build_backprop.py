"""The reference of `build-backprop`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_backprop import drawn, forward, gradients, loss
from judge.functions.trying import faults, mutated

SLUG = "build-backprop"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("forward", "np.maximum(x @ w1 + b1, 0) @ w2 + b2", "np.maximum(x @ w1, 0) @ w2 + b2"),
        ("loss", "np.arange(len(y)), y].mean()", "np.arange(len(y)), y].sum()"),
        ("gradients", "x.T @ by_hidden,", "x.T @ by_hidden * 1.001,"),
        ("one-row", "        by_logits.sum(axis=0),", "        by_logits.squeeze().sum(axis=0),"),
        ("large-logits", "logits.max(axis=1, keepdims=True)", "0"),
        ("dead-units", "(hidden > 0)", "(hidden >= 0)"),
        ("arguments-kept", "hidden = x @ w1 + b1", "b1 += 0.5\n    hidden = x @ w1 + b1 - 0.5"),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("differences", "* (hidden > 0)", "* (hidden > 0) * 1.0001"),
        ("repeated-batch", "by_logits /= len(y)", "pass"),
    ],
)
def test_checks_without_a_reference_see_the_fault_as_well(check: str, old: str, new: str) -> None:
    assert check in faults(SLUG, mutated(SLUG, old, new))


@pytest.mark.tensorflow
def test_the_reference_agrees_with_tensorflow() -> None:
    import tensorflow as tf

    x, y, net = drawn(np.random.default_rng(0), rows=9)
    weights = [tf.constant(one) for one in net]
    with tf.GradientTape() as tape:
        tape.watch(weights)
        w1, b1, w2, b2 = weights
        logits = tf.nn.relu(x @ w1 + b1) @ w2 + b2
        value = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
    np.testing.assert_allclose(forward(x, *net), logits)
    np.testing.assert_allclose(loss(logits.numpy(), y), value)
    for ours, theirs in zip(gradients(x, y, *net), tape.gradient(value, weights), strict=True):
        np.testing.assert_allclose(ours, theirs)
