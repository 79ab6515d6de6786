"""The prepared form of a tier: a folder of arrays, written whole or not at all, and checked before each use.

visible/x_train.npy y_train.npy x_val.npy y_val.npy [vocabulary.json]   the learner's code may read these
hidden/x_test.npy y_test.npy       the inputs are handed out after training, the labels never
manifest.json                      counts, sizes, digests, recipe, origin
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.datasets.arrays import Parts

MANIFEST = "manifest.json"
VISIBLE = ("x_train", "y_train", "x_val", "y_val")
HIDDEN = ("x_test", "y_test")
_BLOCK = 4096
_SAMPLES = 16


@dataclass(frozen=True, slots=True)
class Prepared:
    """A tier that is ready for a run."""

    folder: Path
    origin: str
    """What the arrays were made from, for people."""
    train: int
    validation: int
    test: int

    @property
    def visible(self) -> Path:
        """The folder that the learner's code may read."""
        return self.folder / "visible"

    @property
    def hidden_inputs(self) -> Path:
        """The file of hidden inputs, given to the worker once training has ended."""
        return self.folder / "hidden" / "x_test.npy"

    def hidden_labels(self) -> NDArray[Any]:
        """The labels of the hidden inputs, as they were written. Only our side may call this.

        Raises:
            DatasetError: if the file cannot be read.
        """
        import numpy as np

        try:
            return np.asarray(np.load(self.folder / "hidden" / "y_test.npy", allow_pickle=False))
        except (OSError, ValueError) as error:
            raise DatasetError(message("The hidden labels cannot be read: {error}.", error=error)) from error


def write(folder: Path, parts: Parts, *, recipe: str, origin: str) -> Prepared:
    """Writes `parts` to `folder`; a reader sees the old folder, none, or the whole new one.

    Raises:
        DatasetError: if the disk is full or refuses.
    """
    building = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    try:
        shutil.rmtree(building, ignore_errors=True)
        _write_arrays(building, parts)
        counts = {
            "train": len(parts.train.y),
            "validation": len(parts.validation.y),
            "test": len(parts.test.y),
        }
        files = {
            path.relative_to(building).as_posix(): {"bytes": path.stat().st_size, **_digests(path)}
            for path in sorted(building.rglob("*.*"))
        }
        manifest = {"recipe": recipe, "origin": origin, "counts": counts, "files": files}
        (building / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _put_in_place(building, folder)
    except OSError as error:
        raise DatasetError(
            message(
                "The dataset cannot be written to {folder}: {error}.", folder=folder, error=error.strerror
            ),
            message("Make room on the disk, or make the folder writable, and try again."),
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Prepared(folder, origin, **counts)


def _write_arrays(building: Path, parts: Parts) -> None:
    import numpy as np

    named = dict(zip(("train", "val", "test"), (parts.train, parts.validation, parts.test), strict=True))
    for subfolder, names in (("visible", VISIBLE), ("hidden", HIDDEN)):
        (building / subfolder).mkdir(parents=True)
        for name in names:
            axis, part = name.split("_")
            np.save(building / subfolder / f"{name}.npy", getattr(named[part], axis), allow_pickle=False)
    if parts.vocabulary:
        words = json.dumps(parts.vocabulary, ensure_ascii=False)
        (building / "visible" / "vocabulary.json").write_text(words, encoding="utf-8")


def _put_in_place(building: Path, folder: Path) -> None:
    old = folder.with_name(f"{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.replace(old)
    try:
        building.replace(folder)
    except OSError:
        # Another process may have put the same arrays there in between; then its copy serves.
        if not (folder / MANIFEST).is_file():
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def open_prepared(folder: Path, *, recipe: str) -> Prepared | None:
    """The prepared tier in `folder`, or None when it is absent, of another recipe, or damaged.

    Cheap: looks at sizes and at sampled blocks of every file, a few milliseconds in all.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["recipe"] != recipe or _first_damage(folder, manifest, _sampled, "sampled"):
            return None
        return Prepared(folder, str(manifest["origin"]), **manifest["counts"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def verify(folder: Path) -> Message | None:
    """Reads every byte; the first damage found, or None when all is as it was written."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        damaged = _first_damage(folder, manifest, _whole, "sha256")
    except (OSError, ValueError, KeyError, TypeError) as error:
        return message("the manifest cannot be used: {error}", error=error)
    return message("{file} is not as it was written", file=damaged) if damaged else None


def _first_damage(
    folder: Path, manifest: dict[str, Any], digest: Callable[[Path], str], key: str
) -> str | None:
    files: dict[str, dict[str, Any]] = manifest["files"]
    wanted = {f"visible/{name}.npy" for name in VISIBLE} | {f"hidden/{name}.npy" for name in HIDDEN}
    if missing := wanted - files.keys():
        return min(missing)
    for name, known in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != known["bytes"] or digest(path) != known[key]:
            return name
    return None


def _digests(path: Path) -> dict[str, str]:
    return {"sha256": _whole(path), "sampled": _sampled(path)}


def _whole(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sampled(path: Path) -> str:
    size = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for i in range(_SAMPLES):
            file.seek(max(0, (size - _BLOCK) * i // (_SAMPLES - 1)))
            digest.update(file.read(_BLOCK))
    return digest.hexdigest()
