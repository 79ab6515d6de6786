"""A right suppression that compares box by box."""
# mypy: ignore-errors

import numpy as np


def iou(a, b):
    width = max(min(a[2], b[2]) - max(a[0], b[0]), 0.0)
    height = max(min(a[3], b[3]) - max(a[1], b[1]), 0.0)
    shared = width * height
    united = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / united if united > 0 else 0.0


def iou_matrix(a, b):
    a, b = a.tolist(), b.tolist()
    return np.array([[iou(one, other) for other in b] for one in a], dtype=float).reshape(len(a), len(b))


def nms(boxes, scores, threshold=0.5):
    rows, kept = boxes.tolist(), []
    for place in np.argsort(-scores, kind="stable").tolist():
        if all(iou(rows[place], rows[other]) <= threshold for other in kept):
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def batched_nms(boxes, scores, classes, threshold=0.5):
    places = [np.flatnonzero(classes == one) for one in np.unique(classes)]
    kept = [one[nms(boxes[one], scores[one], threshold)] for one in places]
    found = np.sort(np.concatenate([np.empty(0, np.int64), *kept]))
    return found[np.argsort(-scores[found], kind="stable")]
