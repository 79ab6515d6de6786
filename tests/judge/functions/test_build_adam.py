"""The reference of `build-adam`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_adam import adam, adamw_step, drawn
from judge.functions.trying import faults, mutated

SLUG = "build-adam"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("first-step", "(1 - beta1) * g", "beta1 * g"),
        ("later-step", "lr * m / (1 - beta1**t)", "lr * m / (1 - 0.9**t)"),
        ("steps", "lr, beta1, beta2, epsilon)", "lr, beta1, beta2, epsilon)\n        m = m * (t % 5 > 0)"),
        ("epsilon", "np.sqrt(v / (1 - beta2**t)) + epsilon", "np.sqrt(v / (1 - beta2**t) + epsilon**2)"),
        (
            "epsilon",
            "np.sqrt(v / (1 - beta2**t)) + e",
            "(np.sqrt(v) + epsilon) / np.sqrt(1 - beta2**t) + 0 * e",
        ),
        ("no-gradient", "np.divide(step, scale, out=np.zeros_like(step), where=scale > 0)", "step / scale"),
        (
            "weight-decay",
            "return moved - lr * weight_decay * w, m, v",
            "return moved * (1 - lr * weight_decay), m, v",
        ),
        (
            "weight-decay",
            "    moved, m, v = adam_step(w, g,",
            "    moved, m, v = adam_step(w, g + weight_decay * w,",
        ),
        ("half-precision", "    g = g.astype(np.result_type(g, w))\n", ""),
        (
            "arguments-kept",
            "    m = beta1 * m + (1 - beta1) * g",
            "    m *= beta1\n    m = m + (1 - beta1) * g",
        ),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_an_epsilon_of_ones_own_is_not_free_of_scale() -> None:
    assert "scale-free" in faults(SLUG, mutated(SLUG, "(1 - beta2**t)) + epsilon", "(1 - beta2**t)) + 1e-8"))


@pytest.mark.tensorflow
def test_the_reference_agrees_with_keras_where_epsilon_is_small() -> None:
    import keras

    random = np.random.default_rng(0)
    w, g, *_ = drawn(random)
    gradients = random.standard_normal((20, *w.shape))
    variable = keras.Variable(w, dtype="float64")
    optimizer = keras.optimizers.Adam(0.01, epsilon=1e-12)
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    np.testing.assert_allclose(adam(w, gradients, lr=0.01)[0], variable.numpy(), rtol=1e-4, atol=1e-6)

    variable = keras.Variable(w, dtype="float64")
    keras.optimizers.AdamW(0.01, weight_decay=0.3, epsilon=1e-12).apply([keras.ops.array(g)], [variable])
    ours = adamw_step(w, g, w * 0, w * 0, 1, weight_decay=0.3, lr=0.01)[0]
    np.testing.assert_allclose(ours, variable.numpy(), rtol=1e-4, atol=1e-6)
