"""`python prove.py TESTS MODE ROOT` tries every attack in one mode; prints the facts as JSON."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
import traceback
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attacks.grounds import Grounds
    from attacks.runs import Run
    from dlprep.domain.judging import RunEvent
    from judge_bench import Bench

HARMFUL_WHEN_FREE = frozenset(("send_signal_to_everybody",))
"""Not tried where nothing would stop it."""
SCRIPTS = ("start", "reading", "changing", "network", "processes", "kernel", "end")
REMOVE_SECONDS = 20.0


def script(name: str) -> str:
    """A part of the script that makes the attempts."""
    return Path(__file__).with_name("scripts").joinpath(f"{name}.py").read_text(encoding="utf-8")


def attempted(bench: Bench, grounds: Grounds, mode: str) -> dict[str, Any]:
    """Every attempt of the table, in one script."""
    from attacks.table import ROWS

    names = [row.name for row in ROWS if mode != "none" or row.name not in HARMFUL_WHEN_FREE]
    code = "".join(map(script, SCRIPTS))
    report = bench.run(f"TARGETS = {grounds.targets() | {'attempts': names}!r}\n{code}")
    words = [line.split() for line in report.output.splitlines() if line.startswith("attempt ")]
    outcomes = {name: outcome for _, name, outcome in words}
    for name, is_seen in grounds.evidence().items():
        if name in outcomes:
            outcomes[name] = "done" if is_seen() else "no trace"
    return {"isolation": report.isolation.value, "outcomes": outcomes, "output": report.output}


def played(bench: Bench, grounds: Grounds, run: Run) -> dict[str, Any]:
    """One submission and what it left."""
    began = time.monotonic()
    found = judged(bench, run)
    deadline = time.monotonic() + REMOVE_SECONDS
    while (folders := set(bench.folders) - {grounds.sibling.name}) and time.monotonic() < deadline:
        # A huge folder is removed in the background.
        time.sleep(0.02)
    found |= {"left": left(grounds), "folders": sorted(folders), "changed": grounds.changed()}
    return found | {"seconds": round(time.monotonic() - began, 2)}


def judged(bench: Bench, run: Run) -> dict[str, Any]:
    """The verdict of one submission."""
    from dlprep.domain.judging import OutputWritten
    from dlprep.judge.cleaning import clean

    def watch(event: RunEvent) -> None:
        if run.kills_warden and isinstance(event, OutputWritten):
            for pid in bench.running("dlprep.sandbox.warden"):
                os.kill(pid, signal.SIGKILL)

    try:
        report = bench.run(run.code, changes=run.changes, watch=watch, **run.limits)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - the test says what it was
        return {"error": traceback.format_exc()}
    return {
        "verdict": report.verdict.value,
        "value": report.value,
        "isolation": report.isolation.value,
        "message": str(report.message),
        "is_clean": all(
            clean(one) == one for one in (str(report.message), str(report.next_step), report.output)
        ),
        "output": report.output[-600:],
    }


def left(grounds: Grounds) -> list[str]:
    """Command lines of processes below this one that should be gone.

    One without a command line has lost its memory and is about to end; it gets a moment to do so.
    """
    deadline = time.monotonic() + REMOVE_SECONDS
    while "" in (found := below(grounds)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def below(grounds: Grounds) -> list[str]:
    """Command lines of the processes below this one, but for the stand-in's."""
    from dlprep.sandbox.tree import descendants

    return [
        Path(f"/proc/{one.pid}/cmdline").read_bytes().decode(errors="replace")
        for one in descendants(os.getpid())
        if one.pid != grounds.stand_in.process.pid and not one.zombie
    ]


def facts(mode: str, root: Path) -> dict[str, Any]:
    """Everything that happened."""
    from attacks.grounds import Grounds
    from attacks.runs import RUNS
    from dlprep.sandbox import isolation
    from judge_bench import new_bench, put_tiny_dataset

    available = isolation.available().level
    if available != mode:
        return {"available": available}
    (root / "home").mkdir()
    bench = new_bench(root)
    os.environ["PYTHONPATH"] = str(root / "packages")
    with closing(bench.judge), closing(Grounds(root, bench)) as grounds:
        found = {"available": available, **attempted(bench, grounds, mode)}
        found |= {"changed": grounds.changed(), "heard": grounds.listeners.heard()}
        found["state"] = [grounds.state_before, grounds.stand_in.state()]
        found["left"] = left(grounds)
        found["runs"] = {}
        if mode != "none":
            if found["changed"]:
                # The data of the challenge is among what was changed.
                rmtree(bench.cache_dir / "datasets")
                put_tiny_dataset(bench.cache_dir)
            grounds.before = grounds.look()
            for run in RUNS:
                found["runs"][run.name] = played(bench, grounds, run)
    return found


def main() -> None:
    """As said above."""
    tests, mode, root = sys.argv[1:]
    sys.path.insert(0, tests)
    os.environ |= {"DLPREP_SANDBOX": mode, "HOME": f"{root}/home"}
    # Whatever gets away from its warden becomes a child of this process, and is found.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    sys.stdout.write(json.dumps(facts(mode, Path(root))))


if __name__ == "__main__":
    main()
