"""The reference of `build-nms`, and that each of its checks can fail."""

import numpy as np
import pytest

from dlprep.judge.functions.build_nms import NMS_MOST, batched_nms, drawn, iou_matrix, nms
from judge.functions.trying import challenges, faults, mutated, slow

SLUG = "build-nms"
OFFSET = """\
    moved = boxes + (classes * (boxes.max(initial=0) + 1))[:, None]
    return nms(moved, scores, threshold)


def unused(boxes, scores, classes, threshold):
    kept = np.zeros(len(scores), dtype=bool)
"""


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("iou", "np.minimum(bottom_a, bottom) - np.maximum(top_a, top), 0)", "bottom - top, 0)"),
        ("greedy", "    order = np.argsort(-scores, k", "    order = np.argsort(scores, k"),
        ("by-class", "for one in np.unique(classes):", "for one in np.unique(classes)[:1]:"),
        ("no-boxes", "order = np.argsort(-scores, k", "scores[0]\n    order = np.argsort(-scores, k"),
        ("points", "out=np.zeros_like(shared), where=united > 0", "out=shared * np.nan, where=united > 0"),
        ("ties", "[0] <= threshold", "[0] < threshold"),
        ("integer-boxes", "boxes.astype(np.float64).T", "boxes.T"),
        ("far-classes", "    kept = np.zeros(len(scores), dtype=bool)\n", OFFSET),
        ("moved", "+ area - shared", "+ area - shared + 1e-4"),
    ],
)
def test_each_check_can_be_the_first_to_fail(check: str, old: str, new: str) -> None:
    assert faults(SLUG, mutated(SLUG, old, new))[0] == check


def test_scores_must_not_be_used_up() -> None:
    used = mutated(SLUG, "    kept = []\n", "    kept = []\n    scores[:] = np.sort(scores)[::-1]\n")
    assert "arguments-kept" in faults(SLUG, used)


def test_loops_over_pairs_are_right_but_too_slow() -> None:
    assert faults(SLUG, slow(SLUG)) == []
    assert faults(SLUG, slow(SLUG), ratio=NMS_MOST + 1) == ["fast"]
    assert faults(SLUG, challenges()[SLUG].solution, ratio=NMS_MOST) == ["fast"]  # the matrix may take less


def test_suppression_by_hand() -> None:
    chain = np.array([[0.0, 0, 10, 10], [4, 0, 14, 10], [8, 0, 18, 10]])
    np.testing.assert_allclose(iou_matrix(chain[:1], chain), [[1, 60 / 140, 20 / 180]])
    assert nms(chain, np.array([0.9, 0.8, 0.7]), 0.4).tolist() == [0, 2]
    assert batched_nms(chain, np.array([0.7, 0.8, 0.9]), np.array([1, 0, 1]), 0.4).tolist() == [2, 1, 0]


@pytest.mark.tensorflow
@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
def test_the_reference_agrees_with_tensorflow(threshold: float) -> None:
    import tensorflow as tf

    boxes, scores = drawn(np.random.default_rng(0), 60)
    theirs = tf.image.non_max_suppression(
        boxes[:, [1, 0, 3, 2]].astype("float32"), scores.astype("float32"), 60, threshold
    )
    assert nms(boxes, scores, threshold).tolist() == theirs.numpy().tolist()
