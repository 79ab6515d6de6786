"""The reference of `build-conv2d`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_conv2d import BACKWARD_MOST, backward, drawn, forward
from judge.functions.trying import challenges, faults, mutated, slow

SLUG = "build-conv2d"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("forward", "views(wide, w, stride)) + b", "views(wide, w, stride))"),
        ("stride", "column + last_column + 1, stride", "column + last_column + 1, 1"),
        ("backward", "by_wide[met] += dy", "by_wide[met] = dy"),
        ("same-padding", "total // 2, total - total // 2", "total - total // 2, total // 2"),
        ("strided-backward", "left : left + width]", "-width - left : wide.shape[2] - left]"),
        (
            "smallest",
            "max((outputs - 1) * stride + window - length, 0)",
            "(outputs - 1) * stride + window - length",
        ),
        ("float32", "np.zeros_like(w)", "np.zeros(w.shape)"),
        ("arguments-kept", "height, width = x.shape[1:3]", "height, width = x.shape[1:3]\n    x *= 1.5"),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_finite_differences_see_a_wrong_gradient_without_a_reference() -> None:
    assert "differences" in faults(SLUG, mutated(SLUG, "dy @ w[place].T", "dy @ w[place].T * 1.0001"))


def test_loops_over_pixels_are_right_but_too_slow() -> None:
    assert faults(SLUG, slow(SLUG)) == []
    assert faults(SLUG, slow(SLUG), ratio=BACKWARD_MOST + 1) == ["fast"]
    assert faults(SLUG, challenges()[SLUG].solution, ratio=BACKWARD_MOST + 1) == ["fast"]


@pytest.mark.tensorflow
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_the_reference_agrees_with_tensorflow(stride: int, padding: str) -> None:
    import tensorflow as tf

    random = np.random.default_rng(0)
    x, w, b = drawn(random, (2, 8, 7, 3), (3, 2, 3, 4))
    image, kernel, bias = (tf.constant(one) for one in (x, w, b))
    with tf.GradientTape() as tape:
        tape.watch([image, kernel, bias])
        y = tf.nn.conv2d(image, kernel, stride, padding.upper()) + bias
    dy = random.standard_normal(y.shape)
    np.testing.assert_allclose(forward(x, w, b, stride, padding), y)
    theirs = tape.gradient(y, [image, kernel, bias], output_gradients=tf.constant(dy))
    for ours, gradient in zip(backward(dy, x, w, stride, padding), theirs, strict=True):
        np.testing.assert_allclose(ours, gradient, atol=1e-12)
