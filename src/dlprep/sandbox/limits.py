"""The hard limits that the worker sets on itself; the warden looks at the rest, see `watch`."""

import contextlib
import os
import resource
import sys
from pathlib import Path

from dlprep.wire import Start

_FILE_BYTES = 512 * 1024 * 1024
_OPEN_FILES = 512
_SPARE_THREADS = 512
"""On top of what this user's processes have; TensorFlow alone starts several a core."""
_THREADS_A_CORE = 32
_THREADS_ALONE = 64
"""Where only the run's own threads are counted."""
_THREADS_A_CORE_ALONE = 16


def restrict(start: Start, *, counts_alone: bool = False) -> None:
    """Sets the limits of the calling process and of all it starts.

    `counts_alone` when the system counts the threads of this run apart from the user's others. Address space
    is left alone: TensorFlow reserves gigabytes it never touches, more with every core.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, min(_FILE_BYTES, start.disk_bytes))
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _lower(resource.RLIMIT_CPU, int(start.cpu_seconds) + 60)
    if sys.platform == "linux":
        # Elsewhere the system ignores these two, or counts what TensorFlow only reserves.
        _lower(resource.RLIMIT_DATA, start.memory_bytes)
        _lower(resource.RLIMIT_NPROC, _most_threads(start.processes, counts_alone=counts_alone))


def _most_threads(processes: int, *, counts_alone: bool) -> int:
    cores = os.cpu_count() or 1
    if counts_alone:
        # The warden ends a run with more processes; TensorFlow, short of a thread, would abort.
        return processes + _THREADS_ALONE + _THREADS_A_CORE_ALONE * cores
    return _threads_of_user() + _SPARE_THREADS + _THREADS_A_CORE * cores


def _lower(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (wanted, wanted))


def _threads_of_user() -> int:
    count = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):
                if process.stat().st_uid == os.getuid():
                    count += sum(1 for _ in (process / "task").iterdir())
    return count
