"""The processes below one process: who they are, what they use, and how to end all of them.

Linux answers from /proc; elsewhere psutil does.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LINUX = sys.platform == "linux"
END_SECONDS = 60.0
"""How long a storm of processes is fought: hundreds that fork leave the warden a hundredth of a processor."""
_QUIET_LOOKS = 2
"""One may miss the child of a parent that ended meanwhile; after the end it is ours, and seen."""
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """One process as sampled."""

    pid: int
    parent: int
    zombie: bool
    memory_bytes: int
    """Resident, shared pages included."""
    cpu_seconds: float
    """Its own, and that of the processes it started and waited for."""


def descendants(root: int) -> list[Process]:
    """Every process below `root`, zombies included, by one look at all processes of the machine."""
    if not _LINUX:
        return _descendants_by_psutil(root)
    found = (_read(int(entry.name)) for entry in os.scandir(_PROC) if entry.name.isdigit())
    children: dict[int, list[Process]] = {}
    for process in found:
        if process:
            children.setdefault(process.parent, []).append(process)
    return _below(root, lambda pid: children.get(pid, ()))


def stream(family: set[int]) -> Iterator[Process]:
    """Every process below those of `family`, which grows by each, handed over the moment it was read.

    In a storm where each process starts the next and ends, those of a finished look are gone already. Numbers
    rise, so that a parent is mostly read before its children; the others are found by the next look.
    """
    if not _LINUX:
        yield from (one for root in tuple(family) for one in descendants(root) if one.pid not in family)
        return
    for name in sorted(int(entry.name) for entry in os.scandir(_PROC) if entry.name.isdigit()):
        process = None if name in family else _read(name)
        if process is not None and process.parent in family:
            family.add(process.pid)
            yield process


def sample(root: int) -> list[Process]:
    """Like `descendants`, cheap enough for ten times a second; a process may escape one look, never many."""
    if not _LINUX or not (_PROC / f"{root}/task/{root}/children").exists():
        return descendants(root)
    return _below(root, _children)


def relays(outer: int) -> frozenset[int]:
    """The processes of ours between the warden and a worker with namespaces: they only wait. Else none."""
    inits = {child.pid for child in _children(outer) if _is_init(child.pid)} if _LINUX else set()
    return frozenset(inits | {outer}) if inits else frozenset()


def _is_init(pid: int) -> bool:
    """True for the first process of a view of processes, where its number is 1."""
    try:
        lines = (_PROC / f"{pid}/status").read_bytes().splitlines()
    except OSError:
        return False
    numbers = next((line.split()[1:] for line in lines if line.startswith(b"NSpid:")), [])
    return len(numbers) > 1 and numbers[-1] == b"1"


def _below(root: int, children: Callable[[int], Iterable[Process]]) -> list[Process]:
    below: list[Process] = []
    seen, ahead = {root}, [root]
    while ahead:
        for process in children(ahead.pop()):
            if process.pid not in seen:
                seen.add(process.pid)
                ahead.append(process.pid)
                below.append(process)
    return below


def _children(pid: int) -> list[Process]:
    found = []
    try:
        threads = list((_PROC / f"{pid}/task").iterdir())
    except OSError:
        return []
    for thread in threads:
        with contextlib.suppress(OSError):
            names = (thread / "children").read_bytes().split()
            found += [process for name in names if (process := _read(int(name)))]
    return found


def _read(pid: int) -> Process | None:
    try:
        line = (_PROC / f"{pid}/stat").read_bytes()
    except OSError:
        return None
    # The name, in brackets, may hold anything, brackets too.
    state, parent, *rest = line[line.rindex(b")") + 2 :].split()
    ticks = sum(map(int, rest[9:13]))
    return Process(
        pid=pid,
        parent=int(parent),
        zombie=state in (b"Z", b"X"),
        memory_bytes=int(rest[19]) * os.sysconf("SC_PAGE_SIZE"),
        cpu_seconds=ticks / os.sysconf("SC_CLK_TCK"),
    )


def _descendants_by_psutil(root: int) -> list[Process]:
    import psutil  # type: ignore[import-untyped,unused-ignore]

    found = []
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(root).children(recursive=True):
            with contextlib.suppress(psutil.Error), child.oneshot():
                times = child.cpu_times()
                zombie = child.status() == psutil.STATUS_ZOMBIE
                memory = 0 if zombie else child.memory_info().rss
                found.append(Process(child.pid, child.ppid(), zombie, memory, times.user + times.system))
    return found


def proportional_bytes(pids: Iterable[int]) -> int:
    """Memory of the processes with shared pages counted once; 0 where the system does not tell."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in (_PROC / f"{pid}/smaps_rollup").read_bytes().splitlines():
                if line.startswith(b"Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def deleted_bytes(pids: Iterable[int]) -> int:
    """Bytes of files that are open but have no name any more, which no look at a folder finds."""
    sizes: dict[tuple[int, int], int] = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            for descriptor in (_PROC / f"{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    found = descriptor.stat()
                    if found.st_nlink == 0 and (found.st_mode & 0o170000) == 0o100000:
                        sizes[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(sizes.values())


def end_descendants(worker: subprocess.Popen[bytes], *, within_seconds: float = END_SECONDS) -> int:
    """Ends every process below this one; returns how many could not be ended.

    All are stopped first, so that none can start another while the others die. Only `worker` reaps its own
    status: a plain wait would steal it and make every killed run look like a clean one.
    """
    deadline = time.monotonic() + within_seconds
    _freeze(worker.pid, deadline)
    while True:
        worker.poll()
        alive = 0
        for process in stream({os.getpid()}):
            if process.zombie:
                _reap(process, worker.pid)
            else:
                alive += 1
                _send(process.pid, signal.SIGKILL)
        # The worker may be a zombie whose threads still end: its status comes when the last of them is gone.
        if (not alive and worker.returncode is not None) or time.monotonic() > deadline:
            return alive
        time.sleep(0.005)


def _freeze(group: int, deadline: float) -> None:
    """Stops each as soon as it is seen, until two looks find no other: then none is left that could fork."""
    if not _LINUX:
        # No subreaper there: an orphan is no longer below us, but still in the worker's group.
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
    family, quiet = {os.getpid()}, 0
    while quiet < _QUIET_LOOKS and time.monotonic() < deadline:
        quiet += 1
        for process in stream(family):
            if not process.zombie:
                _send(process.pid, signal.SIGSTOP)
                quiet = 0


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def _reap(process: Process, worker: int) -> None:
    if process.parent == os.getpid() and process.pid != worker:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process.pid, os.WNOHANG)
