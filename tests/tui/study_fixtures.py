"""Time zones that tests of local times stand in."""

import time
from collections.abc import Iterator

import pytest


def _zone(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is eight hours ahead of UTC."""
    yield from _zone(monkeypatch, "Asia/Shanghai")


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is UTC, so that pictures do not change with the machine."""
    yield from _zone(monkeypatch, "UTC")
