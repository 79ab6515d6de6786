"""Tiny datasets in the forms the real ones come in."""

import pickle
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dlprep.judge.datasets.registry import CIFAR10, IMDB, Counts, DatasetInfo

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")

REVIEWS = {
    "train/pos/0_9.txt": "A good, good film!<br />I like it.",
    "train/neg/1_2.txt": "A bad film. It's bad",
    "test/pos/0_8.txt": "good stuff",
    "test/neg/1_1.txt": "bad",
}


@pytest.fixture
def small_cifar10() -> DatasetInfo:
    """CIFAR-10 with 50 + 10 images, of which 10 are held out."""
    return replace(CIFAR10, counts=Counts(train=50, test=10, validation=10))


@pytest.fixture
def small_imdb() -> DatasetInfo:
    """IMDb with 2 + 2 reviews."""
    return replace(IMDB, counts=Counts(train=2, test=2, validation=0))


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    """A folder cifar-10-batches-py: 10 images a batch; pixel (0, 0) holds (batch, image, 7)."""
    folder = tmp_path / "cifar-10-batches-py"
    folder.mkdir()
    for number, name in enumerate([*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]):
        planes = np.zeros((10, 3, 32, 32), dtype=np.uint8)
        planes[:, :, 0, 0] = [(number, image, 7) for image in range(10)]
        content = {b"data": planes.reshape(10, -1), b"labels": list(range(10)), b"batch_label": b"a batch"}
        (folder / name).write_bytes(pickle.dumps(content, protocol=2))
    return folder


@pytest.fixture
def class_folders(tmp_path: Path) -> Path:
    """A folder of PNG images: 5 + 1 a class, every pixel (label, number, 9)."""
    folder = tmp_path / "pictures"
    for part, count in (("train", 5), ("test", 1)):
        for label, name in enumerate(CLASSES):
            (folder / part / name).mkdir(parents=True)
            for number in range(count):
                colour = Image.new("RGB", (32, 32), (label, number, 9))
                colour.save(folder / part / name / f"{number:04}.png")
    return folder


@pytest.fixture
def acl_imdb(tmp_path: Path) -> Path:
    """A folder aclImdb with two reviews a part, and the files that are passed over."""
    folder = tmp_path / "aclImdb"
    for name, text in {**REVIEWS, "train/unsup/3_0.txt": "no label", "imdb.vocab": "the"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tarred() -> Callable[[Path], Path]:
    """Packs a folder as <folder>.tar.gz beside it."""

    def pack(folder: Path) -> Path:
        path = folder.with_name(f"{folder.name}.tar.gz")
        with tarfile.open(path, "w:gz") as archive:
            archive.add(folder, arcname=folder.name)
        return path

    return pack


@pytest.fixture
def keras_imdb(tmp_path: Path) -> Callable[..., Path]:
    """Writes an imdb.npz as Keras publishes it: pickled arrays of lists, labels 0, 1, 0, …"""

    def lists(sequences: list[list[int]]) -> Any:
        array = np.empty(len(sequences), dtype=object)
        array[:] = sequences
        return array

    def write(x_train: list[list[int]], x_test: list[list[int]]) -> Path:
        path = tmp_path / "imdb.npz"
        labels = [np.arange(len(x)) % 2 for x in (x_train, x_test)]
        np.savez(path, x_train=lists(x_train), y_train=labels[0], x_test=lists(x_test), y_test=labels[1])
        return path

    return write
