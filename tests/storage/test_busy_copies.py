"""A history that is written while it is copied is copied once, and nobody waits for more than a step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.errors import StorageError
from dlprep.domain.keeping.backups import BackupKind, BackupState
from dlprep.storage import copying, database
from dlprep.storage.backups import Backups
from dlprep.storage.store import SqliteStore, open_store
from storage.looking import assert_backups_sound, column
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_COPY = copying._copy
_STEP = 16


class _Watched:
    """Notes how many pages each copy took, and does something after each step of those in steps."""

    def __init__(self, do: Callable[[], object]) -> None:
        self.steps: list[list[int]] = []
        self.total = 0
        self._do = do

    def __call__(self, source: Any, target: Any, pages: int, between: Any = None) -> None:
        steps: list[int] = []
        self.steps.append(steps)

        def after(copied: int, pages: int, total: int) -> None:
            steps.append(pages)
            self.total = total
            self._do()
            between(copied, pages, total)

        _COPY(source, target, pages, after)


@pytest.fixture
def store(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqliteStore]:
    """Many steps to copy, and more than SQLite keeps in memory: what is broken off is left half made."""
    monkeypatch.setattr(copying, "_STEP_PAGES", _STEP)
    monkeypatch.setattr(copying, "_REST_SECONDS", 0.0)
    with open_store(path, moment=NOON) as made:
        made.add_session(SESSION)
        made.save_draft("digits", "x" * 3_000_000, NOON.at)
        yield made


def _answering(store: SqliteStore) -> Callable[[], object]:
    positions = count()
    return lambda: store.add_attempt(attempt(1, next(positions)))


def _elsewhere(path: Path) -> Callable[[], object]:
    """Writes over a connection of its own, as another process does."""

    def write() -> None:
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE sessions SET hints_shown = hints_shown + 1")

    return write


def _back_up(path: Path, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> _Watched:
    watched = _Watched(do)
    monkeypatch.setattr(copying, "_copy", watched)
    made = Backups(path).create(BackupKind.DAILY, NOON)
    assert Backups(path).report(made, thorough=True).state is BackupState.SOUND
    assert_backups_sound(path)
    return watched


def test_answers_of_this_process_go_into_a_copy_under_way(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would start it anew each time, until it is made in one step for which all wait."""
    watched = _back_up(path, monkeypatch, _answering(store))
    (steps,) = watched.steps
    assert len(steps) == -(-watched.total // _STEP)
    (backup,) = Backups(path).all()
    assert len(column(backup.path, "id")) >= len(steps) - 1


def test_with_a_log_no_process_starts_a_copy_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_JOURNAL", "WAL")
    monkeypatch.setattr(copying, "_STEP_PAGES", _STEP)
    with open_store(path, moment=NOON) as store:
        store.add_session(SESSION)
        store.save_draft("digits", "x" * 300_000, NOON.at)
        answer, write = _answering(store), _elsewhere(path)
        watched = _back_up(path, monkeypatch, lambda: (answer(), write()))
    (steps,) = watched.steps
    assert len(steps) == -(-watched.total // _STEP)
    (backup,) = Backups(path).all()
    assert column(backup.path, "id") == set(), "it is of the moment when it began"


def test_a_process_that_writes_all_the_time_gets_a_copy_in_one_step(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_MOST_ROUNDS", 1)
    watched = _back_up(path, monkeypatch, _elsewhere(path))
    *in_steps, at_once = watched.steps
    assert all(in_steps)
    assert at_once == []


def test_a_process_that_writes_now_and_then_starts_a_copy_anew(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, write = count(1), _elsewhere(path)
    watched = _back_up(path, monkeypatch, lambda: next(steps) == 20 and write())
    (copied,) = watched.steps
    assert len(copied) == 20 + -(-watched.total // _STEP)


def test_a_copy_goes_on_when_an_error_closes_the_connection(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is answered afterwards comes by another connection, and starts the copy anew."""
    answer, steps = _answering(store), count(1)
    taken = store.add_attempt(attempt(1, 1000))

    def refuse() -> None:
        if next(steps) == 20:
            with pytest.raises(StorageError, match="already"):
                store.add_attempt(replace(taken, id=None))
            answer()

    watched = _back_up(path, monkeypatch, refuse)
    assert len(watched.steps[0]) == 20 + -(-watched.total // _STEP)
    (backup,) = Backups(path).all()
    assert len(column(backup.path, "id")) == 2


def test_a_connection_that_is_closed_before_a_copy_begins_is_asked_for_anew(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[sqlite3.Connection] = []
    connection = database.Database.connection

    def closed_at_first(opened: database.Database) -> sqlite3.Connection:
        asked.append(connection(opened))
        if len(asked) == 1:
            opened._engine.dispose()
        return asked[-1]

    monkeypatch.setattr(database.Database, "connection", closed_at_first)
    watched = _back_up(path, monkeypatch, lambda: None)
    assert len(watched.steps) == len(asked) == 2
