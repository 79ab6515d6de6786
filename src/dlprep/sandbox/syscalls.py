"""System calls that Python has no function for, and their numbers on the processors that we know."""

import ctypes
import os
import platform
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True, slots=True)
class Processor:
    """A kind of processor, as the kernel names its calls."""

    name: str
    audit: int
    """What seccomp calls the kind of a call."""
    numbers: dict[str, int] = field(repr=False)
    """Of calls by name; a name may be missing, since newer kinds lack the oldest calls."""
    extra_from: int | None = None
    """From this number on a second kind of calls is meant, which nobody needs."""


_ABSENT = -1
_NUMBERS = {  # on x86_64 and on aarch64
    "accept": (43, 202),
    "accept4": (288, 242),
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bind": (49, 200),
    "bpf": (321, 280),
    "capset": (126, 91),
    "chmod": (90, _ABSENT),
    "chown": (92, _ABSENT),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "clone": (56, 220),
    "clone3": (435, 435),
    "connect": (42, 203),
    "delete_module": (176, 106),
    "fallocate": (285, 47),
    "fanotify_init": (300, 262),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "fcntl": (72, 25),
    "finit_module": (313, 273),
    "fremovexattr": (199, 16),
    "fsconfig": (431, 431),
    "fsetxattr": (190, 7),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "futimesat": (261, _ABSENT),
    "init_module": (175, 105),
    "inotify_init": (253, _ABSENT),
    "inotify_init1": (294, 26),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "ioctl": (16, 29),
    "ioperm": (173, _ABSENT),
    "iopl": (172, _ABSENT),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "lchown": (94, _ABSENT),
    "listen": (50, 201),
    "lremovexattr": (198, 15),
    "lsetxattr": (189, 6),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "migrate_pages": (256, 238),
    "mknod": (133, _ABSENT),
    "mknodat": (259, 33),
    "modify_ldt": (154, _ABSENT),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "msgctl": (71, 187),
    "msgget": (68, 186),
    "msgrcv": (70, 188),
    "msgsnd": (69, 189),
    "name_to_handle_at": (303, 264),
    "open": (2, _ABSENT),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "openat": (257, 56),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "removexattr": (197, 14),
    "request_key": (249, 218),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "seccomp": (317, 277),
    "semctl": (66, 191),
    "semget": (64, 190),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "setns": (308, 268),
    "setpriority": (141, 140),
    "settimeofday": (164, 170),
    "setxattr": (188, 5),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "shmget": (29, 194),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "truncate": (76, 45),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "utime": (132, _ABSENT),
    "utimensat": (280, 88),
    "utimes": (235, _ABSENT),
}
X86_64 = Processor(
    "x86_64", 0xC000003E, {name: one for name, (one, _) in _NUMBERS.items()}, extra_from=0x40000000
)
AARCH64 = Processor(
    "aarch64", 0xC00000B7, {name: one for name, (_, one) in _NUMBERS.items() if one != _ABSENT}
)


def this_processor() -> Processor | None:
    """The kind this process runs on, or None when it is not one of those we know."""
    known = {"x86_64": X86_64, "aarch64": AARCH64}
    # A 32-bit Python on a 64-bit kernel makes calls of another kind.
    return known.get(platform.machine()) if ctypes.sizeof(ctypes.c_void_p) == 8 else None


def call(name: str, *arguments: object) -> int:
    """Makes the system call and returns what it returned.

    Raises:
        OSError: if it failed, or if the call has no number on this processor.
    """
    processor = this_processor()
    if processor is None:
        raise OSError(f"no system calls known on {platform.machine()}")
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return _checked(library.syscall(ctypes.c_long(processor.numbers[name]), *arguments), name)


def prctl(operation: int, value: int = 0) -> int:
    """`prctl(2)` with one argument.

    Raises:
        OSError: if it failed.
    """
    library = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    return _checked(library.prctl(ctypes.c_int(operation), ctypes.c_ulong(value), zero, zero, zero), "prctl")


def _checked(result: int, name: str) -> int:
    # By the value: errno keeps what an earlier call left there.
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result
