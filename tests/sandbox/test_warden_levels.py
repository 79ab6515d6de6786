"""The warden around a worker with namespaces, which has two processes of ours between them, and without."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep import wire
from dlprep.judge.link import WardenLostError
from dlprep.judge.strays import processes_of
from dlprep.sandbox import room, tree
from dlprep.sandbox.watch import Watch
from enclosed import best_level
from judge_bench import wait_for
from warden_bench import MIB, Runner, exited, left_of, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.judge.link import Link

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the levels are Linux'")
DAEMONS = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("daemon", flush=True)
        time.sleep(600)
    os._exit(0)
time.sleep(600)
"""


def levels(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("runner", names, indirect=True)


@pytest.fixture
def runner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Runner]:
    if request.param == "full" and best_level() != "full":
        pytest.skip("this machine has no namespaces for us")
    with running(tmp_path, monkeypatch, level=request.param) as made:
        yield made


@levels("none", "limited", "base", "full")
def test_the_level_is_told_once_everything_is_ready(runner: Runner, request: pytest.FixtureRequest) -> None:
    _, events = runner.run("")

    ready = next(event for event in events if isinstance(event, wire.Ready))
    assert ready.isolation in request.node.callspec.id


@levels("base", "full")
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("import os; os._exit(137)", 137),
        ("import os; os._exit(0)", 0),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
        ("import os; os.abort()", -signal.SIGABRT),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
    ],
    ids=["137", "0", "kill", "segv", "abort", "term"],
)
def test_how_the_worker_ended_is_told_through_the_processes_between(
    runner: Runner, code: str, status: int
) -> None:
    finished, _ = runner.run(code)

    assert (finished.reason, finished.returncode) == ("exited", status)


@levels("base", "full")
def test_our_own_processes_do_not_count_against_the_script(runner: Runner) -> None:
    one, _ = runner.run("import time; time.sleep(0.5)", {"processes": 1})
    assert one.reason == "done"

    (runner.folder / "work" / "script.py").unlink()
    two, _ = runner.run("import os, time; os.fork(); time.sleep(20)", {"processes": 1})
    assert two.reason == "processes"


@levels("base", "full")
def test_the_time_that_a_killed_worker_used_is_not_lost(runner: Runner) -> None:
    finished, _ = runner.run("while True: pass", {"wall_seconds": 0.8})

    assert finished.reason == "wall"
    assert finished.cpu_seconds > 0.1


@levels("base", "full")
def test_the_time_of_children_that_were_waited_for_counts(runner: Runner) -> None:
    """None of them lives long enough to be seen."""
    code = """
import os, time
while True:
    child = os.fork()
    if child == 0:
        end = time.process_time() + 0.05
        while time.process_time() < end: pass
        os._exit(0)
    os.waitpid(child, 0)
"""
    finished, _ = runner.run(code, {"cpu_seconds": 0.6})

    assert finished.reason == "cpu"


@levels("base", "full")
def test_pages_that_forks_share_are_counted_once(runner: Runner) -> None:
    code = """
import os, time
block = bytearray(b"x") * (150 << 20)
children = []
for _ in range(6):
    child = os.fork()
    if child == 0:
        time.sleep(1)
        os._exit(0)
    children.append(child)
for child in children: os.waitpid(child, 0)
"""
    finished, events = runner.run(code, {"memory_bytes": 600 * MIB})

    assert finished.reason == "done"
    assert exited(events).outcome == "done"


@levels("full")
def test_with_namespaces_nothing_outlives_a_killed_warden(runner: Runner) -> None:
    def kill(link: Link, event: wire.Event) -> None:
        if isinstance(event, wire.Output) and "daemon" in event.text:
            os.kill(link.pid, signal.SIGKILL)

    with pytest.raises(WardenLostError):
        runner.run(DAEMONS, seen=kill)

    run_id = runner.links[-1].run_id
    wait_for(lambda: not processes_of(run_id), "every process is gone by itself")


@levels("base", "full")
def test_what_stands_on_the_output_is_no_event(runner: Runner) -> None:
    """Libraries below Python print there too, before any script runs."""
    forged = '{"t":"Exited","outcome":"done","exception":"","text":"","line":null}'
    code = f"import os\nfor fd in (1, 2): os.write(fd, b'{forged}\\n')\nraise SystemExit(3)\n"

    finished, events = runner.run(code)

    assert [event.exception for event in events if isinstance(event, wire.Exited)] == ["SystemExit"]
    assert finished.head.count(forged) == 2


@levels("base", "full")
def test_the_worker_is_the_python_that_runs_us_under_its_own_name(runner: Runner) -> None:
    """A copied interpreter under another name loads another library of itself."""
    finished, _ = runner.run("import sys; print(sys.executable, sys.prefix, sys.base_prefix, sep='\\n')")

    assert finished.head.split("\n")[:3] == [sys.executable, sys.prefix, sys.base_prefix]


@levels("base")
def test_shared_memory_of_the_machine_counts_as_disk(runner: Runner) -> None:
    code = """
from multiprocessing import resource_tracker, shared_memory
resource_tracker.register = lambda *_: None
held = [shared_memory.SharedMemory(f"dlprep-test-{n}", create=True, size=10 << 20) for n in range(2)]
for one in held: one.buf[:] = bytes(10 << 20)
while True: pass
"""
    try:
        finished, _ = runner.run(code, {"disk_bytes": 16 * MIB})
    finally:
        for number in range(2):
            Path(f"/dev/shm/dlprep-test-{number}").unlink(missing_ok=True)  # noqa: S108

    assert finished.reason == "disk"


def test_shared_memory_of_before_is_not_the_runs(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"x" * 8192)
    memory = room.SharedMemory(str(tmp_path))
    assert memory.growth_bytes() == 0

    (tmp_path / "new").write_bytes(b"x" * 4096)
    assert memory.growth_bytes() == (tmp_path / "new").stat().st_blocks * 512
    assert room.SharedMemory(str(tmp_path / "missing")).growth_bytes() == 0


@pytest.mark.parametrize("floor", ["LEAST_DISK_BYTES", "LEAST_MEMORY_BYTES"])
def test_a_machine_that_runs_short_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, floor: str
) -> None:
    limits = {"wall_seconds": 60.0, "predict_seconds": 60.0, "cpu_seconds": 1e9, "memory_bytes": 1 << 40}
    limits |= {"output_bytes": 1, "disk_bytes": 1 << 40, "processes": 10_000}
    start = wire.Start(str(tmp_path), "", "", "numpy", **limits)  # type: ignore[arg-type]
    watch = Watch(start)
    watch.begin(os.getpid())
    assert room.is_left(str(tmp_path))

    monkeypatch.setattr(room, floor, 1 << 60)

    assert watch.breach() == "machine"


def test_without_namespaces_nobody_stands_between() -> None:
    assert tree.relays(os.getpid()) == frozenset()


@levels("full")
def test_a_layer_that_does_not_hold_ends_the_run_before_the_script(runner: Runner) -> None:
    lie = "from dlprep.sandbox import seccomp\nseccomp.probe = lambda _: True\n"
    lie += "seccomp.install = lambda *_: None\n"
    (runner.folder / "packages" / "sitecustomize.py").write_text(lie)

    finished, events = runner.run("open('ran', 'w')")

    assert [type(event) for event in events if not isinstance(event, wire.Output)] == [
        wire.IsolationFailed,
        wire.Finished,
    ]
    assert finished.returncode == 1
    assert not (runner.folder / "work" / "ran").exists()
    assert left_of(runner.links[-1]) == []
