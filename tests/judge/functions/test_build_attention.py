"""The reference of `build-attention`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_attention import MOST, attention, drawn
from judge.functions.trying import faults, mutated, slow

SLUG = "build-attention"
HIDDEN = "scores = np.where(seen, scores, -np.inf)"
FINITE = "scores = np.where(seen, scores, np.where(seen.any(-1, keepdims=True), -1e9, -np.inf))"
WHOLE = "scores - np.where(np.isfinite(largest), largest, 0)"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("single", " / q.shape[-1] ** 0.5", " / q.shape[-1]"),
        ("heads", "np.swapaxes(k, -1, -2)", "k.T"),
        ("mask", "seen = seen & mask", "seen = seen & ~mask"),
        ("padding", "seen = seen & mask", "seen = seen & mask.reshape(scores.shape)"),
        ("causal", "    if causal:", "    if causal and mask is None:"),
        ("cached", "np.tril(seen, k=keys - queries)", "np.tril(seen)"),
        ("large-scores", WHOLE, "scores"),
        ("one-key", "return weights @ v, weights", "return (weights @ v).squeeze(), weights.squeeze()"),
        ("empty-rows", "np.divide(exps, total, out=np.zeros_like(exps), where=total > 0)", "exps / total"),
        ("empty-rows", HIDDEN, "scores = np.where(seen, scores, -1e300)"),
        ("no-leak", HIDDEN, FINITE),
        ("float32", " / q.shape[-1] ** 0.5", " / np.sqrt(q.shape[-1])"),
        (
            "arguments-kept",
            "        seen = seen & mask\n",
            "        seen = seen & mask\n        mask[..., 0] = 0\n",
        ),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_a_weight_for_the_first_key_is_not_free_of_order() -> None:
    biased = mutated(SLUG, "    exps = np.exp", "    scores[..., 0] += 1e-3\n    exps = np.exp")
    assert "key-order" in faults(SLUG, biased)


def test_loops_over_queries_are_right_but_too_slow() -> None:
    assert faults(SLUG, slow(SLUG)) == []
    assert faults(SLUG, slow(SLUG), ratio=MOST + 1) == ["fast"]


@pytest.mark.tensorflow
@pytest.mark.parametrize("causal", [False, True])
def test_the_reference_agrees_with_keras(causal: bool) -> None:
    import keras

    random = np.random.default_rng(0)
    q, k, v = drawn(random, (2,), 5, 5)
    mask = random.uniform(size=(2, 5, 5)) < 0.7
    mask[..., 0] = True
    layer = keras.layers.Attention(dtype="float64")
    scaled = q / q.shape[-1] ** 0.5  # Keras leaves the scale to the caller
    theirs, weights = layer([scaled, v, k], mask=None, return_attention_scores=True, use_causal_mask=causal)
    ours = attention(q, k, v, causal=causal)
    np.testing.assert_allclose(ours[0], theirs, rtol=1e-6)
    np.testing.assert_allclose(ours[1], weights, rtol=1e-6, atol=1e-9)
    dotted = keras.ops.dot_product_attention(
        q[:, :, None], k[:, :, None], v[:, :, None], mask=mask[:, None], is_causal=causal
    )
    np.testing.assert_allclose(attention(q, k, v, mask, causal)[0], dotted[:, :, 0], rtol=1e-4, atol=1e-6)
