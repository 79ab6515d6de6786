"""Boxes as (x1, y1, x2, y2)."""

from collections.abc import Sequence

Box = Sequence[float]


def box_area(box: Box) -> float:
    """Width times height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(a: Box, b: Box) -> float:
    """The area both boxes share."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0) * max(height, 0)


def iou(a: Box, b: Box) -> float:
    """Shared over united area."""
    shared = overlap(a, b)
    return shared / (box_area(a) + box_area(b) - shared)


def dice(a: Box, b: Box) -> float:
    """Twice the shared area over the sum of both."""
    return 2 * overlap(a, b) / (box_area(a) + box_area(b))


def nms(boxes: Sequence[Box], scores: Sequence[float], threshold: float) -> tuple[int, ...]:
    """Places of the boxes that greedy suppression keeps, best first; more than `threshold` IoU suppresses."""
    kept: list[int] = []
    for place in sorted(range(len(boxes)), key=lambda one: -scores[one]):
        if all(iou(boxes[place], boxes[other]) <= threshold for other in kept):
            kept.append(place)
    return tuple(kept)


def mean_iou(truth: Sequence[int], predicted: Sequence[int], classes: int) -> float:
    """The mean of the classes' IoU over pixels; classes that occur nowhere are left out (keras MeanIoU)."""
    found = []
    for label in range(classes):
        both = sum(a == b == label for a, b in zip(truth, predicted, strict=True))
        either = sum(label in pair for pair in zip(truth, predicted, strict=True))
        if either:
            found.append(both / either)
    return sum(found) / len(found)
