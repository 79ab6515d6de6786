"""Cancelling in every phase, faults of our own processes, and the spare worker: nothing is ever left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.judging import OutputWritten, RunEvent, RunPhase, Tier, Verdict
from judge_bench import HONEST, Bench, challenge_folder, new_bench, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOREVER = """
print('here', flush=True)
import signal, time
signal.signal(15, signal.SIG_IGN)
while True: time.sleep(9)
"""


def descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


@pytest.mark.parametrize(
    "phase", [RunPhase.PREPARING, RunPhase.WARMING, RunPhase.TRAINING, RunPhase.PREDICTING]
)
def test_cancelling_in_a_phase_leaves_nothing(bench: Bench, phase: RunPhase) -> None:
    slow = HONEST + "model.predict = lambda x, **_: __import__('time').sleep(60)\n"

    report = bench.run(FOREVER if phase is RunPhase.TRAINING else slow, cancel_at=phase)

    assert report.verdict is Verdict.CANCELLED
    assert report.value is None
    assert bench.processes == []
    assert bench.folders == []


def test_closing_the_judge_cancels_what_runs(bench: Bench) -> None:
    reports = []
    began = threading.Event()

    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten):
            began.set()

    running = threading.Thread(target=lambda: reports.append(bench.run(FOREVER, watch=watch)))
    running.start()
    assert began.wait(20)
    bench.judge.close()
    running.join(20)

    assert [report.verdict for report in reports] == [Verdict.CANCELLED]
    assert bench.processes == []


def _kills(bench: Bench, module: str) -> Callable[[RunEvent], None]:
    """Kills the youngest process of the module once the script prints."""

    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten):
            os.kill(bench.running(module)[-1], signal.SIGKILL)

    return watch


def test_a_killed_warden_is_our_fault_and_leaves_nothing(bench: Bench) -> None:
    """Its worker has a child that left the session; both carry the run's id."""
    code = (
        "import os, subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
        "print('up', flush=True)\ntime.sleep(600)\n"
    )

    report = bench.run(code, watch=_kills(bench, "dlprep.sandbox.warden"))

    assert report.verdict is Verdict.INTERNAL
    assert not report.verdict.counts
    assert "not your script" in str(report.message)
    assert "report" in str(report.next_step)
    assert bench.processes == []


def test_a_killed_worker_is_a_crash(bench: Bench) -> None:
    code = "import time\nprint('up', flush=True)\ntime.sleep(600)\n"

    report = bench.run(code, watch=_kills(bench, "dlprep.sandbox.worker"))

    assert report.verdict is Verdict.CRASH


def test_a_watcher_that_raises_leaves_nothing(bench: Bench) -> None:
    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten):
            raise RuntimeError("the screen is gone")

    with pytest.raises(RuntimeError, match="the screen is gone"):
        bench.run(FOREVER, watch=watch)

    assert bench.processes == []
    assert bench.folders == []


def test_a_run_uses_the_spare_worker_that_fits(bench: Bench) -> None:
    bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: bench.judge.is_warm, "the spare worker is warm")
    warm = bench.running("dlprep.sandbox.warden")
    used: list[list[int]] = []

    def watch(event: RunEvent) -> None:
        if isinstance(event, OutputWritten):
            used.append(bench.running("dlprep.sandbox.warden"))

    report = bench.run(HONEST + "import time\nprint('up', flush=True)\ntime.sleep(0.5)\n", watch=watch)

    assert report.verdict is Verdict.PASS
    assert used[0] == warm
    assert bench.processes == []


def test_another_tier_or_challenge_drops_the_spare_worker(bench: Bench) -> None:
    bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: len(bench.processes) >= 2, "the spare worker started")
    first = min(bench.processes)
    other = challenge_folder()
    other = other.model_copy(update={"challenge": other.challenge.model_copy(update={"id": "other"})})

    bench.judge.warm(other, Tier.EMBEDDED)

    wait_for(lambda: bench.processes and first not in bench.processes, "the first spare worker was replaced")
    wait_for(lambda: len(bench.folders) == 1, "the first folder was removed")


def test_an_idle_spare_worker_is_dropped(bench: Bench) -> None:
    bench.judge.workers.idle_seconds = 0.5
    bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: bench.folders, "the spare worker started")

    wait_for(lambda: not bench.processes and not bench.folders, "the idle spare worker was dropped")


def test_a_spare_worker_that_died_is_replaced_without_a_word(bench: Bench) -> None:
    bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: len(bench.processes) >= 2, "the spare worker started")
    for pid in bench.processes:
        os.kill(pid, signal.SIGKILL)

    assert bench.run(HONEST).verdict is Verdict.PASS


def test_what_a_killed_judge_left_is_swept_by_the_next(bench: Bench) -> None:
    left = bench.cache_dir / "runs" / "4194999-ab"
    (left / "work").mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, env={"DLPREP_RUN": "4194999-ab"}
    ) as stray:
        assert bench.run(HONEST).verdict is Verdict.PASS

        assert stray.wait(20) == -signal.SIGKILL
    wait_for(lambda: not left.exists(), "the folder was removed")


def test_many_runs_leave_no_descriptor_and_no_thread(bench: Bench) -> None:
    bench.run(HONEST)
    before = (descriptors(), threading.active_count())

    for code in (HONEST, "1/0\n", "import os\nos._exit(1)\n", "", HONEST):
        bench.run(code)
    bench.run(FOREVER, cancel_at=RunPhase.TRAINING)

    assert (descriptors(), threading.active_count()) == before


def test_closing_ends_the_spare_worker(bench: Bench) -> None:
    bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
    wait_for(lambda: bench.processes, "the spare worker started")

    bench.judge.close()

    assert bench.processes == []
    assert bench.folders == []


def test_a_tensorflow_that_cannot_be_imported_is_said_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = new_bench(tmp_path, tensorflow="raise ImportError('libfoo.so: cannot open')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))

    with pytest.raises(EnvironmentFaultError, match=r"libfoo\.so: cannot open") as caught:
        broken.run(HONEST)

    assert caught.value.way_out is not None
    assert broken.processes == []
    assert broken.folders == []


def test_without_tensorflow_nothing_is_started(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dlprep.judge.workers.find_spec", lambda _: None)

    with pytest.raises(EnvironmentFaultError, match="TensorFlow is not installed"):
        bench.run(HONEST)

    assert bench.folders == []


def test_a_hook_that_fails_costs_the_progress_and_not_the_grade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from judge_bench import FAKE_PACKAGES

    odd = FAKE_PACKAGES["keras/__init__.py"].replace(
        "on_train_batch_end(step, logs={", "on_train_batch_end(step, logs=7 or {"
    )
    made = new_bench(tmp_path, keras=odd)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))

    report = made.run(HONEST)

    assert report.verdict is Verdict.PASS
    assert any(isinstance(event, OutputWritten) and "no progress" in event.text for event in made.events)
