"""Moves around the history's file: aside, into place, one process at a time. Nothing is ever overwritten."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING, Final

from dlprep.domain.errors import StorageError
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_SIDE_FILES: Final = ("-journal", "-wal", "-shm")


def side_files(path: Path) -> tuple[Path, ...]:
    """The files SQLite keeps beside `path` that hold anything."""
    beside = (path.with_name(path.name + ending) for ending in _SIDE_FILES)
    return tuple(file for file in beside if file.is_file() and file.stat().st_size > 0)


def free_name(path: Path, kind: str, at: datetime) -> Path:
    """A name beside `path` that nothing has yet: `history.db.damaged-20260314T120000Z`."""
    base = f"{path.name}.{kind}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    taken = {entry.name for entry in path.parent.iterdir()}
    number = 1
    name = base
    while any(other.startswith(name) for other in taken):
        number += 1
        name = f"{base}-{number}"
    return path.with_name(name)


def set_aside(path: Path, kind: str, at: datetime) -> Path:
    """Renames whatever lies at `path`, and SQLite's files beside it; returns the new name.

    Raises:
        StorageError: if the system does not let us.
    """
    try:
        target = free_name(path, kind, at)
        # The database first: should we be killed in between, the next start finds its files without it and
        # moves them too, where a new database beside an old journal would take in what the journal holds.
        if os.path.lexists(path):
            path.rename(target)
        for file in side_files(path):
            file.rename(target.with_name(target.name + file.name.removeprefix(path.name)))
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            message(
                "{path} cannot be used as the history, nor moved aside: {error}.",
                path=path,
                error=error.strerror,
            ),
            message("Move it elsewhere yourself, then start dlprep again."),
        ) from error
    return target


def put_in_place(temporary: Path, path: Path) -> None:
    """Gives a finished file its name, for good.

    Raises:
        OSError: if the system does not let us.
    """
    descriptor = os.open(temporary, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.rename(path)
    sync_folder(path.parent)


def discard(path: Path) -> None:
    """Removes a file and SQLite's files beside it, as far as the system lets us."""
    for ending in ("", *_SIDE_FILES):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes renames in `folder` outlast a power cut, where the system can open folders."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keeps other processes from creating, moving or migrating `path`; the system frees a dead one's lock.

    Raises:
        OSError: if the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(f"{path.name}-lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Some network folders know no locks; there we go on without.
        with suppress(OSError):
            _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
