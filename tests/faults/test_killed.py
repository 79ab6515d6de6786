"""Processes of ours that are killed or stopped by strangers: fault list rows 2, 15 and 20."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import Isolation, OutputWritten, RunEvent, Verdict
from dlprep.judge.workers import _start_command
from enclosed import best_level
from judge_bench import HONEST, Bench, new_bench, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the levels are Linux'")
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("daemon", flush=True)
        time.sleep(600)
    os._exit(0)
time.sleep(600)
"""
_JUDGE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from judge_bench import Bench, RealClock
from dlprep.judge.supervisor import ProcessJudge
cache = Path(sys.argv[2])
def watch(event):
    if "daemon" in getattr(event, "text", ""):
        print("up", flush=True)
Bench(cache, ProcessJudge(cache, RealClock())).run(sys.argv[3], watch=watch)
"""


@pytest.fixture(params=["base", "full"])
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Bench]:
    levels = ("none", "limited", "base", "full")
    if levels.index(best_level()) < levels.index(request.param):
        pytest.skip(f"this machine offers {best_level()} isolation only")
    monkeypatch.setenv("DLPREP_SANDBOX", request.param)
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


def sends(bench: Bench, module: str, *numbers: signal.Signals) -> Callable[[RunEvent], None]:
    """Signals the youngest process of the module once the script prints."""

    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten):
            for number in numbers:
                os.kill(bench.running(module)[-1], number)

    return watch


def test_a_killed_warden_is_our_fault_and_its_daemons_end(bench: Bench) -> None:
    report = bench.run(DAEMON, watch=sends(bench, "dlprep.sandbox.warden", signal.SIGKILL))

    assert report.verdict is Verdict.INTERNAL
    assert not report.verdict.counts
    assert bench.processes == []


def test_a_worker_that_the_system_killed_for_memory_is_told_so(bench: Bench) -> None:
    code = "import time\nprint('up', flush=True)\ntime.sleep(600)\n"
    report = bench.run(code, watch=sends(bench, "dlprep.sandbox.worker", signal.SIGKILL))

    assert report.verdict is Verdict.CRASH
    assert "SIGKILL" in str(report.message)
    assert "memory runs out" in str(report.next_step)


def test_the_worker_is_the_first_to_go_when_memory_runs_out(bench: Bench) -> None:
    report = bench.run("print(open('/proc/self/oom_score_adj').read())")

    assert report.output.strip() == "1000"


def test_a_warden_that_stood_still_ends_the_run_when_it_goes_on(bench: Bench) -> None:
    """As after a closed lid: the time has passed, whoever looked."""
    stopped: list[int] = []

    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten) and not stopped:
            stopped.append(bench.running("dlprep.sandbox.warden")[-1])
            os.kill(stopped[0], signal.SIGSTOP)
            time.sleep(1.5)
            os.kill(stopped[0], signal.SIGCONT)

    report = bench.run("import time\nprint('up', flush=True)\ntime.sleep(600)\n", watch=watch, wall_seconds=1)

    assert stopped
    assert report.verdict is Verdict.TIME
    assert report.wall_seconds >= 1.5


def test_a_warden_that_never_goes_on_is_given_up_and_nothing_is_left(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dlprep.judge.run.GRACE_SECONDS", 0.0)
    monkeypatch.setattr("dlprep.judge.workers._start_command", _hasty)

    report = bench.run(DAEMON, watch=sends(bench, "dlprep.sandbox.warden", signal.SIGSTOP), wall_seconds=1)

    assert report.verdict is Verdict.INTERNAL
    assert "no answer in time" in str(report.message)
    assert bench.processes == []


def _hasty(*arguments: object) -> object:
    return replace(_start_command(*arguments), predict_seconds=0.5)  # type: ignore[arg-type]


def test_what_two_killed_processes_left_is_found_by_the_next_judge(tmp_path: Path) -> None:
    """Both the interface and the warden are killed: only in base isolation is there anything to find."""
    made = new_bench(tmp_path)
    environment = os.environ | {"DLPREP_SANDBOX": "base", "PYTHONPATH": str(tmp_path / "packages")}
    tests = str(Path(__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", _JUDGE, tests, str(made.cache_dir), DAEMON],
        stdout=subprocess.PIPE,
        env=environment,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"up\n"
        # Stopped first: whichever lived a moment longer would end what the other left.
        os.kill(other.pid, signal.SIGSTOP)
        wardens = [pid for pid in made.processes_of(other.pid) if b"warden" in command_of(pid)]
        for pid in (*wardens, other.pid):
            os.kill(pid, signal.SIGKILL)
    assert wardens
    if best_level() in ("base", "full"):
        assert made.processes_of(other.pid)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path / "packages"))
        report = made.run(HONEST)

    assert report.verdict is Verdict.PASS
    assert report.isolation is not Isolation.NONE
    wait_for(lambda: not made.processes_of(other.pid), "the daemon was ended")
    wait_for(lambda: made.folders == [], "its folder was removed")


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
