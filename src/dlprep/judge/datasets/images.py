"""Reads CIFAR-10 in every form it comes in: batches, class folders (both may be archives), .npz."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message
from dlprep.judge.datasets.arrays import Official, Part
from dlprep.judge.datasets.members import CUT_SHORT, opened
from dlprep.judge.datasets.pickles import load_npz, load_pickle

if TYPE_CHECKING:
    from pathlib import Path, PurePosixPath
    from typing import IO, Any

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
"""In the order of the labels 0 to 9."""
SIDE = 32
BATCHES = (*(f"data_batch_{n}" for n in range(1, 6)), "test_batch")
_PICTURES = {".jpg", ".jpeg", ".png", ".bmp"}


def read_images(path: Path) -> tuple[Official, str] | None:
    """The dataset in `path` and the name of its form, or None when it is in no known form.

    Raises:
        DatasetError: if the form is known but the content is damaged or incomplete.
    """
    if path.suffix == ".npz":
        return _from_npz(path), "npz"
    batches: dict[str, Part] = {}
    pictures: dict[str, list[tuple[str, int, Any]]] = {"train": [], "test": []}
    with opened(path) as members:
        for name, file in members:
            if name.name in BATCHES:
                batches[name.name] = _batch(name, file)
            elif _is_picture(name):
                pictures[name.parts[-3]].append(
                    (name.name, CLASSES.index(name.parts[-2]), _picture(name, file))
                )
    if batches:
        return _from_batches(batches), "batches"
    if any(pictures.values()):
        return Official(_from_pictures(pictures["train"]), _from_pictures(pictures["test"])), "class folders"
    return None


def _from_npz(path: Path) -> Official:
    import numpy as np

    arrays = load_npz(path, ("x_train", "y_train", "x_test", "y_test"))

    def part(which: str) -> Part:
        x, y = arrays[f"x_{which}"], arrays[f"y_{which}"]
        if x.dtype != np.uint8 or x.shape[1:] != (SIDE, SIDE, 3) or y.size != len(x):
            raise DatasetError(
                message(
                    "{path}: x_{part} must be uint8 of shape (n, 32, 32, 3), with n labels.",
                    path=path,
                    part=which,
                )
            )
        return Part(x, y.reshape(-1, 1).astype(np.uint8))

    return Official(part("train"), part("test"))


def _batch(name: PurePosixPath, file: IO[bytes]) -> Part:
    import numpy as np

    try:
        content = load_pickle(file)
        planes = np.asarray(content[b"data"], dtype=np.uint8).reshape(-1, 3, SIDE, SIDE)
        labels = np.asarray(content[b"labels"], dtype=np.uint8).reshape(len(planes), 1)
    except (pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError, IndexError) as error:
        raise DatasetError(
            message("{file} is not a CIFAR-10 batch: {error}.", file=name, error=error), CUT_SHORT
        ) from error
    return Part(planes.transpose(0, 2, 3, 1).copy(), labels)


def _from_batches(batches: dict[str, Part]) -> Official:
    import numpy as np

    if missing := [name for name in BATCHES if name not in batches]:
        raise DatasetError(message("These batches are missing: {names}.", names=", ".join(missing)))
    train = [batches[name] for name in BATCHES[:-1]]
    return Official(
        Part(np.concatenate([part.x for part in train]), np.concatenate([part.y for part in train])),
        batches[BATCHES[-1]],
    )


def _is_picture(name: PurePosixPath) -> bool:
    return (
        len(name.parts) >= 3
        and name.suffix.lower() in _PICTURES
        and name.parts[-2] in CLASSES
        and name.parts[-3] in ("train", "test")
    )


def _picture(name: PurePosixPath, file: IO[bytes]) -> Any:
    import numpy as np
    from PIL import Image

    try:
        with Image.open(file) as picture:
            if picture.size != (SIDE, SIDE):
                raise DatasetError(message("{file} is not 32 × 32 pixels.", file=name))
            return np.asarray(picture.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DatasetError(
            message("{file} is not an image that can be read: {error}.", file=name, error=error)
        ) from error


def _from_pictures(pictures: list[tuple[str, int, Any]]) -> Part:
    import numpy as np

    # Archives and folders list files in any order; the same pictures must give the same arrays.
    pictures.sort(key=lambda one: (one[1], one[0]))
    pixels = np.stack([one[2] for one in pictures]) if pictures else np.empty((0, SIDE, SIDE, 3), np.uint8)
    return Part(pixels, np.array([[one[1]] for one in pictures], dtype=np.uint8).reshape(-1, 1))
