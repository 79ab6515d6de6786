"""What the run leaves of the machine, which others need too."""

import contextlib
import os
from pathlib import Path

LEAST_DISK_BYTES = 32 * 1024 * 1024
LEAST_MEMORY_BYTES = 128 * 1024 * 1024
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - looked at only


def is_left(folder: str | int) -> bool:
    """False when the disk under `folder`, or the memory of the machine, is all but used up."""
    free, memory = _free_bytes(folder), _available_bytes()
    return (free is None or free >= LEAST_DISK_BYTES) and (memory is None or memory >= LEAST_MEMORY_BYTES)


def _free_bytes(folder: str | int) -> int | None:
    try:
        found = os.statvfs(folder)
    except (OSError, AttributeError):
        return None
    return found.f_bavail * found.f_frsize


def _available_bytes() -> int | None:
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_bytes().splitlines():
            if line.startswith(b"MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


class SharedMemory:
    """Files that this user adds to the machine's shared memory, where a run may make some."""

    def __init__(self, folder: str = _SHARED_MEMORY) -> None:
        """What is there now is not the run's."""
        self._folder = folder
        self._before = {name for name, _ in self._files()}

    def growth_bytes(self) -> int:
        """Bytes of the files that were not there at first."""
        return sum(size for name, size in self._files() if name not in self._before)

    def _files(self) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if status.st_uid == os.getuid():
                        found.append((entry.name, status.st_blocks * 512))
        return found
