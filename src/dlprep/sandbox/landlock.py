"""Landlock: an allow-list of files, and no way out by TCP, abstract sockets or signals.

What the kernel can do is found by doing: some distributions report a version whose parts they lack.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dlprep.sandbox import syscalls

NEWEST_ABI = 7
"""The newest version whose rights are listed here; a newer kernel is asked for these."""
EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
REMOVE_DIR = 1 << 4
REMOVE_FILE = 1 << 5
MAKE_DIR = 1 << 7
MAKE_REG = 1 << 8
REFER = 1 << 13
TRUNCATE = 1 << 14
IOCTL_DEV = 1 << 15
PROGRAMS = EXECUTE | READ_FILE | READ_DIR
DATA = READ_FILE | READ_DIR
WORK = DATA | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
"""No EXECUTE, and nothing is made there but files and folders: no links, sockets, pipes or devices."""
SHARED_MEMORY = READ_FILE | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE
"""Named semaphores can be made and opened, but not looked for."""
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16, 6: 16, 7: 16}
"""How many file rights a version knows."""
_TCP = 0b11
_ABSTRACT_SOCKETS = 0b01
_SIGNALS = 0b10
_VERSION_FLAG = 1
_PATH_BENEATH = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """Rights on a file, or on a folder and all below it."""

    path: str
    rights: int


@dataclass(frozen=True, slots=True)
class Ability:
    """What Landlock can hold on this kernel."""

    abi: int
    """0 when there is no Landlock."""
    signals: bool = False
    """Signals to processes outside are stopped, as was tried."""
    abstract_sockets: bool = False

    @property
    def files(self) -> int:
        """Every right that is withheld unless a rule grants it."""
        return (1 << _RIGHTS[self.abi]) - 1

    @property
    def scope(self) -> int:
        """The bits of what is kept inside."""
        return _SIGNALS * self.signals | _ABSTRACT_SOCKETS * self.abstract_sockets

    def attributes(self) -> bytes:
        """The kernel's description of a set of rules, as long as this version knows it."""
        whole = struct.pack("=QQQ", self.files, _TCP if self.abi >= 4 else 0, self.scope)
        return whole[: 8 if self.abi < 4 else 16 if self.abi < 6 else 24]


NOTHING = Ability(0)


def reported_abi() -> int:
    """The version that the kernel reports; 0 when there is none."""
    try:
        return syscalls.call(
            "landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG)
        )
    except OSError:
        return 0


def probe(most: int = NEWEST_ABI) -> Ability:
    """The most that this kernel really does, up to version `most`; changes nothing in this process."""
    return next((one for one in _candidates(min(most, NEWEST_ABI, reported_abi())) if _holds(one)), NOTHING)


def _candidates(abi: int) -> Iterator[Ability]:
    if abi >= 6:
        yield Ability(abi, signals=True, abstract_sockets=True)
        yield Ability(abi, abstract_sockets=True)
    for lower in range(abi, 0, -1):
        yield Ability(lower)


def _holds(ability: Ability) -> bool:
    """Tries it in a child: the rules come into force, a folder is shut, and so are signals if promised."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    try:
        restrict([], ability)
        is_shut = _is_denied(lambda: os.close(os.open("/", os.O_RDONLY)))
        is_kept = not ability.signals or _is_denied(lambda: os.kill(parent, 0))
        os._exit(0 if is_shut and is_kept else 1)
    finally:
        os._exit(1)


def _is_denied(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    return False


def restrict(rules: Iterable[Rule], ability: Ability) -> None:
    """Binds this thread, and all that it starts, to the rules. What does not exist is left out.

    Raises:
        OSError: if the kernel refuses.
    """
    attributes = ability.attributes()
    ruleset = syscalls.call(
        "landlock_create_ruleset",
        ctypes.create_string_buffer(attributes, len(attributes)),
        ctypes.c_size_t(len(attributes)),
        ctypes.c_uint32(0),
    )
    try:
        for rule in rules:
            _add(ruleset, rule, ability.files)
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        syscalls.call("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def _add(ruleset: int, rule: Rule, known: int) -> None:
    try:
        descriptor = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        rights = rule.rights & known
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            # The kernel refuses rights of folders on a file.
            rights &= _OF_FILES
        if rights:
            beneath = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor), 12)
            kind, flags = ctypes.c_int(_PATH_BENEATH), ctypes.c_uint32(0)
            syscalls.call("landlock_add_rule", ctypes.c_int(ruleset), kind, beneath, flags)
    finally:
        os.close(descriptor)
