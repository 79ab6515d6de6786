"""Walks archives and folders alike, without following anything out of them."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dlprep.domain.errors import DatasetError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    Member = tuple[PurePosixPath, IO[bytes]]

CUT_SHORT = message("It may have been cut short while copying; get it again.")
_MOST_BYTES = 256 * 2**20
"""The largest single file of a known dataset is 31 MB."""


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Member]]:
    """The plain files in a folder, .zip or .tar(.gz) as (path inside, open file), one at a time.

    Anything else has no files in it. Nothing is unpacked to disk; links, devices and paths that lead out of
    the archive are passed over.

    Raises:
        DatasetError: if `path` cannot be read, or breaks off in the middle.
    """
    try:
        if path.is_dir():
            yield _in_folder(path)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield _in_zip(archive)
        elif tarfile.is_tarfile(path):
            with tarfile.open(path, "r:*") as tar:
                yield _in_tar(tar)
        else:
            yield iter(())
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error) as error:
        raise DatasetError(
            message("{path} cannot be read: {error}.", path=path, error=error),
            CUT_SHORT,
        ) from error


def _in_folder(folder: Path) -> Iterator[Member]:
    for path in folder.rglob("*"):
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside and path.is_file() and path.stat().st_size <= _MOST_BYTES:
            with path.open("rb") as file:
                yield PurePosixPath(path.relative_to(folder).as_posix()), file


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename)
        if not entry.is_dir() and _stays_inside(name) and entry.file_size <= _MOST_BYTES:
            with archive.open(entry) as file:
                yield name, file


def _in_tar(archive: tarfile.TarFile) -> Iterator[Member]:
    for entry in archive:
        name = PurePosixPath(entry.name)
        if (
            entry.isreg()
            and _stays_inside(name)
            and entry.size <= _MOST_BYTES
            and (file := archive.extractfile(entry))
        ):
            with file:
                yield name, file


def _stays_inside(name: PurePosixPath) -> bool:
    return not name.is_absolute() and ".." not in name.parts
