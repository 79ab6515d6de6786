"""Digits to learn to draw; what is hidden is noise to draw from, and real digits to compare with."""

from __future__ import annotations

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts
from dlprep.judge.datasets.made import digits

NOISE = 32


def make() -> Parts:
    """Training and validation as in `digits`; hidden x float32 (1000, 32), hidden y the pixels from 0 to 1.

    The noise is standard normal, rounded, so that it is the same on machines whose logarithms differ.
    """
    import numpy as np

    parts = digits.make()
    random = np.random.RandomState(SHUFFLE_SEED + 2)
    noise = random.randn(len(parts.test.y), NOISE).round(3).astype(np.float32)
    return Parts(parts.train, parts.validation, Part(noise, (parts.test.x / 255).astype(np.float32)))
