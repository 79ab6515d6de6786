"""How much a folder holds, found without recursion, without links, whatever its names and modes."""

import contextlib
import os
import stat
from dataclasses import dataclass

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Contents:
    """What a look at a folder found; it stops early once a cap is passed."""

    size_bytes: int
    """On disk, so a sparse file counts what it takes."""
    entries: int
    depth: int


class _Opened:
    """A folder that is being looked at. No path leads to the next: it could be too long, or change."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.entries = os.scandir(descriptor)

    def close(self) -> None:
        self.entries.close()
        os.close(self.descriptor)


def measure(folder: str | int, *, max_entries: int, max_depth: int) -> Contents:
    """Adds up a folder, or an open one; a file with several names counts once."""
    size = entries = deepest = 0
    linked: set[tuple[int, int]] = set()
    opened: list[_Opened] = []
    _enter(opened, folder)
    while opened and entries <= max_entries and deepest <= max_depth:
        deepest = max(deepest, len(opened))
        entry = next(opened[-1].entries, None)
        if entry is None:
            opened.pop().close()
            continue
        entries += 1
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode):
            _enter(opened, entry.name)
        elif found.st_nlink == 1 or (found.st_dev, found.st_ino) not in linked:
            linked.add((found.st_dev, found.st_ino))
            size += found.st_blocks * 512
    for one in opened:
        one.close()
    return Contents(size, entries, deepest)


def _enter(opened: list[_Opened], folder: str | int) -> None:
    with contextlib.suppress(OSError):
        if isinstance(folder, int):
            opened.append(_Opened(os.dup(folder)))
        else:
            opened.append(_Opened(_open(folder, opened[-1].descriptor if opened else None)))


def _open(name: str, parent: int | None) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except PermissionError:
        # A script can make folders that it may fill and nobody may list.
        held = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
        try:
            os.chmod(f"/proc/self/fd/{held}", 0o700)  # noqa: PTH101 - the open folder, not whatever has its name
            return os.open(name, _FOLDER, dir_fd=parent)
        finally:
            os.close(held)
