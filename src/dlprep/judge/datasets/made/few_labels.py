"""Handwritten digits of which only every 35th is labelled: the photos are cheap, the labels are not."""

from __future__ import annotations

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts
from dlprep.judge.datasets.made import digits

LABELLED_A_CLASS = 10
UNKNOWN = -1


def make() -> Parts:
    """The digits of `digits`, in its parts, with y = -1 for all but ten training images of each class."""
    import numpy as np

    parts = digits.make()
    random = np.random.RandomState(SHUFFLE_SEED + 1)
    known = np.full_like(parts.train.y, UNKNOWN)
    for label in range(10):
        mine = random.permutation(np.flatnonzero(parts.train.y == label))[:LABELLED_A_CLASS]
        known[mine] = label
    return Parts(Part(parts.train.x, known), parts.validation, parts.test)
