"""A script that is run after every save, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.services.rerunning import Reruns

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 20.0


@dataclass
class Bench:
    """A file in memory, and runs that last until they are cancelled or let go."""

    code: str | None = "first"
    runs: list[tuple[str, bool]] = field(default_factory=list)
    """The code of each run that ended, and whether it was cancelled."""
    refused: list[str] = field(default_factory=list)
    started: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    during: Callable[[str], None] = lambda _code: None

    def __post_init__(self) -> None:
        self.reruns = Reruns(self.read, self.run, lambda error: self.refused.append(str(error)))

    def read(self) -> str:
        if self.code is None:
            raise BadInputError(message("gone"))
        return self.code

    def run(self, code: str, cancel: Event) -> None:
        self.started.set()
        self.during(code)
        while not cancel.is_set() and not self.go_on.wait(0.005):
            pass
        self.runs.append((code, cancel.is_set()))

    def save(self, code: str | None) -> None:
        self.code = code
        self.reruns.look()


def test_a_save_while_nothing_runs_starts_a_run() -> None:
    bench = Bench()
    bench.go_on.set()
    saves = iter(["second", "third"])

    def save_again(_code: str) -> None:
        if (following := next(saves, None)) is None:
            bench.reruns.end()
        else:
            bench.save(following)

    bench.during = save_again
    bench.reruns.look()
    bench.reruns.go()

    assert [code for code, _ in bench.runs] == ["first", "second", "third"]


def test_a_save_during_a_run_cancels_it_and_only_the_newest_code_is_run() -> None:
    bench = Bench()

    def save_twice(code: str) -> None:
        if code == "first":
            bench.save("second")
            assert bench.reruns.is_outdated
            bench.save("third")
        else:
            assert not bench.reruns.is_outdated
            bench.reruns.end()

    bench.during = save_twice
    bench.reruns.look()
    bench.reruns.go()

    assert bench.runs == [("first", True), ("third", True)]


def test_a_save_that_changes_nothing_and_a_file_that_is_gone_start_nothing() -> None:
    bench = Bench()

    def look_again(_code: str) -> None:
        bench.save("first")
        bench.save(None)
        bench.save("first")
        bench.go_on.set()

    bench.during = look_again
    bench.reruns.look()
    running = Thread(target=bench.reruns.go, daemon=True)
    running.start()
    assert bench.go_on.wait(PATIENCE_SECONDS)
    bench.reruns.end()
    running.join(PATIENCE_SECONDS)

    assert not running.is_alive()
    assert [code for code, _ in bench.runs] == ["first"]
    assert bench.refused == ["gone"]


def test_the_end_cancels_what_runs_and_nothing_starts_after_it() -> None:
    bench = Bench()
    bench.reruns.look()
    running = Thread(target=bench.reruns.go, daemon=True)
    running.start()
    assert bench.started.wait(PATIENCE_SECONDS)

    bench.reruns.end()
    bench.save("second")
    running.join(PATIENCE_SECONDS)

    assert not running.is_alive()
    assert bench.runs == [("first", True)]
