"""The filter of system calls, run by a small interpreter for both kinds of processors."""

from __future__ import annotations

import errno
import socket
import struct
import sys
from dataclasses import dataclass

import pytest

from dlprep.sandbox import seccomp
from dlprep.sandbox.seccomp import ALLOW, ERROR, KILL_PROCESS, Instruction, Policy
from dlprep.sandbox.syscalls import AARCH64, X86_64, Processor

OPEN_POLICY = Policy(signals_only_to=None, guards_truncation=False)
STRICT_POLICY = Policy(signals_only_to=4242, guards_truncation=True)
REFUSED, MISSING, IGNORED = ERROR | errno.EPERM, ERROR | errno.ENOSYS, ERROR
UNSUPPORTED = ERROR | errno.EOPNOTSUPP
O_RDONLY, O_WRONLY, O_TRUNC = 0, 1, 0o1000
PROCESSORS = pytest.mark.parametrize("processor", [X86_64, AARCH64], ids=lambda one: one.name)


@dataclass(frozen=True)
class Call:
    """What the kernel shows a filter: `struct seccomp_data`."""

    number: int
    arguments: tuple[int, ...] = ()
    audit: int = X86_64.audit

    def packed(self) -> bytes:
        six = (*self.arguments, *(0,) * (6 - len(self.arguments)))
        return struct.pack("<iIQ6Q", self.number, self.audit, 0, *(one & (2**64 - 1) for one in six))


def answer(program: list[Instruction], call: Call) -> int:
    """Runs a program as the kernel does; a wrong jump or a missing answer raises."""
    data, accumulator, place = call.packed(), 0, 0
    while True:
        step = program[place]
        place += 1
        match step.code:
            case seccomp.LOAD:
                (accumulator,) = struct.unpack_from("<I", data, step.operand)
            case seccomp.MASK:
                accumulator &= step.operand
            case seccomp.RETURN:
                return step.operand
            case seccomp.JUMP_EQUAL:
                place += step.if_true if accumulator == step.operand else step.if_false
            case seccomp.JUMP_AT_LEAST:
                place += step.if_true if accumulator >= step.operand else step.if_false
            case seccomp.JUMP_ANY_BIT:
                place += step.if_true if accumulator & step.operand else step.if_false
            case _:
                raise AssertionError(step)


def ask(processor: Processor, name: str, *arguments: int, policy: Policy = OPEN_POLICY) -> int:
    call = Call(processor.numbers[name], arguments, processor.audit)
    return answer(seccomp.assemble(policy, processor), call)


@PROCESSORS
def test_calls_of_another_kind_of_processor_end_the_process(processor: Processor) -> None:
    program = seccomp.assemble(OPEN_POLICY, processor)

    assert answer(program, Call(0, audit=0x40000003)) == KILL_PROCESS
    assert answer(program, Call(63, audit=processor.audit)) == ALLOW


def test_the_second_set_of_calls_of_x86_64_ends_the_process_too() -> None:
    assert answer(seccomp.assemble(OPEN_POLICY, X86_64), Call(0x40000000 | 1)) == KILL_PROCESS


@PROCESSORS
def test_calls_newer_than_the_lists_seem_not_to_exist(processor: Processor) -> None:
    program = seccomp.assemble(OPEN_POLICY, processor)

    # setxattrat and file_setattr, which reach what the lists shut.
    for number in (463, 469, 2000):
        assert answer(program, Call(number, audit=processor.audit)) == MISSING


@PROCESSORS
@pytest.mark.parametrize(
    "name",
    [
        *("socket", "connect", "bind", "ptrace", "process_vm_writev", "pidfd_getfd", "bpf", "userfaultfd"),
        *("mount", "unshare", "setns", "open_by_handle_at", "keyctl", "setpriority", "sched_setattr"),
        *("fchownat", "setxattr", "mknodat", "shmat", "mq_open", "msgsnd", "clock_settime", "inotify_init1"),
    ],
)
def test_what_no_training_needs_is_refused(processor: Processor, name: str) -> None:
    assert ask(processor, name) == REFUSED


@PROCESSORS
@pytest.mark.parametrize("name", ["clone3", "io_uring_setup", "memfd_create"])
def test_what_libraries_can_do_without_seems_not_to_exist(processor: Processor, name: str) -> None:
    assert ask(processor, name) == MISSING


@PROCESSORS
@pytest.mark.parametrize("name", ["fchmod", "fchmodat", "fchmodat2", "utimensat"])
def test_modes_and_times_are_left_alone_without_an_error(processor: Processor, name: str) -> None:
    assert ask(processor, name) == IGNORED


def test_the_oldest_calls_are_shut_where_they_exist() -> None:
    assert ask(X86_64, "chmod") == IGNORED
    assert ask(X86_64, "utime") == IGNORED
    assert ask(X86_64, "lchown") == REFUSED
    assert not {"chmod", "open", "utime", "mknod"} & AARCH64.numbers.keys()


@PROCESSORS
def test_a_clone_may_not_bring_namespaces(processor: Processor) -> None:
    new_thread, new_user = 0x3D0F00, 0x10000000

    assert ask(processor, "clone", new_thread) == ALLOW
    assert ask(processor, "clone", 17) == ALLOW
    assert ask(processor, "clone", new_user | 17) == REFUSED


@PROCESSORS
@pytest.mark.parametrize("name", ["prlimit64", "sched_setaffinity"])
def test_limits_of_oneself_can_be_set_and_those_of_others_not(processor: Processor, name: str) -> None:
    assert ask(processor, name, 0) == ALLOW
    assert ask(processor, name, 1) == REFUSED
    assert ask(processor, name, 2**64 - 1) == REFUSED


@PROCESSORS
def test_a_pair_of_sockets_cannot_be_turned_elsewhere(processor: Processor) -> None:
    close_on_exec = 0o2000000

    assert ask(processor, "socketpair", socket.AF_UNIX, 1 | close_on_exec) == ALLOW
    assert ask(processor, "socketpair", socket.AF_UNIX, 5) == ALLOW
    assert ask(processor, "socketpair", socket.AF_UNIX, 2) == REFUSED
    assert ask(processor, "socketpair", socket.AF_UNIX, 2 | close_on_exec) == REFUSED


@PROCESSORS
def test_no_letters_are_pushed_into_a_terminal(processor: Processor) -> None:
    assert ask(processor, "ioctl", 0, 0x5412) == REFUSED
    assert ask(processor, "ioctl", 0, 0x5413) == ALLOW


@PROCESSORS
def test_no_descriptor_holds_others_up_or_tells_of_them(processor: Processor) -> None:
    for policy in (OPEN_POLICY, STRICT_POLICY):
        assert ask(processor, "fcntl", 3, 1024, policy=policy) == REFUSED
        assert ask(processor, "fcntl", 3, 1026, policy=policy) == REFUSED
        assert ask(processor, "fcntl", 3, 1031, policy=policy) == ALLOW


@PROCESSORS
def test_a_process_may_name_itself_and_not_hide_from_the_warden(processor: Processor) -> None:
    assert ask(processor, "prctl", 4, 0) == REFUSED
    assert ask(processor, "prctl", 15) == ALLOW


@PROCESSORS
def test_signals_are_left_to_the_other_layers_or_kept_by_the_filter(processor: Processor) -> None:
    for name in ("kill", "tgkill", "tkill", "rt_sigqueueinfo", "pidfd_send_signal"):
        assert ask(processor, name, 1) == ALLOW
        assert ask(processor, name, 1, policy=STRICT_POLICY) == REFUSED
    assert ask(processor, "kill", 0, policy=STRICT_POLICY) == ALLOW
    assert ask(processor, "kill", 4242, 9, policy=STRICT_POLICY) == ALLOW
    assert ask(processor, "tgkill", 4242, 4243, policy=STRICT_POLICY) == ALLOW
    # To everybody: -1 is all that one may reach, and -n is a group.
    assert ask(processor, "kill", -1, policy=STRICT_POLICY) == REFUSED
    assert ask(processor, "kill", -4242, policy=STRICT_POLICY) == REFUSED
    # A file that wakes its owner by a signal.
    assert ask(processor, "fcntl", 3, 8, policy=STRICT_POLICY) == REFUSED
    assert ask(processor, "fcntl", 3, 4, policy=STRICT_POLICY) == ALLOW


@PROCESSORS
def test_files_are_not_cut_where_landlock_cannot_tell(processor: Processor) -> None:
    assert ask(processor, "truncate") == ALLOW
    assert ask(processor, "truncate", policy=STRICT_POLICY) == REFUSED
    assert ask(processor, "openat2", policy=STRICT_POLICY) == MISSING
    calls = [("openat", (0, 0))] if processor is AARCH64 else [("openat", (0, 0)), ("open", (0,))]
    for name, before in calls:
        assert ask(processor, name, *before, O_RDONLY | O_TRUNC, policy=STRICT_POLICY) == REFUSED
        assert ask(processor, name, *before, O_WRONLY | O_TRUNC, policy=STRICT_POLICY) == ALLOW
        assert ask(processor, name, *before, O_RDONLY, policy=STRICT_POLICY) == ALLOW
        assert ask(processor, name, *before, O_RDONLY | O_TRUNC) == ALLOW


@PROCESSORS
@pytest.mark.parametrize("policy", [OPEN_POLICY, STRICT_POLICY])
def test_every_call_gets_an_answer_and_the_kernel_takes_the_length(
    processor: Processor, policy: Policy
) -> None:
    program = seccomp.assemble(policy, processor)

    assert len(program) <= 4096
    assert all(max(one.if_true, one.if_false) < 256 for one in program)
    answers = {answer(program, Call(number, (), processor.audit)) for number in range(470)}
    assert answers == {ALLOW, REFUSED, MISSING, IGNORED, UNSUPPORTED}


def test_the_tables_agree_with_the_kernels_headers() -> None:
    """The numbers of the design and some that everybody knows."""
    known = {"socket": (41, 198), "ptrace": (101, 117), "kill": (62, 129), "clone": (56, 220)}
    known |= {"unshare": (272, 97), "mount": (165, 40), "truncate": (76, 45), "prlimit64": (302, 261)}
    known |= {
        "memfd_create": (319, 279),
        "fchmodat": (268, 53),
        "utimensat": (280, 88),
        "seccomp": (317, 277),
    }
    known |= {f"landlock_{name}": (444 + n, 444 + n) for n, name in enumerate(("create_ruleset", "add_rule"))}

    for name, numbers in known.items():
        assert (X86_64.numbers[name], AARCH64.numbers[name]) == numbers
    for processor in (X86_64, AARCH64):
        assert len(set(processor.numbers.values())) == len(processor.numbers)
        assert max(processor.numbers.values()) < seccomp.FIRST_UNKNOWN


@pytest.mark.skipif(sys.byteorder != "little", reason="the filter reads the low half of an argument")
def test_an_instruction_is_packed_as_the_kernel_reads_it() -> None:
    assert Instruction(0x15, 7, if_true=1, if_false=2).packed() == bytes([0x15, 0, 1, 2, 7, 0, 0, 0])
