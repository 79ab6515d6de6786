"""A history that is written faster than it is copied is copied all the same."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from dlprep.domain.keeping.backups import BackupKind, BackupState
from dlprep.storage import copying
from dlprep.storage.backups import Backups
from dlprep.storage.database import connect
from dlprep.storage.store import open_store
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    import pytest


class _Restless:
    """A connection to whose database somebody writes whenever so many steps of a copy are done."""

    STEPS = 15

    def __init__(self, path: Path, write: Callable[[], object]) -> None:
        self._connection, self._write = connect(path), write
        self.copies: list[int] = []

    def backup(self, target: sqlite3.Connection, *, pages: int, progress: Callable[..., None]) -> None:
        self.copies.append(pages)

        steps = count(1)

        def step(*state: Any) -> None:
            if pages > 0 and next(steps) % self.STEPS == 0:
                self._write()
            progress(*state)

        self._connection.backup(target, pages=pages, progress=step)

    def close(self) -> None:
        self._connection.close()


def test_a_history_that_is_never_at_rest_is_copied_in_one_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is copied until the first write is more than SQLite keeps in memory: it is left half made."""
    monkeypatch.setattr(copying, "_STEP_PAGES", 64)
    with open_store(path, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        numbers = iter(range(10_000))

        def write() -> None:
            store.add_attempt(attempt(session_id, next(numbers), duration_seconds=1.0))

        store.save_draft("digits", "x" * 5_000_000, NOON.at)
        restless = _Restless(path, write)
        monkeypatch.setattr(copying, "connect", lambda _: restless)
        made = Backups(path).create(BackupKind.DAILY, NOON)
        answers = len(store.attempts(limit=10_000))
    assert restless.copies == [64, -1]
    report = Backups(path).report(made, thorough=True)
    assert (report.state, report.answers) == (BackupState.SOUND, answers)
