"""The reference of `build-cross-entropy`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_cross_entropy import LOSS_MOST, cross_entropy, cross_entropy_gradient, drawn
from judge.functions.trying import faults, mutated, slow

SLUG = "build-cross-entropy"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("loss", "losses, 0.0).sum() / rows", "losses, 0.0).sum()"),
        ("gradient", "    gradient /= rows\n", ""),
        ("tokens", "max(counted.sum(), 1)\n", "len(labels)\n"),
        ("large-logits", "logits.max(axis=-1, keepdims=True)", "0"),
        ("shifted", "np.exp(log_softmax(logits)) - s", "np.exp(log_softmax(logits)) + 1e-8 - s"),
        ("smoothing", "    if smoothing:\n", "    if smoothing < 0:\n"),
        ("ignored", "max(counted.sum(), 1)\n", "max(counted.size, 1)\n"),
        ("all-ignored", "max(counted.sum(), 1)\n", "counted.sum()\n"),
        ("impossible-classes", "    if smoothing:\n", "    if True:\n"),
        ("float32", "np.exp(log_softmax(logits)) - s", "np.exp(log_softmax(logits)).astype(float) - s"),
        (
            "arguments-kept",
            "        counted = labels != ignore_index\n",
            "        counted = labels != ignore_index\n        labels[~counted] = 0\n",
        ),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_finite_differences_see_a_wrong_gradient_without_a_reference() -> None:
    assert "differences" in faults(SLUG, mutated(SLUG, "(1 - smoothing), axis=-1", "1.0001, axis=-1"))


def test_loops_over_rows_are_right_but_too_slow() -> None:
    assert faults(SLUG, slow(SLUG)) == []
    assert faults(SLUG, slow(SLUG), ratio=LOSS_MOST + 1) == ["fast"]


@pytest.mark.tensorflow
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("ignored", [None, 2])
def test_the_reference_agrees_with_keras(smoothing: float, ignored: int | None) -> None:
    import tensorflow as tf

    logits, labels = drawn(np.random.default_rng(0), (30,), 5)
    kept = labels != ignored if ignored is not None else np.ones(30, bool)
    # Keras computes in float32.
    entropy = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    variable = tf.Variable(logits)
    with tf.GradientTape() as tape:
        value = entropy(np.eye(5)[labels[kept]], tf.boolean_mask(variable, kept))
    np.testing.assert_allclose(cross_entropy(logits, labels, smoothing, ignored), value, rtol=1e-5)
    theirs = tf.convert_to_tensor(tape.gradient(value, variable))
    ours = cross_entropy_gradient(logits, labels, smoothing, ignored)
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-7)
