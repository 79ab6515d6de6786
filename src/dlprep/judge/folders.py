"""The folder a run works in: made for it alone, and removed afterwards whatever the script left there."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.messages import message
from dlprep.judge.strays import end_processes_of

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run's folder; the script's part is held open, so that no link can be put in its place."""

    run_id: str
    path: Path
    descriptor: int
    """The open work folder."""

    @classmethod
    def create(cls, cache_dir: Path) -> Self:
        """A new folder under `cache_dir/runs`.

        Raises:
            EnvironmentFaultError: if the disk refuses.
        """
        runs = cache_dir / "runs"
        run_id = f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            runs.mkdir(parents=True, exist_ok=True)
            path = runs / run_id
            path.mkdir(mode=0o700)
            (path / "work").mkdir(mode=0o700)
            return cls(run_id, path, os.open(path / "work", _OPEN_FOLDER))
        except OSError as error:
            raise EnvironmentFaultError(
                message(
                    "No folder for the run can be made in {folder}: {error}.",
                    folder=runs,
                    error=error.strerror,
                ),
                message("Make room on the disk, or make the folder writable, and try again."),
            ) from error

    @property
    def work(self) -> Path:
        """The learner's part."""
        return self.path / "work"

    @property
    def log(self) -> Path:
        """What the warden complained of."""
        return self.path / "warden.log"

    def write(self, name: str, data: bytes) -> None:
        """Writes a file that must not be there yet.

        Raises:
            OSError: if it is there, or the disk refuses.
        """
        with os.fdopen(os.open(name, _NEW_FILE, 0o600, dir_fd=self.descriptor), "wb") as file:
            file.write(data)

    def exchange(self, inputs: BinaryIO) -> str:
        """Puts what `inputs` holds into a fresh folder whose name nobody could know; returns that name.

        Raises:
            OSError: if the disk refuses.
        """
        name = f"io-{secrets.token_hex(8)}"
        os.mkdir(name, 0o700, dir_fd=self.descriptor)
        # A script that still has threads may put a link in its place at once.
        folder = os.open(name, _OPEN_FOLDER, dir_fd=self.descriptor)
        try:
            with os.fdopen(os.open("inputs", _NEW_FILE, 0o600, dir_fd=folder), "wb") as copy:
                shutil.copyfileobj(inputs, copy, 1 << 20)
        finally:
            os.close(folder)
        return name

    def read(self, name: str, *, most_bytes: int) -> bytes:
        """A file that the script left; only a file of its own is read, never through a link.

        Raises:
            OSError: if there is none, it is no plain file, or it is larger than `most_bytes`.
        """
        descriptor = os.open(
            name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=self.descriptor
        )
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
                raise OSError(errno.EINVAL, "not a file of its own")
            if found.st_size > most_bytes:
                raise OSError(errno.EFBIG, "too large")
            return file.read(most_bytes + 1)

    def remove(self) -> None:
        """Removes everything; what cannot be removed now is tried again by a later run."""
        with contextlib.suppress(OSError):
            os.close(self.descriptor)
        remove_tree(self.path)


def seal(folder: Path) -> frozenset[tuple[str, int, int, int]]:
    """What tells whether a file in `folder` was changed since: a script cannot set when that happened."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in entries]
    except OSError:
        return frozenset()
    return frozenset((name, one.st_ino, one.st_size, one.st_ctime_ns) for name, one in found)


def remove_leftovers(cache_dir: Path) -> None:
    """Removes the folders of judges that no longer live, and ends what may still run in them."""
    try:
        folders = list((cache_dir / "runs").iterdir())
    except OSError:
        return
    for folder in folders:
        owner = folder.name.partition("-")[0]
        if owner.isdecimal() and not _lives(int(owner)):
            end_processes_of(folder.name)
            remove_tree(folder)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def remove_tree(root: Path) -> bool:
    """Removes a folder of any depth, with any modes, without following links; True when nothing is left.

    Every folder found inside is first moved up to the top, so that no path grows too long for the system.
    """
    moved = 0
    with contextlib.suppress(OSError):
        _open_up(root)
        # Files go at once: each level of a deep tree looks at the top again.
        while entries := list(os.scandir(root)):
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    moved = _empty(Path(entry.path), root, moved)
                else:
                    Path(entry.path).unlink()
        root.rmdir()
    return not os.path.lexists(root)


def _empty(folder: Path, root: Path, moved: int) -> int:
    _open_up(folder)
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            # A folder must be writable to be moved, since its `..` changes.
            _open_up(Path(entry.path))
            moved += 1
            Path(entry.path).rename(root / f"{moved}.{secrets.token_hex(4)}.moved")
        else:
            Path(entry.path).unlink()
    folder.rmdir()
    return moved


def _open_up(folder: Path) -> None:
    if stat.S_IMODE(folder.lstat().st_mode) & 0o700 != 0o700:
        folder.chmod(0o700)
