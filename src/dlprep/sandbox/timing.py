"""How long work takes against a fixed matrix product in one process, so that a slow machine slows both."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

ROUNDS = 5
SIDE = 512
"""Of the two float32 matrices of the reference product."""


def against_reference(work: Callable[[], Any]) -> tuple[float, float]:
    """Median seconds of `work` and of the reference product, taken in turns; both are warmed up first."""
    matrix = np.ones((SIDE, SIDE), dtype=np.float32)

    def reference() -> Any:
        return matrix @ matrix

    mine: list[float] = []
    theirs: list[float] = []
    for number in range(ROUNDS + 1):
        for task, times in ((work, mine), (reference, theirs)):
            began = time.perf_counter()
            task()
            if number:
                times.append(time.perf_counter() - began)
    return statistics.median(mine), statistics.median(theirs)
