"""The full tier: the article's own data, kept as one file once it was fetched or imported."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message
from dlprep.judge.datasets.arrays import Official, Part

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.judge.datasets.registry import DatasetInfo

ARRAYS = ("x_train", "y_train", "x_test", "y_test")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a full dataset came from."""

    what: str
    """The file or folder that was read, by name."""
    form: str
    """Its form: archive, batches, npz, folders, zip or tree."""
    published: bool
    """True when its checksum is the published one."""


def kept_file(store: Path) -> Path:
    """The file that holds a fetched or imported dataset."""
    return store / "official.npz"


def keep(store: Path, official: Official, origin: Origin) -> None:
    """Keeps the dataset in `store`; a reader sees the old one, none, or the whole new one.

    Raises:
        DatasetError: if the disk is full or refuses.
    """
    import numpy as np

    store.mkdir(parents=True, exist_ok=True)
    temporary = store / f"official.{os.getpid()}.tmp.npz"
    about = json.dumps({"origin": asdict(origin), "vocabulary": official.vocabulary}, ensure_ascii=False)
    try:
        np.savez(
            temporary,
            x_train=official.train.x,
            y_train=official.train.y,
            x_test=official.test.x,
            y_test=official.test.y,
            about=np.frombuffer(about.encode(), dtype=np.uint8),
        )
        temporary.replace(kept_file(store))
    except OSError as error:
        raise DatasetError(
            message(
                "The dataset cannot be written to {folder}: {error}.", folder=store, error=error.strerror
            ),
            message("Make room on the disk, or make the folder writable, and try again."),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def load(store: Path, info: DatasetInfo) -> tuple[Official, Origin]:
    """The dataset that `keep` wrote. NumPy's zip container checks a CRC of every array.

    Raises:
        DatasetError: if it was never fetched or imported, or is damaged.
    """
    import numpy as np

    path = kept_file(store)
    if not path.is_file():
        raise DatasetError(
            message("The full {name} data is not on this machine.", name=info.name),
            message("Run: dlprep data fetch {name}, or: dlprep data import {name} PATH", name=info.name),
        )
    try:
        with np.load(path, allow_pickle=False) as arrays:
            x_train, y_train, x_test, y_test = (arrays[name] for name in ARRAYS)
            about = json.loads(arrays["about"].tobytes())
        official = Official(Part(x_train, y_train), Part(x_test, y_test), tuple(about["vocabulary"]))
        return official, Origin(**about["origin"])
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise DatasetError(
            message("The kept copy of {name} is damaged: {error}.", name=info.name, error=error),
            message("Run: dlprep data fetch {name}, or: dlprep data import {name} PATH", name=info.name),
        ) from error
