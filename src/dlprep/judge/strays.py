"""Ending the processes of a run whose warden was killed: they carry the run's id in their environment."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dlprep.wire import RUN_ID

_LINUX = sys.platform == "linux"
END_SECONDS = 60.0
"""As long as the warden would take; where nothing is left it is a matter of milliseconds."""


def processes_of(run_id: str) -> list[int]:
    """Living processes that belong to the run, as far as this user may look."""
    return list(_stream(run_id))


def _stream(run_id: str) -> Iterator[int]:
    wanted = f"{RUN_ID}={run_id}".encode()
    return (pid for pid, environment in _environments() if wanted in environment)


def end_processes_of(run_id: str, *, within_seconds: float = END_SECONDS) -> int:
    """Ends them; returns how many are left.

    All are stopped first, each as soon as it is seen, so that none starts another meanwhile.
    """
    deadline = time.monotonic() + within_seconds
    stopped: set[int] = set()
    has_more = True
    while has_more and time.monotonic() < deadline:
        has_more = False
        for pid in _stream(run_id):
            if pid not in stopped:
                _send(pid, signal.SIGSTOP)
                stopped.add(pid)
                has_more = True
    while (left := processes_of(run_id)) and time.monotonic() < deadline:
        for pid in left:
            _send(pid, signal.SIGKILL)
        time.sleep(0.01)
    return len(left)


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def _environments() -> Iterator[tuple[int, list[bytes]]]:
    if _LINUX:
        for pid in sorted(int(one.name) for one in Path("/proc").iterdir() if one.name.isdecimal()):
            with contextlib.suppress(OSError):
                yield pid, Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return
    import psutil  # type: ignore[import-untyped,unused-ignore]

    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            yield process.pid, [f"{name}={value}".encode() for name, value in process.environ().items()]
