"""Starting the worker: what it inherits, and what it does not."""

import ctypes
import os
import site
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dlprep.sandbox import knobs, seatbelt
from dlprep.wire import RUN_ID, Start

_PR_SET_CHILD_SUBREAPER = 36
_KEPT = frozenset(
    (
        "PATH",
        "LANG",
        "LANGUAGE",
        "TZ",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "PYTHONPATH",
        "VIRTUAL_ENV",
        RUN_ID,
        *knobs.NAMES,
    )
)
_KEPT_PREFIXES = ("LC_", "TF_", "KERAS_BACKEND", "OMP_", "OPENBLAS_", "MKL_", "XLA_", "CUDA_", "NVIDIA_")


@dataclass(frozen=True)
class Worker:
    """A started worker and the ends of its pipes that stay with the warden."""

    process: subprocess.Popen[bytes]
    events: int
    commands: int
    output: int

    def close(self) -> None:
        """Closes the warden's ends."""
        for descriptor in (self.events, self.commands, self.output):
            os.close(descriptor)


def adopt_orphans() -> None:
    """Makes this process the parent of every orphan below it, so that no daemon gets away (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def environment(work_dir: Path, inherited: Mapping[str, str]) -> dict[str, str]:
    """The worker's environment: an allow-list, with home and temporary folders inside `work_dir`."""
    kept = {
        name: value for name, value in inherited.items() if name in _KEPT or name.startswith(_KEPT_PREFIXES)
    }
    home, temporary = work_dir / "home", work_dir / "tmp"
    return kept | {
        "HOME": str(home),
        "KERAS_HOME": str(home / ".keras"),
        "TMPDIR": str(temporary),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "MPLBACKEND": "Agg",
        "PYTHONIOENCODING": "utf-8",
    }


def user_packages() -> dict[str, str]:
    """Where Python looks for packages that this user installed without a virtual environment, dlprep perhaps.

    It would look below the home, which is another in the worker.
    """
    return {"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}


def single_thread(framework: str) -> dict[str, str]:
    """One thread for NumPy alone: the product that times are compared with must not gain from more cores."""
    names = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return dict.fromkeys(names, "1") if framework == "numpy" else {}


def launch(start: Start) -> Worker:
    """Starts the worker in its own session. Call it from the main thread, whose end ends the worker.

    Raises:
        OSError: if the work folder cannot be used or no process can be started.
    """
    work_dir = Path(start.work_dir)
    for name in ("home", "tmp"):
        (work_dir / name).mkdir(exist_ok=True)
    events, theirs_events = os.pipe()
    theirs_commands, commands = os.pipe()
    output, theirs_output = os.pipe()
    theirs = (theirs_events, theirs_commands)
    kept_in = seatbelt.prefix(start)
    mark = {seatbelt.MARK: "1"} if kept_in else {}
    try:
        process = subprocess.Popen(
            [
                *kept_in,
                sys.executable,
                "-P",
                "-m",
                "dlprep.sandbox.worker",
                *map(str, theirs),
                str(os.getpid()),
            ],
            stdin=subprocess.DEVNULL,
            stdout=theirs_output,
            stderr=theirs_output,
            pass_fds=theirs,
            cwd=work_dir,
            env=environment(work_dir, os.environ) | user_packages() | single_thread(start.framework) | mark,
            start_new_session=True,
        )
    finally:
        for descriptor in (*theirs, theirs_output):
            os.close(descriptor)
    return Worker(process, events, commands, output)
