"""The datasets dlprep knows, their tiers, and where a full one can be downloaded."""

from dataclasses import dataclass
from typing import Literal

from dlprep.domain.errors import unknown
from dlprep.domain.judging import Tier
from dlprep.domain.messages import Message, mark, message

Kind = Literal["images", "reviews"]

RECIPES = {Tier.EMBEDDED: 1, Tier.FULL: 1}
"""Raised when a tier's arrays change, so that old prepared folders are no longer used."""


@dataclass(frozen=True, slots=True)
class Published:
    """The official file of a dataset, as its authors or Keras publish it."""

    file: str
    url: str
    size_bytes: int
    digest: str
    algorithm: Literal["md5", "sha256"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many examples the official parts hold, and how many of `train` become validation data."""

    train: int
    test: int
    validation: int


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """One dataset."""

    name: str
    kind: Kind
    classes: int
    about: Message
    """What the full tier is."""
    embedded: Message
    """What the embedded tier is."""
    published: Published
    counts: Counts
    unpacked_bytes: int
    """Disk space of the kept copy and of the prepared form together."""
    forms: Message
    """What `dlprep data import` takes."""


CIFAR10 = DatasetInfo(
    name="cifar10",
    kind="images",
    classes=10,
    about=message("CIFAR-10: 60,000 colour photos of 32 × 32 pixels in 10 classes"),
    embedded=message("digits on photos: 5,000 handwritten digits blended into photo crops"),
    published=Published(
        file="cifar-10-python.tar.gz",
        url="https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        size_bytes=170_498_071,
        digest="c58f30108f718f92721af3b95e74349a",
        algorithm="md5",
    ),
    counts=Counts(train=50_000, test=10_000, validation=5_000),
    unpacked_bytes=369_000_000,
    forms=message(
        "the archive cifar-10-python.tar.gz (under any name), its folder cifar-10-batches-py, an .npz file "
        "with x_train, y_train, x_test and y_test, or a folder or .zip file of images as train/<class>/ and "
        "test/<class>/"
    ),
)

IMDB = DatasetInfo(
    name="imdb",
    kind="reviews",
    classes=2,
    about=message("IMDb: 50,000 English film reviews, positive or negative"),
    embedded=message("Chinese reviews: 16,000 shop and hotel reviews as characters, positive or negative"),
    published=Published(
        file="imdb.npz",
        url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb.npz",
        size_bytes=17_464_789,
        digest="69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
        algorithm="sha256",
    ),
    counts=Counts(train=25_000, test=25_000, validation=5_000),
    unpacked_bytes=96_000_000,
    forms=message(
        "the file imdb.npz of Keras, the archive aclImdb_v1.tar.gz (under any name), or its folder aclImdb"
    ),
)

DATASETS = {info.name: info for info in (CIFAR10, IMDB)}


def find(name: str) -> DatasetInfo:
    """The dataset with this name.

    Raises:
        BadInputError: if there is none; the message names the closest names.
    """
    try:
        return DATASETS[name]
    except KeyError:
        raise unknown(mark("dataset"), name, tuple(DATASETS)) from None
