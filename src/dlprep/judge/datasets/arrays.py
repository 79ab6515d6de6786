"""What a dataset is in memory: three parts of inputs and labels, in the form that Keras' loaders give."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

SHUFFLE_SEED = 113
"""Starts the one random stream that a tier is made with; part of the recipe."""


@dataclass(frozen=True, slots=True)
class Part:
    """Inputs and labels of the same examples, in the same order."""

    x: NDArray[Any]
    """Images as uint8 (n, height, width, channels), or packed sequences (see `pack`)."""
    y: NDArray[Any]
    """Labels as Keras gives them: uint8 (n, 1) for images, int64 (n,) for reviews."""


@dataclass(frozen=True, slots=True)
class Official:
    """A dataset as its authors split it."""

    train: Part
    test: Part
    vocabulary: tuple[str, ...] = ()
    """Words by falling frequency, rank 1 first; empty when unknown or not text."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A dataset as a challenge uses it. The labels of `test` never reach the learner's code."""

    train: Part
    validation: Part
    test: Part
    vocabulary: tuple[str, ...] = ()


def pack(sequences: Sequence[Sequence[int]]) -> NDArray[Any]:
    """Sequences of unequal length as one int32 array: count, offsets (count + 1 of them), then all ids."""
    import numpy as np

    lengths = np.fromiter((len(one) for one in sequences), np.int32, len(sequences))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    ids = np.fromiter((word for one in sequences for word in one), np.int32, int(offsets[-1]))
    return np.concatenate([[len(sequences)], offsets, ids]).astype(np.int32)


def unpack(packed: NDArray[Any]) -> list[NDArray[Any]]:
    """The sequences that `pack` joined."""
    count = int(packed[0])
    offsets, ids = packed[1 : count + 2], packed[count + 2 :]
    return [ids[offsets[i] : offsets[i + 1]] for i in range(count)]


def by_frequency(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Every word or character of the texts, most frequent first, ties in code-point order."""
    counts = Counter(word for text in texts for word in text)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))


def take(part: Part, chosen: NDArray[Any]) -> Part:
    """The examples of `part` at the indices `chosen`, in that order."""
    if part.x.ndim > 1:
        return Part(part.x[chosen], part.y[chosen])
    sequences = unpack(part.x)
    return Part(pack([sequences[i] for i in chosen]), part.y[chosen])


def stratified(labels: NDArray[Any], held_out: int, random: RandomState) -> tuple[NDArray[Any], NDArray[Any]]:
    """Shuffled indices of two parts: the rest, and `held_out` examples with equally many of every class."""
    import numpy as np

    flat = labels.reshape(-1)
    order = random.permutation(len(flat))
    classes = np.unique(flat)
    held = np.zeros(len(flat), dtype=bool)
    for label in classes:
        held[order[flat[order] == label][: held_out // len(classes)]] = True
    # Shuffled once more: in `order`, the class that filled up last would stand at the end.
    return random.permutation(np.flatnonzero(~held)), random.permutation(np.flatnonzero(held))


def split(official: Official, validation: int) -> Parts:
    """Takes `validation` examples out of the training part; the official test part becomes the hidden one.

    Every part is shuffled, since class folders come sorted and their order would tell the labels.
    """
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    rest, held = stratified(official.train.y, validation, random)
    test_order = random.permutation(len(official.test.y))
    return Parts(
        train=take(official.train, rest),
        validation=take(official.train, held),
        test=take(official.test, test_order),
        vocabulary=official.vocabulary,
    )
