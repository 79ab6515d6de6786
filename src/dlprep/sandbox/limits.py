"""What a run may use: hard limits the worker sets on itself, and the warden's regular look at the rest."""

import contextlib
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dlprep.sandbox import folder, tree
from dlprep.wire import Start

MAX_ENTRIES = 20_000
MAX_DEPTH = 64
_FILE_BYTES = 512 * 1024 * 1024
_OPEN_FILES = 512
_SPARE_THREADS = 512
"""On top of what this user's processes have; TensorFlow alone starts several a core."""
_THREADS_A_CORE = 32
_THREADS_ALONE = 64
"""Where only the run's own threads are counted."""
_THREADS_A_CORE_ALONE = 16
_DISK_PAUSE_SECONDS = 0.3
_DISK_SHARE = 20
"""A look at the folder that took t seconds is not repeated for this many times t."""


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
        _lower(resource.RLIMIT_NPROC, _most_threads(counts_alone=counts_alone))


def _most_threads(*, counts_alone: bool) -> int:
    cores = os.cpu_count() or 1
    if counts_alone:
        return _THREADS_ALONE + _THREADS_A_CORE_ALONE * cores
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


class Watch:
    """Looks at the processes below the warden, and names the first limit that is passed."""

    def __init__(self, start: Start, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Nothing is counted before `begin`."""
        self.start = start
        self.peak_bytes = 0
        self._monotonic = monotonic
        self._began_at = self._phase_began_at = monotonic()
        self._allowed_seconds = start.wall_seconds
        self._cpu_before = 0.0
        self._disk_at = 0.0

    def begin(self) -> None:
        """The script starts now; what importing TensorFlow used is not its doing."""
        self._began_at = self._phase_began_at = self._monotonic()
        self._cpu_before = self.cpu_now()

    def begin_predicting(self) -> None:
        """Training has ended in time; predictions have a time of their own."""
        self._phase_began_at = self._monotonic()
        self._allowed_seconds = self.start.predict_seconds

    @property
    def wall_seconds(self) -> float:
        """Since `begin`."""
        return self._monotonic() - self._began_at

    def cpu_now(self) -> float:
        """CPU seconds of the living processes and of those that were waited for, import included."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        living = sum(process.cpu_seconds for process in tree.sample(os.getpid()))
        return ended.ru_utime + ended.ru_stime + living

    def cpu_of_run(self) -> float:
        """CPU seconds since `begin`; exact once every process was reaped."""
        return max(0.0, self.cpu_now() - self._cpu_before)

    def breach(self) -> str | None:
        """The reason to end the run, or None."""
        if self._monotonic() - self._phase_began_at > self._allowed_seconds:
            return "wall"
        processes = [one for one in tree.sample(os.getpid()) if not one.zombie]
        if len(processes) > self.start.processes:
            return "processes"
        if sum(one.cpu_seconds for one in processes) - self._cpu_before > self.start.cpu_seconds:
            return "cpu"
        pids = [one.pid for one in processes]
        if self._memory(processes) > self.start.memory_bytes:
            return "memory"
        return "disk" if self._disk_is_full(pids) else None

    def _memory(self, processes: list[tree.Process]) -> int:
        total = sum(one.memory_bytes for one in processes)
        if total > self.start.memory_bytes and len(processes) > 1:
            # Forks share their pages, and a sum counts them once for each.
            total = tree.proportional_bytes(one.pid for one in processes) or total
        self.peak_bytes = max(self.peak_bytes, total)
        return total

    def _disk_is_full(self, pids: list[int]) -> bool:
        before = self._monotonic()
        if before < self._disk_at:
            return False
        found = folder.measure(self.start.work_dir, max_entries=MAX_ENTRIES, max_depth=MAX_DEPTH)
        hidden = tree.deleted_bytes(pids)
        after = self._monotonic()
        self._disk_at = after + max(_DISK_PAUSE_SECONDS, _DISK_SHARE * (after - before))
        return (
            found.size_bytes + hidden > self.start.disk_bytes
            or found.entries > MAX_ENTRIES
            or found.depth > MAX_DEPTH
        )
