"""The warden's regular look at what a run uses; the worker limits itself in the rest, see `limits`."""

import os
import resource
import time
from collections.abc import Callable

from dlprep.sandbox import folder, room, tree
from dlprep.wire import Start

MAX_ENTRIES = 20_000
MAX_DEPTH = 64
_DISK_PAUSE_SECONDS = 0.3
_DISK_SHARE = 20
"""A look at the folder that took t seconds is not repeated for this many times t."""


class Watch:
    """Looks at the processes below the warden, and names the first limit that is passed."""

    def __init__(self, start: Start, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Nothing is counted before `begin`."""
        self.start = start
        self.peak_bytes = 0
        self._monotonic = monotonic
        self._began_at = self._phase_began_at = monotonic()
        self._allowed_seconds = start.wall_seconds
        self._cpu_before = self._cpu_seen = 0.0
        self._disk_at = 0.0
        self._relays = frozenset[int]()
        self._shared_memory: room.SharedMemory | None = None
        # Held open: it may be given another name while it is looked at.
        self._folder = os.open(start.work_dir, os.O_RDONLY | os.O_CLOEXEC)

    def begin(self, worker: int) -> None:
        """The script starts now; what importing TensorFlow used is not its doing.

        `worker` is the process that the warden started.
        """
        self._relays = tree.relays(worker)
        if not self._relays:
            # A worker with namespaces has shared memory of its own, of a fixed size.
            self._shared_memory = room.SharedMemory()
        self._began_at = self._phase_began_at = self._monotonic()
        self._cpu_before = self._cpu_seen = self._cpu(tree.sample(os.getpid()))

    def begin_predicting(self) -> None:
        """Training has ended in time; predictions have a time of their own."""
        self._phase_began_at = self._monotonic()
        self._allowed_seconds = self.start.predict_seconds

    @property
    def wall_seconds(self) -> float:
        """Since `begin`."""
        return self._monotonic() - self._began_at

    def _cpu(self, processes: list[tree.Process]) -> float:
        """CPU seconds of these and of those that we waited for, import included."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime + sum(one.cpu_seconds for one in processes)

    def cpu_of_run(self) -> float:
        """CPU seconds since `begin`. Call it before the processes are ended and again afterwards.

        What a process used is lost when its parent is killed first, as in a view of processes that is ended.
        """
        self._cpu_seen = max(self._cpu_seen, self._cpu(tree.sample(os.getpid())))
        return self._cpu_seen - self._cpu_before

    def breach(self) -> str | None:
        """The reason to end the run, or None."""
        if self._monotonic() - self._phase_began_at > self._allowed_seconds:
            return "wall"
        found = tree.sample(os.getpid())
        processes = [one for one in found if not one.zombie and one.pid not in self._relays]
        if len(processes) > self.start.processes:
            return "processes"
        self._cpu_seen = max(self._cpu_seen, self._cpu(found))
        if self._cpu_seen - self._cpu_before > self.start.cpu_seconds:
            return "cpu"
        if self._memory(processes) > self.start.memory_bytes:
            return "memory"
        return self._breach_of_space([one.pid for one in processes])

    def _memory(self, processes: list[tree.Process]) -> int:
        total = sum(one.memory_bytes for one in processes)
        if total > self.start.memory_bytes and len(processes) > 1:
            # Forks share their pages, and a sum counts them once for each.
            total = tree.proportional_bytes(one.pid for one in processes) or total
        self.peak_bytes = max(self.peak_bytes, total)
        return total

    def _breach_of_space(self, pids: list[int]) -> str | None:
        before = self._monotonic()
        if before < self._disk_at:
            return None
        found = folder.measure(self._folder, max_entries=MAX_ENTRIES, max_depth=MAX_DEPTH)
        used = found.size_bytes + tree.deleted_bytes(pids)
        if self._shared_memory:
            used += self._shared_memory.growth_bytes()
        after = self._monotonic()
        self._disk_at = after + max(_DISK_PAUSE_SECONDS, _DISK_SHARE * (after - before))
        if used > self.start.disk_bytes or found.entries > MAX_ENTRIES or found.depth > MAX_DEPTH:
            return "disk"
        return None if room.is_left(self._folder) else "machine"
