"""Attempts to get out, made by a learner's script: each in a child of its own, told by a line of output.

The files of this folder are submitted as one, after a line that sets `TARGETS`. What an attempt returns without an
error is done; what raises, dies or hangs was held. The names are those of `attacks.table`.
"""

# ruff: noqa
# mypy: ignore-errors

import ctypes
import errno
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import struct
import subprocess
import traceback
from pathlib import Path

CALLS = {
    "x86_64": {
        "add_key": 248,
        "bpf": 321,
        "clone": 56,
        "io_uring_setup": 425,
        "ioprio_set": 251,
        "kcmp": 312,
        "mount": 165,
        "mq_open": 240,
        "mq_unlink": 241,
        "openat2": 437,
        "perf_event_open": 298,
        "pidfd_getfd": 438,
        "process_vm_readv": 310,
        "ptrace": 101,
        "renameat2": 316,
        "rt_sigqueueinfo": 129,
        "setxattr": 188,
        "shmctl": 31,
        "shmget": 29,
        "unshare": 272,
        "userfaultfd": 323,
    },
    "aarch64": {
        "add_key": 217,
        "bpf": 280,
        "clone": 220,
        "io_uring_setup": 425,
        "ioprio_set": 30,
        "kcmp": 272,
        "mount": 40,
        "mq_open": 180,
        "mq_unlink": 181,
        "openat2": 437,
        "perf_event_open": 241,
        "pidfd_getfd": 438,
        "process_vm_readv": 270,
        "ptrace": 117,
        "renameat2": 276,
        "rt_sigqueueinfo": 138,
        "setxattr": 5,
        "shmctl": 195,
        "shmget": 194,
        "unshare": 97,
        "userfaultfd": 282,
    },
}[platform.machine()]
HOME, BANK, SIBLING = TARGETS["home"], TARGETS["bank"], TARGETS["sibling"]
OTHER = TARGETS["stand_in"]
"""A process of the same user that has nothing to do with the run."""
WORK = os.getcwd()
LIBRARY = ctypes.CDLL(None, use_errno=True)
LIBRARY.syscall.restype = ctypes.c_long
HERE = ctypes.c_int(-100)
SECONDS = 5
_PR_SET_DUMPABLE, _PR_GET_NO_NEW_PRIVS = 4, 39
_F_SETSIG, _F_SETOWN_EX, _F_SETLEASE, _F_NOTIFY = 10, 15, 1024, 1026


def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def call(name, *arguments):
    return checked(LIBRARY.syscall(ctypes.c_long(CALLS[name]), *arguments))


def prey(name):
    """A file of its own outside, for an attempt that would change it."""
    return f"{TARGETS['prey']}/{name}"


def read(path):
    with open(path, "rb") as file:
        if not file.read(64):
            raise OSError(errno.ENODATA, "nothing to read")


def handle():
    return os.pidfd_open(OTHER)
