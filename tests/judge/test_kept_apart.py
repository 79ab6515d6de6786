"""What the judge makes of isolation: shown with the report, and our fault when it does not hold."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import PhaseChanged, Verdict
from dlprep.judge import failures
from enclosed import best_level
from judge_bench import HONEST, Bench, new_bench

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    made = new_bench(tmp_path)
    yield made
    made.judge.close()
    assert made.processes == []


def test_the_best_isolation_of_the_machine_is_used_and_shown(bench: Bench) -> None:
    report = bench.run(HONEST)

    assert (report.verdict, report.isolation.value) == (Verdict.PASS, best_level())
    assert report.isolation in [event.isolation for event in bench.events if isinstance(event, PhaseChanged)]


def test_a_sandbox_that_does_not_hold_is_our_fault_and_the_script_is_not_run(bench: Bench) -> None:
    lie = "from dlprep.sandbox import seccomp\nseccomp.probe = lambda _: True\n"
    lie += "seccomp.install = lambda *_: None\n"
    (bench.cache_dir.parent / "packages" / "sitecustomize.py").write_text(lie)

    report = bench.run(HONEST)

    assert report.verdict is Verdict.INTERNAL
    assert not report.verdict.counts
    assert "the sandbox does not hold" in str(report.message)


def test_the_labels_cannot_be_read_from_where_they_lie(bench: Bench) -> None:
    code = f"""
import glob
found = glob.glob({str(bench.cache_dir)!r} + "/**/y_test.npy", recursive=True)
assert not found, found
open({str(bench.cache_dir)!r} + "/anything", "w")
"""
    report = bench.run(code)

    assert report.verdict is Verdict.ERR
    assert "Permission denied" in str(report.message)


def test_a_machine_that_runs_short_is_not_held_against_the_script() -> None:
    found = failures.machine_is_short()

    assert found.verdict is Verdict.INTERNAL
    assert not found.verdict.counts
