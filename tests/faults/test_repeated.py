"""The same thing many times over: nothing piles up. Fault list rows 17 to 19; the long ones are proofs."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import (
    PhaseChanged,
    RunEvent,
    RunPhase,
    Submission,
    Tier,
    Verdict,
)
from dlprep.judge.folders import remove_tree
from dlprep.services.coding import run_challenge
from dlprep.storage.store import open_store
from fakes import FakeClock
from judge_bench import HONEST, Bench, challenge_folder, new_bench, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = HONEST + "model.predict = lambda x, **_: __import__('time').sleep(60)\n"
ENDLESS = "import time\nprint('here', flush=True)\nwhile True: time.sleep(9)\n"
PHASES = ("queued", "warm", "training", "predicting", "grading")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = new_bench(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    yield made
    made.judge.close()
    assert made.processes == []
    assert made.folders == []


def repeated(few: int, many: int) -> pytest.MarkDecorator:
    """A few times always, many times as a proof."""
    return pytest.mark.parametrize("times", [few, pytest.param(many, marks=pytest.mark.slow)])


@repeated(3, 50)
@pytest.mark.parametrize("phase", PHASES)
def test_cancelling_leaves_nothing_but_a_row(bench: Bench, tmp_path: Path, phase: str, times: int) -> None:
    database = tmp_path / "data" / "history.db"
    clock = FakeClock()
    database.parent.mkdir()
    store = open_store(database, moment=clock.moment())
    wanted = {
        "queued": RunPhase.PREPARING,
        "warm": RunPhase.WARMING,
        "training": RunPhase.TRAINING,
        "predicting": RunPhase.PREDICTING,
        "grading": RunPhase.GRADING,
    }[phase]
    code = {"training": ENDLESS, "grading": HONEST}.get(phase, SLOW)
    verdicts = set()
    for number in range(times):
        cancel = threading.Event()

        def watch(event: RunEvent, cancel: threading.Event = cancel) -> None:
            if isinstance(event, PhaseChanged) and event.phase is wanted:
                cancel.set()

        if phase == "warm" and number % 2:
            bench.judge.warm(challenge_folder(), Tier.EMBEDDED)
        submission = Submission("tiny", Tier.EMBEDDED, code)
        done = run_challenge(
            store, bench.judge, challenge_folder(), submission, clock=clock, watch=watch, cancel=cancel
        )
        verdicts.add(done.report.verdict)
        # A worker that was still getting warm ends by itself, unseen.
        wait_for(lambda: bench.processes == [], "the processes are gone")
        wait_for(lambda: bench.folders == [], "the folder was removed")
    store.close()

    # Once everything but the comparison is done there is nothing left to cancel.
    wanted_verdict = Verdict.PASS if phase == "grading" else Verdict.CANCELLED
    assert verdicts == {wanted_verdict}
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("select verdict, count(*) from runs group by verdict").fetchall()
    assert rows == [(wanted_verdict.value, times)]


def used() -> dict[str, int]:
    """What this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return {
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "children": len(children),
        "memory": pages * os.sysconf("SC_PAGE_SIZE"),
    }


@repeated(20, 200)
def test_many_runs_in_a_row_leave_nothing_behind(bench: Bench, times: int) -> None:
    codes = (HONEST, "1 / 0\n", "import os\nos._exit(1)\n", "", ENDLESS)
    for code in codes:
        bench.run(code, wall_seconds=1)
    temporary = set(Path(gettempdir()).iterdir())
    before = used()

    for number in range(times):
        code = codes[number % len(codes)]
        is_cancelled = code == ENDLESS
        bench.run(code, cancel_at=RunPhase.TRAINING if is_cancelled else None)
        bench.events.clear()
        assert bench.processes == []

    wait_for(lambda: bench.folders == [], "the folders were removed")
    after = used()
    memory = after.pop("memory") - before.pop("memory")
    assert after == before
    assert memory < 8 * 1024 * 1024 + 40_000 * times
    fresh = set(Path(gettempdir()).iterdir()) - temporary
    ours = {path for path in fresh if path.name.startswith("dlprep") and str(os.getpid()) in path.name}
    assert ours == set()


@repeated(3_000, 300_000)
def test_a_folder_of_many_odd_things_goes(tmp_path: Path, times: int) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    root.mkdir()
    at = os.open(root, os.O_RDONLY)
    for number in range(times):
        os.close(os.open(f"{number}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0, dir_fd=at))
        if number % 1000 == 0:
            os.mkdir(f"d{number}", dir_fd=at)
            os.symlink(outside, f"d{number}/link", dir_fd=at)
            os.mkdir(f"d{number}/shut", 0, dir_fd=at)
    for name in (b"two\nlines", b"\xff\xfe", b"-rf", b" ", b"'\"`$(x)", "模型".encode(), b"x" * 255):
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=at))
    for _ in range(4_000 if times > 3_000 else 400):
        os.mkdir("deep", 0o700, dir_fd=at)
        inner = os.open("deep", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)

    began = time.monotonic()
    assert remove_tree(root)
    print(f"{times} files went in {time.monotonic() - began:.1f} s")  # noqa: T201 - the record of the proof

    assert (outside / "kept").read_text() == "kept"
    assert not root.exists()
