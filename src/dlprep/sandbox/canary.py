"""Attempts that each layer must stop, made once it is in force and before anything else is run."""

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_DECOY = "decoy"
_WRITTEN = b"not for scripts"
_NO_WAY = (errno.EPERM, errno.EACCES, errno.ENETUNREACH, errno.EAFNOSUPPORT)
"""Any other error would come from a network that was reached."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What the layers in force should stop."""

    files: bool
    truncation: bool
    network: bool
    modes: bool
    """Changing what a file is, beside what it holds."""
    signals: bool


@dataclass(frozen=True, slots=True)
class Decoy:
    """A file beside the script's folder, and a process that is not the script's."""

    path: Path
    process: int
    handle: int | None
    """Of that process, good in any view; None where the system has no such thing."""

    @classmethod
    def lay(cls, work_dir: Path, process: int) -> "Decoy":
        """To be made before the walls are up, and in the view of processes that knows this number."""
        path = work_dir.parent / _DECOY
        path.write_bytes(_WRITTEN)
        path.chmod(0o600)
        try:
            handle = os.pidfd_open(process)
        except (AttributeError, OSError):
            handle = None
        return cls(path, process, handle)


def escapes(decoy: Decoy, claims: Claims, *, sees_process: bool) -> list[str]:
    """What could be done though it is claimed to be stopped; empty when everything holds.

    `sees_process` is False in a view of processes of one's own, where the number may be another's.
    """
    found = []
    if claims.modes and _changes_mode(decoy.path):
        found.append("chmod")
    if claims.network:
        kinds = (("TCP", socket.SOCK_STREAM), ("UDP", socket.SOCK_DGRAM))
        found += [name for name, kind in kinds if _reaches(kind)]
    if claims.signals:
        found += [name for name, attempt in _on_process(decoy, sees_process) if _succeeds(attempt)]
    if claims.truncation and _succeeds(lambda: os.truncate(decoy.path, 1)):
        found.append("truncate")
    if claims.files:
        if sees_process and _succeeds(Path(f"/proc/{decoy.process}/environ").read_bytes):
            found.append("environment")
        # Last: what succeeds here leaves no decoy.
        found += [name for name, attempt in _on_files(decoy.path) if _succeeds(attempt)]
    if decoy.handle is not None:
        os.close(decoy.handle)
    return found


def _on_files(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "read", path.read_bytes
    yield "list", lambda: os.listdir(path.parent)  # noqa: PTH208 - tried, not used
    yield "append", lambda: path.open("ab").close()
    yield "link", lambda: os.link(path, "canary")
    yield "rename", lambda: path.rename("canary")
    yield "create", lambda: path.with_name("canary").open("xb").close()
    yield "remove", path.unlink


def _on_process(decoy: Decoy, sees_process: bool) -> Iterator[tuple[str, Callable[[], object]]]:
    import signal

    if sees_process:
        yield "kill", lambda: os.kill(decoy.process, 0)
    if decoy.handle is not None:
        handle = decoy.handle
        yield "signal", lambda: signal.pidfd_send_signal(handle, 0)


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _changes_mode(path: Path) -> bool:
    before = path.stat()
    with contextlib.suppress(OSError):
        path.chmod(0o640)
        os.utime(path, (0, 0))
    after = path.stat()
    return (before.st_mode, before.st_mtime_ns) != (after.st_mode, after.st_mtime_ns)


def _reaches(kind: int) -> bool:
    try:
        with socket.socket(socket.AF_INET, kind) as tried:
            tried.settimeout(1)
            tried.connect(("127.0.0.1", 9))
    except OSError as error:
        return error.errno not in _NO_WAY
    return True
