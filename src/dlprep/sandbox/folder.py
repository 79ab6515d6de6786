"""How much a folder holds, found without recursion and without following links."""

import os
import stat
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """What a look at a folder found; it stops early once a cap is passed."""

    size_bytes: int
    """On disk, so a sparse file counts what it takes."""
    entries: int
    depth: int


def measure(folder: str, *, max_entries: int, max_depth: int) -> Contents:
    """Adds up the folder; a file with several names counts once."""
    size = entries = deepest = 0
    linked: set[tuple[int, int]] = set()
    ahead = [(folder, 1)]
    while ahead and entries <= max_entries and deepest <= max_depth:
        path, depth = ahead.pop()
        deepest = max(deepest, depth)
        try:
            listing = os.scandir(path)
        except OSError:
            continue
        with listing:
            for entry in listing:
                entries += 1
                try:
                    found = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if stat.S_ISDIR(found.st_mode):
                    ahead.append((entry.path, depth + 1))
                elif found.st_nlink == 1 or (found.st_dev, found.st_ino) not in linked:
                    linked.add((found.st_dev, found.st_ino))
                    size += found.st_blocks * 512
                if entries > max_entries:
                    break
    return Contents(size, entries, deepest)
