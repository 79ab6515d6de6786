"""Right for a single class; with several it lets a car drop the person in front of it."""

import numpy as np


def iou_matrix(a, b):
    a, b = np.float64(a)[:, None], np.float64(b)[None]
    low = np.maximum(a[..., :2], b[..., :2])
    high = np.minimum(a[..., 2:], b[..., 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=-1)
    areas = [np.prod(boxes[..., 2:] - boxes[..., :2], axis=-1) for boxes in (a, b)]
    united = sum(areas) - shared
    return np.divide(shared, united, out=np.zeros_like(shared), where=united > 0)


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
