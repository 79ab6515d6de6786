"""Reads the IMDb reviews in every form they come in: Keras' imdb.npz, or the authors' aclImdb tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message
from dlprep.judge.datasets.arrays import Official, Part, by_frequency, pack
from dlprep.judge.datasets.members import opened
from dlprep.judge.datasets.pickles import load_npz

if TYPE_CHECKING:
    from pathlib import Path, PurePosixPath

_LABELS = {"neg": 0, "pos": 1}
_SPLIT_AT = str.maketrans(dict.fromkeys('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n', " "))
"""What Keras' tokenizer takes out; apostrophes stay in words."""
Review = tuple[str, int, str]
"""File name, label, text."""


def read_reviews(path: Path) -> tuple[Official, str] | None:
    """The dataset in `path` and the name of its form, or None when it is in no known form.

    Raises:
        DatasetError: if the form is known but the content is damaged or incomplete.
    """
    if path.suffix == ".npz":
        return _from_npz(path), "npz"
    found: dict[str, list[Review]] = {"train": [], "test": []}
    with opened(path) as members:
        for name, file in members:
            if _is_review(name):
                text = file.read().decode("utf-8", errors="replace")
                found[name.parts[-3]].append((name.name, _LABELS[name.parts[-2]], text))
    return (_from_texts(found), "aclImdb") if any(found.values()) else None


def _from_npz(path: Path) -> Official:
    import numpy as np

    arrays = load_npz(path, ("x_train", "y_train", "x_test", "y_test"))

    def part(which: str) -> Part:
        x, y = arrays[f"x_{which}"], arrays[f"y_{which}"]
        try:
            packed = pack(x)
        except (TypeError, ValueError, OverflowError) as error:
            raise DatasetError(
                message(
                    "{path}: x_{part} must hold lists of word ranks: {error}.",
                    path=path,
                    part=which,
                    error=error,
                )
            ) from error
        ranks = packed[len(x) + 2 :]
        if len(y) != len(x) or not set(np.unique(y)) <= {0, 1} or ranks.min(initial=1) < 0:
            raise DatasetError(
                message(
                    "{path}: y_{part} must hold a 0 or 1 for every review, and ranks start at 1.",
                    path=path,
                    part=which,
                )
            )
        return Part(packed, np.asarray(y, dtype=np.int64))

    return Official(part("train"), part("test"))


def _is_review(name: PurePosixPath) -> bool:
    return (
        len(name.parts) >= 3
        and name.suffix == ".txt"
        and name.parts[-2] in _LABELS
        and name.parts[-3] in ("train", "test")
    )


def _from_texts(found: dict[str, list[Review]]) -> Official:
    vocabulary = by_frequency(words(text) for _, _, text in found["train"])
    rank = {word: number for number, word in enumerate(vocabulary, start=1)}
    return Official(_ranked(found["train"], rank), _ranked(found["test"], rank), vocabulary)


def _ranked(reviews: list[Review], rank: dict[str, int]) -> Part:
    import numpy as np

    reviews.sort(key=lambda review: (review[1], review[0]))
    # Words that the training part does not hold are skipped, as Keras does.
    ranked = [[rank[word] for word in words(text) if word in rank] for _, _, text in reviews]
    return Part(pack(ranked), np.array([label for _, label, _ in reviews], dtype=np.int64))


def words(text: str) -> list[str]:
    """The words of an English text as Keras' tokenizer splits them."""
    return text.lower().translate(_SPLIT_AT).split()
