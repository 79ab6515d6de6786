"""What tests of the warden share: runs over the fake Keras."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.judge.folders import remove_tree
from dlprep.judge.link import Link
from dlprep.judge.strays import processes_of
from judge_bench import put_fake_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pytest

MIB = 1024 * 1024


class Runner:
    """Starts wardens over the fake Keras and runs scripts under them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.links: list[Link] = []

    def start(self, limits: Mapping[str, float] | None = None) -> Link:
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        allowed = {
            "wall_seconds": 20,
            "predict_seconds": 20,
            "cpu_seconds": 60,
            "memory_bytes": 2048 * MIB,
            "output_bytes": 64 * 1024,
            "disk_bytes": 64 * MIB,
            "processes": 32,
        }
        places = (str(work), str(self.folder / "visible"), "cifar10", "tensorflow")
        start = wire.Start(*places, **{**allowed, **(limits or {})})  # type: ignore[arg-type]
        run_id = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.links.append(Link(start, run_id=run_id, log=self.folder / "warden.log"))
        return self.links[-1]

    def run(
        self,
        code: str,
        limits: Mapping[str, float] | None = None,
        *,
        seen: Callable[[Link, wire.Event], None] | None = None,
        within_seconds: float = 30.0,
    ) -> tuple[wire.Finished, list[wire.Event]]:
        link = self.start(limits)
        (self.folder / "work" / "script.py").write_text(code)
        events: list[wire.Event] = []
        deadline = time.monotonic() + within_seconds
        while not events or not isinstance(events[-1], wire.Finished):
            assert time.monotonic() < deadline, f"no end: {events}"
            event = link.next_event(0.2)
            if event is None:
                continue
            events.append(event)
            if seen:
                seen(link, event)
            if isinstance(event, wire.Ready):
                link.send(wire.Go("script.py"))
            elif isinstance(event, wire.Exited):
                link.send(wire.Stop("done"))
        finished = events[-1]
        assert isinstance(finished, wire.Finished)
        return finished, events


@contextmanager
def running(folder: Path, monkeypatch: pytest.MonkeyPatch, *, level: str = "") -> Iterator[Runner]:
    """A runner; afterwards nothing may run any more, and everything can be removed."""
    monkeypatch.setenv("PYTHONPATH", str(put_fake_packages(folder / "packages")))
    if level:
        monkeypatch.setenv("DLPREP_SANDBOX", level)
    made = Runner(folder)
    yield made
    for link in made.links:
        link.close()
        assert processes_of(link.run_id) == []
    # pytest's own clean-up recurses and would fail on a deep tree.
    assert remove_tree(folder / "work")


def exited(events: list[wire.Event]) -> wire.Exited:
    return next(event for event in events if isinstance(event, wire.Exited))


def left_of(link: Link) -> list[int]:
    """Processes of the run besides the warden, which still has to leave."""
    return [pid for pid in processes_of(link.run_id) if pid != link.pid]
