"""Drops each box that overlaps any better one, even a better one that was dropped itself."""

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
    overlaps = np.triu(iou_matrix(boxes[order], boxes[order]), k=1)
    return order[~(overlaps > threshold).any(axis=0)]


def batched_nms(boxes, scores, classes, threshold=0.5):
    overlaps = iou_matrix(boxes, boxes) * (classes[:, None] == classes)
    better = scores[:, None] > scores
    kept = np.flatnonzero(~((overlaps > threshold) & better).any(axis=0))
    return kept[np.argsort(-scores[kept], kind="stable")]
