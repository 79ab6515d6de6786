"""What the doctor is told about isolation: proven by a worker that runs nothing, and gone afterwards."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from dlprep.bootstrap import SystemClock
from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.judging import Isolation
from dlprep.judge import isolation
from dlprep.wire import Event, IsolationFailed, Ready
from enclosed import best_level
from fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path


class FakeLink:
    """Says `events` in turn, then nothing more, while time goes by."""

    events: tuple[Event, ...] = ()
    clock = FakeClock()
    is_closed = False

    def __init__(self, *_: object, **__: object) -> None:
        type(self).is_closed = False
        self._left = list(self.events)

    def next_event(self, timeout_seconds: float) -> Event | None:
        self.clock.advance(timeout_seconds)
        return self._left.pop(0) if self._left else None

    def close(self) -> int:
        type(self).is_closed = True
        return 0


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> type[FakeLink]:
    class Link(FakeLink):
        clock = FakeClock()

    monkeypatch.setattr(isolation, "Link", Link)
    return Link


def proven(link: type[FakeLink], folder: Path) -> Isolation:
    try:
        return isolation.proven_isolation(folder, link.clock, within_seconds=3)
    finally:
        assert link.is_closed
        assert list((folder / "runs").iterdir()) == []


def test_what_the_worker_proved_is_told(link: type[FakeLink], tmp_path: Path) -> None:
    link.events = (Ready("", "", "limited"),)
    assert proven(link, tmp_path) is Isolation.LIMITED


def test_walls_that_do_not_hold_are_a_fault(link: type[FakeLink], tmp_path: Path) -> None:
    link.events = (IsolationFailed("the sandbox does not hold: read"),)
    with pytest.raises(EnvironmentFaultError, match="does not hold: read"):
        proven(link, tmp_path)


def test_a_worker_that_never_answers_is_not_waited_for(link: type[FakeLink], tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFaultError, match="no answer in time"):
        proven(link, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")
def test_a_real_worker_proves_the_best_of_this_machine(tmp_path: Path) -> None:
    assert isolation.proven_isolation(tmp_path, SystemClock()).value == best_level()
    assert list((tmp_path / "runs").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux'")
def test_layers_that_were_taken_away_are_not_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DLPREP_SANDBOX", "none")
    assert isolation.proven_isolation(tmp_path, SystemClock()) is Isolation.NONE
