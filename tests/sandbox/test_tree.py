"""Finding the processes below one process, from /proc and where only psutil can tell."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from dlprep.sandbox import tree
from judge_bench import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CHILD = """
import subprocess, sys
subprocess.Popen([sys.executable, '-c', 'input()'])
print('up', flush=True)
input()
"""


@pytest.fixture
def parent() -> Iterator[int]:
    """A process with one child; both wait for their input."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"up\n"
        yield running.pid
        for process in tree.descendants(running.pid):
            os.kill(process.pid, 9)
        running.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_both_looks_find_the_same_processes(parent: int) -> None:
    full = {one.pid: one.parent for one in tree.descendants(os.getpid())}
    quick = {one.pid: one.parent for one in tree.sample(os.getpid())}

    assert full[parent] == os.getpid()
    assert parent in full.values()
    assert quick == full
    assert all(one.memory_bytes > 0 and not one.zombie for one in tree.sample(parent))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_dead_child_is_a_zombie_until_it_is_waited_for() -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as running:
        wait_for(
            lambda: any(one.pid == running.pid and one.zombie for one in tree.descendants(os.getpid())),
            "the child ended",
        )
    assert running.pid not in {one.pid for one in tree.descendants(os.getpid())}


def test_where_there_is_no_proc_psutil_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    class Error(Exception):
        pass

    class Child:
        def __init__(self, pid: int, status: str) -> None:
            self.pid, self._status = pid, status

        def oneshot(self) -> nullcontext[None]:
            return nullcontext()

        def ppid(self) -> int:
            return 7

        def cpu_times(self) -> SimpleNamespace:
            if self._status == "gone":
                raise Error
            return SimpleNamespace(user=1.0, system=0.5)

        def status(self) -> str:
            return self._status

        def memory_info(self) -> SimpleNamespace:
            return SimpleNamespace(rss=4096)

    children = [Child(8, "running"), Child(9, "zombie"), Child(10, "gone")]
    fake = SimpleNamespace(
        Error=Error,
        STATUS_ZOMBIE="zombie",
        Process=lambda pid: SimpleNamespace(children=lambda **_: children if pid == 7 else []),
    )
    monkeypatch.setitem(sys.modules, "psutil", fake)
    monkeypatch.setattr(tree, "_LINUX", False)

    assert tree.sample(7) == [tree.Process(8, 7, False, 4096, 1.5), tree.Process(9, 7, True, 0, 1.5)]
