"""The reference of `build-batchnorm`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_batchnorm import batchnorm, drawn, gradients
from judge.functions.trying import faults, mutated

SLUG = "build-batchnorm"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("training", "np.sqrt(variance + epsilon) + beta", "(np.sqrt(variance) + epsilon) + beta"),
        (
            "inference",
            "moving_mean, moving_variance\n    y =",
            "moving_mean, moving_variance * 1.01\n    y =",
        ),
        ("running-averages", "(1 - momentum) * variance", "(1 - momentum) * variance * 1.1"),
        ("images", "axes = tuple(range(x.ndim - 1))", "axes = (0,)"),
        ("one-example", "x.astype(np.result_type(x, gamma))", "x[np.arange(max(2, len(x)))]"),
        ("gradients", "- dbeta / count ", ""),
        ("gradients", " - normal * dgamma / count", ""),
        ("gradients", "count = x.size // x.shape[-1]", "count = len(x)"),
        ("large-offset", "x.var(axis=axes)", "(x**2).mean(axis=axes) - x.mean(axis=axes) ** 2"),
        ("half-precision", "    x = x.astype(np.result_type(x, gamma))\n", ""),
        (
            "arguments-kept",
            "        moving_mean = momentum * moving_mean",
            "        moving_mean *= momentum\n        moving_mean = moving_mean",
        ),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_a_fixed_epsilon_on_the_way_back_is_found_by_finite_differences_only() -> None:
    fixed = mutated(SLUG, "scale = 1 / np.sqrt(variance + epsilon)", "scale = 1 / np.sqrt(variance + 1e-3)")
    assert faults(SLUG, fixed)[0] == "differences"


def test_a_missing_part_of_the_gradient_breaks_the_invariance() -> None:
    assert "invariance" in faults(SLUG, mutated(SLUG, " - normal * dgamma / count", ""))


@pytest.mark.tensorflow
@pytest.mark.parametrize("shape", [(9, 3), (2, 4, 5, 3)])
def test_the_reference_agrees_with_keras(shape: tuple[int, ...]) -> None:
    import keras
    import tensorflow as tf

    layer_held = drawn(np.random.default_rng(0), shape)
    x, held = layer_held[0], layer_held[1:]
    layer = keras.layers.BatchNormalization(dtype="float64")
    layer.build(x.shape)
    layer.set_weights(held)
    np.testing.assert_allclose(batchnorm(*layer_held, False)[0], layer(x, training=False), rtol=1e-5)
    image, dy = tf.constant(x), np.random.default_rng(1).standard_normal(shape)
    with tf.GradientTape() as tape:
        tape.watch(image)
        y = layer(image, training=True)
    ours = batchnorm(*layer_held, True)
    np.testing.assert_allclose(ours[0], y, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(ours[1], layer.moving_mean.numpy(), rtol=1e-5)
    np.testing.assert_allclose(ours[2], layer.moving_variance.numpy(), rtol=1e-5)
    theirs = tape.gradient(y, [image, *(one.value for one in layer.trainable_variables)], tf.constant(dy))
    for gradient, expected in zip(gradients(dy, x, held[0]), theirs, strict=True):
        np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-5)
