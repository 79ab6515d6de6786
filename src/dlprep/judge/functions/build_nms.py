"""Checks of `build-nms`: overlaps of boxes, and which of them survive, for one class and for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, together
from dlprep.judge.functions.task import Call

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.judge.functions.task import Trial

    Array = NDArray[Any]

IOU, NMS, BY_CLASS = "iou_matrix", "nms", "batched_nms"
IOU_MOST, NMS_MOST = 40.0, 130.0
"""Ours take 3.5 and 16 with one thread, loops over pairs 210 and 390."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    boxes, scores = drawn(random, 40)
    other, _ = drawn(random, 7)
    classes = random.integers(0, 3, 40)
    return {
        "iou": _iou(boxes, other),
        "greedy": together(_nms(boxes, scores, 0.5), _nms(boxes, scores, 0.2)),
        "by-class": _by_class(boxes, scores, classes),
        "no-boxes": _empty(other),
        "points": _points(random),
        "ties": _ties(random),
        "integer-boxes": _integers(random),
        "far-classes": together(
            _by_class(*_around_zero(random), classes),
            _by_class(boxes, scores, classes * 10**15 + 7),
        ),
        "moved": _moved(random),
        "arguments-kept": kept(
            Call(IOU, (boxes, other)),
            Call(NMS, (boxes, scores, 0.5)),
            Call(BY_CLASS, (boxes, scores, classes, 0.5)),
        ),
        "fast": _fast(random),
    }


def drawn(random: Generator, count: int, side: float = 60.0) -> tuple[Array, Array]:
    """Boxes that overlap a good deal, and their scores."""
    import numpy as np

    corners = random.uniform(0, side, (count, 2))
    return np.hstack([corners, corners + random.uniform(15, 35, (count, 2))]), random.uniform(0, 1, count)


def iou_matrix(a: Array, b: Array) -> Array:
    """Shared over united area of every box of `a` with every box of `b`; 0 where both areas are 0."""
    import numpy as np

    a, b = a.astype(np.float64)[:, None], b.astype(np.float64)[None]
    sides = np.maximum(np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]), 0)
    shared = sides[..., 0] * sides[..., 1]
    united = _area(a) + _area(b) - shared
    return np.asarray(np.divide(shared, united, out=np.zeros_like(shared), where=united > 0))


def _area(boxes: Array) -> Array:
    area: Array = (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])
    return area


def nms(boxes: Array, scores: Array, threshold: float = 0.5) -> Array:
    """Places of the kept boxes by falling score; of equal scores the first comes first."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while order.size:
        best, order = int(order[0]), order[1:]
        kept.append(best)
        order = order[iou_matrix(boxes[[best]], boxes[order])[0] <= threshold]
    return np.asarray(kept, dtype=np.int64)


def batched_nms(boxes: Array, scores: Array, classes: Array, threshold: float = 0.5) -> Array:
    """As `nms` for each class alone; all that is kept, by falling score."""
    import numpy as np

    places = [np.flatnonzero(classes == one) for one in np.unique(classes)]
    kept = np.concatenate(
        [np.empty(0, np.int64), *(one[nms(boxes[one], scores[one], threshold)] for one in places)]
    )
    return np.asarray(kept[np.lexsort((kept, -scores[kept]))])


def _iou(a: Array, b: Array, most: float | None = None) -> Trial:
    return agrees(Call(IOU, (a, b)), iou_matrix(a, b), relative=1e-6, absolute=1e-9, most=most)


def _nms(boxes: Array, scores: Array, threshold: float, most: float | None = None) -> Trial:
    call = Call(NMS, (boxes, scores, threshold))
    return agrees(call, nms(boxes, scores, threshold), relative=0, absolute=0, most=most)


def _by_class(boxes: Array, scores: Array, classes: Array) -> Trial:
    wanted = batched_nms(boxes, scores, classes, 0.5)
    return agrees(Call(BY_CLASS, (boxes, scores, classes, 0.5)), wanted, relative=0, absolute=0)


def _empty(some: Array) -> Trial:
    """An image without any detection, which every detector meets."""
    import numpy as np

    boxes, scores, classes = np.empty((0, 4)), np.empty(0), np.empty(0, np.int64)
    return together(
        _iou(boxes, some),
        _iou(some, boxes),
        _nms(boxes, scores, 0.5),
        _by_class(boxes, scores, classes),
        _nms(some[:1], np.ones(1), 0.5),
    )


def _points(random: Generator) -> Trial:
    """Boxes without area, even two at one place: nothing over nothing counts 0."""
    boxes, scores = drawn(random, 12)
    boxes[::3, 2:] = boxes[::3, :2]
    boxes[3] = boxes[0]
    boxes[4, 2] = boxes[4, 0]
    return together(_iou(boxes, boxes), _nms(boxes, scores, 0.3))


def _ties(random: Generator) -> Trial:
    """Equal scores go by place, and an overlap of exactly the threshold survives."""
    import numpy as np

    boxes, scores = drawn(random, 30)
    halves = np.array([[0.0, 0, 2, 1], [0, 0, 1, 1], [0, 0, 4, 1], [0, 0, 2, 2]])
    return together(
        _nms(boxes, np.round(scores * 3) / 3, 0.4),
        _nms(halves, np.array([0.9, 0.8, 0.7, 0.6]), 0.5),
        _by_class(boxes, np.round(scores * 3) / 3, np.arange(30) % 2),
    )


def _integers(random: Generator) -> Trial:
    """Pixels as int16: an area of 200 x 300 no longer fits."""
    boxes, scores = drawn(random, 20, side=300)
    pixels = (boxes * 8).astype("int16")
    return together(_iou(pixels, pixels[:5]), _nms(pixels, scores, 0.25))


def _around_zero(random: Generator) -> tuple[Array, Array]:
    """Boxes partly left of and above the image, as regressed boxes are."""
    boxes, scores = drawn(random, 40)
    return boxes - 70, scores


def _moved(random: Generator) -> Trial:
    """Moving and scaling the whole picture changes no overlap."""
    boxes, scores = drawn(random, 30)
    return together(
        *(
            agrees(Call(NMS, (moved, scores, 0.35)), nms(boxes, scores, 0.35), relative=0, absolute=0)
            for moved in (boxes, boxes + 10_000, boxes / 1000, boxes * 256 - 5000)
        )
    )


def _fast(random: Generator) -> Trial:
    """A Python loop over pairs is felt, one over kept boxes is not."""
    some, _ = drawn(random, 500, side=300)
    boxes, scores = drawn(random, 1500, side=250)
    return together(_iou(some, some, IOU_MOST), _nms(boxes, scores, 0.5, NMS_MOST))
