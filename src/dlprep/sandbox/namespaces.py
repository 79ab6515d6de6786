"""Namespaces: views of users, network, processes, shared memory and mounts that the script has for itself.

The process that enters becomes three: the outer one, which the warden knows and which passes on how the
worker ended; init, the first process in the new view, whose end ends all others there; and the worker.
"""

import contextlib
import ctypes
import os
import resource
import select
import signal
import struct
from pathlib import Path
from typing import NoReturn

from dlprep.sandbox import syscalls

_NEW_MOUNTS = 0x00020000
_NEW_IPC = 0x08000000
_NEW_USER = 0x10000000
_NEW_PROCESSES = 0x20000000
_NEW_NETWORK = 0x40000000
_ALL = _NEW_USER | _NEW_MOUNTS | _NEW_PROCESSES | _NEW_NETWORK | _NEW_IPC
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _RECURSIVE, _NOT_SHARED = 2, 4, 8, 0x4000, 0x40000
_SHARED_MEMORY = b"size=256m,nr_inodes=4096,mode=1777"
_CAPABILITY_VERSION = 0x20080522
_CAPABILITIES = 64
"""More than there are."""


def probe() -> bool:
    """Whether this user may have all of them, found by doing it in a child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        _unshare()
        inner = os.fork()
        if inner == 0:
            _mount_own()
            os._exit(0)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]))
    finally:
        os._exit(1)


def enter(kept_by_worker: tuple[int, ...]) -> None:
    """Enters them; returns in the worker only. The descriptors are closed in the two that wait.

    Raises:
        OSError: if something is refused that `probe` found to be allowed.
    """
    warden = os.getppid()
    _unshare()
    # The change of user takes this away, and a fork does not inherit it: hence again, three times.
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != warden:
        os._exit(1)
    reading, writing = os.pipe()
    init = os.fork()
    if init:
        os.close(writing)
        _close(kept_by_worker)
        _pass_on(init, reading)
    os.close(reading)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    _leave_with_reader(writing)
    _mount_own()
    worker = os.fork()
    if worker:
        _close(kept_by_worker)
        _be_init(worker, writing)
    os.close(writing)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()


def _unshare() -> None:
    user, group = os.geteuid(), os.getegid()
    syscalls.call("unshare", ctypes.c_ulong(_ALL))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _mount_own() -> None:
    """Shared memory of the run's own, and a /proc of its own processes where the system gives one."""
    _mount(b"none", b"/", None, _RECURSIVE | _NOT_SHARED)
    harmless = _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS
    _mount(b"tmpfs", b"/dev/shm", b"tmpfs", harmless, _SHARED_MEMORY)
    with contextlib.suppress(OSError):
        # Refused where a container hides parts of its own; other processes' files stay shut all the same.
        _mount(b"proc", b"/proc", b"proc", harmless)


def _mount(
    source: bytes, target: bytes, kind: bytes | None, flags: int, options: bytes | None = None
) -> None:
    syscalls.call("mount", source, target, kind, ctypes.c_ulong(flags), options)


def _close(descriptors: tuple[int, ...]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _leave_with_reader(writing: int) -> None:
    """Ends this process if the outer one died before it could be told to us."""
    poll = select.poll()
    poll.register(writing, 0)
    if any(event & select.POLLERR for _, event in poll.poll(0)):
        os._exit(1)


def _be_init(worker: int, writing: int) -> NoReturn:
    """Reaps whatever ends, and leaves after the worker, which ends everything else in here."""
    # The first process gets no signal from inside that it does not handle, and Python handles this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        ended, status = os.wait()
        if ended == worker:
            with contextlib.suppress(OSError):
                os.write(writing, struct.pack("=i", status))
            os._exit(0)


def _pass_on(init: int, reading: int) -> NoReturn:
    """Ends as the worker ended, by the same signal too: an exit status alone could not tell them apart."""
    told = os.read(reading, 4)
    _, status = os.waitpid(init, 0)
    if len(told) == 4:
        (status,) = struct.unpack("=i", told)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError, ValueError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
        code = 128 - code
    os._exit(code)


def drop_capabilities() -> None:
    """Gives up every right of a superuser, for good; inside a view of its own each process has them all."""
    for number in range(_CAPABILITIES):
        with contextlib.suppress(OSError):
            syscalls.prctl(syscalls.PR_CAPBSET_DROP, number)
    header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION, 0), 8)
    none = ctypes.create_string_buffer(24)
    syscalls.call("capset", header, none)
