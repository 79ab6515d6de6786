"""seccomp: refuses the system calls that no training needs and that Landlock does not see.

`assemble` turns a policy into a program for the kernel's packet filter and touches nothing, so that the
program can be read and run by tests, for processors other than this one too.
"""

import ctypes
import errno
import os
import socket
import struct
from dataclasses import dataclass

from dlprep.sandbox import syscalls
from dlprep.sandbox.syscalls import Processor

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERROR = 0x00050000
"""An error number is added; 0 makes the call succeed without doing anything."""
FIRST_UNKNOWN = 463
"""The first number that was not looked at when the lists below were written."""

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, MASK, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER_AT, _AUDIT_AT, _ARGUMENTS_AT = 0, 4, 16
_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_NO_SLOWER = 4
"""Older kernels would slow down every process under a filter, against attacks between threads of one user."""

_REFUSED = (
    # The network. Two connected ends of a pair stay, see below.
    *("socket", "connect", "bind", "listen", "accept", "accept4"),
    # Other processes.
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd"),
    *("process_madvise", "process_mrelease", "migrate_pages", "move_pages"),
    *("setpriority", "sched_setscheduler", "sched_setparam", "sched_setattr", "ioprio_set"),
    # The kernel's own machinery, where most of its faults are found.
    *("bpf", "perf_event_open", "userfaultfd", "add_key", "request_key", "keyctl", "fanotify_init"),
    *("kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "syslog"),
    *("reboot", "swapon", "swapoff", "acct", "quotactl", "quotactl_fd", "iopl", "ioperm", "modify_ldt"),
    *("settimeofday", "clock_settime", "clock_adjtime", "adjtimex"),
    # Other views of the files.
    *("mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "open_tree", "move_mount"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "name_to_handle_at", "open_by_handle_at"),
    # Who opens which file elsewhere, and when.
    *("inotify_init", "inotify_init1"),
    # What files are, beside what they hold.
    *("chown", "fchown", "lchown", "fchownat", "mknod", "mknodat"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"),
    # Memory and queues shared with whoever knows their name.
    *("shmget", "shmat", "shmctl", "semget", "semop", "semctl", "semtimedop"),
    *("msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "mq_unlink"),
)
_MISSING = (
    # As on an older kernel: the C library then uses `clone`, whose flags a filter can see.
    *("clone3", "io_uring_setup", "io_uring_enter", "io_uring_register", "memfd_create", "memfd_secret"),
)
_IGNORED = (
    # Copying a file sets its mode and times too, and must not fail for that.
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "futimesat", "utimensat"),
)
_NEW_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_TIOCSTI, _TIOCLINUX, _FIOSETOWN, _SIOCSPGRP = 0x5412, 0x541C, 0x8901, 0x8902
_F_SETOWN, _F_SETOWN_EX, _F_SETLEASE, _F_NOTIFY = 8, 15, 1024, 1026
_PR_SET_DUMPABLE = 4
_O_ACCMODE, _O_TRUNC = 0o3, 0o1000
_SOCKET_TYPE = 0xF


@dataclass(frozen=True, slots=True)
class Policy:
    """What depends on the other layers."""

    signals_only_to: int | None
    """The one process that may get signals; None where something else keeps signals inside."""
    guards_truncation: bool
    """Landlock cannot yet tell cutting a file short from reading it."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step of the filter."""

    code: int
    operand: int
    if_true: int = 0
    """Steps to skip when the test holds."""
    if_false: int = 0

    def packed(self) -> bytes:
        """As the kernel reads it."""
        return struct.pack("=HBBI", self.code, self.if_true, self.if_false, self.operand & 0xFFFFFFFF)


def assemble(policy: Policy, processor: Processor) -> list[Instruction]:
    """The whole filter for a processor. Calls that it does not have are left out."""
    filters = _Filter(processor)
    filters.refuse_foreign_calls()
    filters.refuse(_REFUSED, errno.EPERM)
    filters.refuse(_MISSING, errno.ENOSYS)
    filters.refuse(_IGNORED, 0)
    filters.refuse_bits("clone", 0, _NEW_NAMESPACES)
    filters.allow_only("prlimit64", 0, (0,))
    filters.allow_only("sched_setaffinity", 0, (0,))
    # A pair of datagram sockets could be turned to any socket that has a name in a folder.
    filters.allow_only("socketpair", 1, (socket.SOCK_STREAM, socket.SOCK_SEQPACKET), mask=_SOCKET_TYPE)
    filters.refuse_values("ioctl", 1, (_TIOCSTI, _TIOCLINUX, _FIOSETOWN, _SIOCSPGRP))
    # Space behind the end of a file is not held against the size that it may have.
    filters.refuse(("fallocate",), errno.EOPNOTSUPP)
    # Of a process that cannot be dumped, the warden could not see which files it has open.
    filters.refuse_values("prctl", 0, (_PR_SET_DUMPABLE,))
    # A lease holds up others who open the file, a notice tells of them.
    descriptors: tuple[int, ...] = (_F_SETLEASE, _F_NOTIFY)
    if policy.signals_only_to is not None:
        descriptors += (_F_SETOWN, _F_SETOWN_EX)
    filters.refuse_values("fcntl", 1, descriptors)
    if policy.guards_truncation:
        filters.refuse(("truncate",), errno.EPERM)
        filters.refuse(("openat2",), errno.ENOSYS)
        for name, flags in (("open", 1), ("openat", 2)):
            filters.refuse_values(name, flags, (_O_TRUNC,), mask=_O_TRUNC | _O_ACCMODE)
    if policy.signals_only_to is not None:
        filters.refuse(("tkill", "pidfd_send_signal"), errno.EPERM)
        filters.allow_only("kill", 0, (0, policy.signals_only_to))
        for name in ("tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
            filters.allow_only(name, 0, (policy.signals_only_to,))
    filters.instructions.append(Instruction(RETURN, ALLOW))
    return filters.instructions


class _Filter:
    """Grows instruction by instruction; before each call's part, the accumulator holds the call's number."""

    def __init__(self, processor: Processor) -> None:
        self.processor = processor
        self.instructions: list[Instruction] = []

    def refuse_foreign_calls(self) -> None:
        """Kills whoever makes calls of another kind, and hides calls that are newer than our lists."""
        extra = self.processor.extra_from
        self.instructions += [
            Instruction(LOAD, _AUDIT_AT),
            Instruction(JUMP_EQUAL, self.processor.audit, if_true=1),
            Instruction(RETURN, KILL_PROCESS),
            Instruction(LOAD, _NUMBER_AT),
        ]
        if extra is not None:
            self.instructions += [
                Instruction(JUMP_AT_LEAST, extra, if_false=1),
                Instruction(RETURN, KILL_PROCESS),
            ]
        self.instructions += [
            Instruction(JUMP_AT_LEAST, FIRST_UNKNOWN, if_false=1),
            Instruction(RETURN, ERROR | errno.ENOSYS),
        ]

    def refuse(self, names: tuple[str, ...], error: int) -> None:
        """Answers these calls with an error, whatever their arguments."""
        for name in names:
            self._for(name, [Instruction(RETURN, ERROR | error)])

    def refuse_bits(self, name: str, argument: int, bits: int) -> None:
        """Refuses the call when any of the bits is set."""
        self._for(
            name,
            [
                self._load(argument),
                Instruction(JUMP_ANY_BIT, bits, if_false=1),
                Instruction(RETURN, ERROR | errno.EPERM),
                Instruction(RETURN, ALLOW),
            ],
        )

    def allow_only(
        self, name: str, argument: int, values: tuple[int, ...], *, mask: int | None = None
    ) -> None:
        """Refuses the call unless the masked argument is one of the values."""
        self._choose(name, argument, values, mask, if_equal=ALLOW, otherwise=ERROR | errno.EPERM)

    def refuse_values(
        self, name: str, argument: int, values: tuple[int, ...], *, mask: int | None = None
    ) -> None:
        """Refuses the call when the masked argument is one of the values."""
        self._choose(name, argument, values, mask, if_equal=ERROR | errno.EPERM, otherwise=ALLOW)

    def _choose(
        self,
        name: str,
        argument: int,
        values: tuple[int, ...],
        mask: int | None,
        *,
        if_equal: int,
        otherwise: int,
    ) -> None:
        part = [self._load(argument)]
        if mask is not None:
            part.append(Instruction(MASK, mask))
        left = len(values)
        for value in values:
            part.append(Instruction(JUMP_EQUAL, value, if_true=left))
            left -= 1
        self._for(name, [*part, Instruction(RETURN, otherwise), Instruction(RETURN, if_equal)])

    def _for(self, name: str, part: list[Instruction]) -> None:
        """Adds a part that only calls of this name enter; it must end with an answer."""
        if (number := self.processor.numbers.get(name, -1)) >= 0:
            self.instructions += [Instruction(JUMP_EQUAL, number, if_false=len(part)), *part]

    def _load(self, argument: int) -> Instruction:
        # The low half is all that the kernel itself looks at in pids, flags and commands.
        return Instruction(LOAD, _ARGUMENTS_AT + 8 * argument)


def probe(processor: Processor) -> bool:
    """Whether this kernel takes the filter and keeps to it, found by doing it in a child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        install(Policy(signals_only_to=None, guards_truncation=False), processor)
        try:
            socket.socket().close()
        except PermissionError:
            os._exit(0)
    finally:
        os._exit(1)


def install(policy: Policy, processor: Processor) -> None:
    """Puts the filter in force for every thread of this process and all that it starts.

    Raises:
        OSError: if the kernel refuses.
    """
    instructions = assemble(policy, processor)
    program = b"".join(one.packed() for one in instructions)
    held = ctypes.create_string_buffer(program, len(program))
    description = struct.pack("@HP", len(instructions), ctypes.addressof(held))
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    syscalls.call(
        "seccomp",
        ctypes.c_uint(_SET_MODE_FILTER),
        ctypes.c_uint(_ALL_THREADS | _NO_SLOWER),
        ctypes.create_string_buffer(description, len(description)),
    )
