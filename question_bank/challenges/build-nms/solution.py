"""Greedy non-maximum suppression in NumPy: one Python step for each box that is kept.

All overlaps with the kept box are computed at once, and only with those that are left,
so that nothing larger than the list of boxes is ever built.
"""

import numpy as np


def edges(boxes):
    """x1, y1, x2, y2, a row each."""
    # Products of small integers overflow, and differences of unsigned ones wrap.
    return boxes.astype(np.float64).T


def iou_matrix(a, b):
    """(n, m) overlaps."""
    left, top, right, bottom = edges(b)
    left_a, top_a, right_a, bottom_a = edges(a)[..., None]
    # Two negative sides would make a positive area: boxes apart share nothing.
    width = np.maximum(np.minimum(right_a, right) - np.maximum(left_a, left), 0)
    height = np.maximum(np.minimum(bottom_a, bottom) - np.maximum(top_a, top), 0)
    shared = width * height
    area = (right - left) * (bottom - top)
    united = (right_a - left_a) * (bottom_a - top_a) + area - shared
    return np.divide(shared, united, out=np.zeros_like(shared), where=united > 0)


def nms(boxes, scores, threshold=0.5):
    """Kept places by falling score."""
    # Sorting upwards and turning round would turn equal scores round as well.
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(best)
        order = order[iou_matrix(boxes[[best]], boxes[order])[0] <= threshold]
    return np.array(kept, dtype=np.int64)


def batched_nms(boxes, scores, classes, threshold=0.5):
    """Kept places of all classes by falling score."""
    # Class by class. Moving each class far away and running once is a well-known trick,
    # but it needs an offset that fits the boxes and loses digits to it.
    kept = np.zeros(len(scores), dtype=bool)
    for one in np.unique(classes):
        members = np.flatnonzero(classes == one)
        kept[members[nms(boxes[members], scores[members], threshold)]] = True
    places = np.flatnonzero(kept)
    return places[np.argsort(-scores[places], kind="stable")]
