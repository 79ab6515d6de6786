"""The file as SQLite keeps it: locks of other programs, and both kinds of journal."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import StorageError
from dlprep.storage import database
from dlprep.storage.store import open_store
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path


def _query(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchone()[0]


def test_a_write_waits_no_longer_than_it_says_and_works_afterwards(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "busy_timeout=0"))
    with (
        open_store(path, moment=NOON) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="held"):
            store.add_session(SESSION)
        other.execute("ROLLBACK")
        assert store.add_session(SESSION).id == 1


def test_a_write_waits_for_as_long_as_a_restore_takes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long history is held for longer than anybody waits else: an answer would be refused."""
    monkeypatch.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "busy_timeout=0"))
    with (
        open_store(path, moment=NOON) as store,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
        ThreadPoolExecutor(1) as threads,
    ):
        copy = database.restoring_copy(path)
        copy.parent.mkdir()
        copy.touch()
        other.execute("BEGIN EXCLUSIVE")
        answering = threads.submit(store.add_session, SESSION)
        assert not wait([answering], timeout=0.2).done
        copy.unlink()
        other.execute("ROLLBACK")
        assert answering.result().id == 1
        other.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(database, "_BUSY_MS", 1)
        with pytest.raises(StorageError, match="held"):
            store.add_session(SESSION)


def test_every_connection_is_as_careful_as_it_should_be(path: Path) -> None:
    open_store(path, moment=NOON).close()
    with closing(database.connect(path)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("busy_timeout", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
    assert found == {
        "busy_timeout": 5000,
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_a_write_ahead_log_is_used_only_where_it_is_safe(path: Path) -> None:
    with open_store(path, moment=NOON) as store:
        store.add_session(SESSION)
    assert (_query(path, "PRAGMA journal_mode") == "wal") == (sqlite3.sqlite_version_info >= (3, 51, 3))


@pytest.mark.parametrize(("first", "then"), [("WAL", "TRUNCATE"), ("TRUNCATE", "WAL"), ("WAL", "WAL")])
def test_a_history_goes_on_under_another_sqlite(
    path: Path, monkeypatch: pytest.MonkeyPatch, first: str, then: str
) -> None:
    kept = []
    for journal in (first, then):
        monkeypatch.setattr(database, "_JOURNAL", journal)
        with open_store(path, moment=NOON) as store:
            assert store.notices == ()
            kept.append(store.add_attempt(attempt(store.add_session(SESSION).id or 0)))
            assert list(reversed(store.attempts(limit=10))) == kept


def test_a_log_left_by_a_crash_is_taken_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_JOURNAL", "WAL")
    with open_store(path, moment=NOON) as store:
        kept = store.add_session(SESSION)
        # Copied while it is open, the pair is what a crash leaves: the session is only in the log.
        crashed = path.parent / "crashed" / "history.db"
        crashed.parent.mkdir()
        for name in ("history.db", "history.db-wal"):
            crashed.with_name(name).write_bytes(path.with_name(name).read_bytes())
    with open_store(crashed, moment=NOON) as store:
        assert store.notices == ()
        assert store.unfinished_session() == kept


def test_a_newer_history_takes_its_log_along(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_JOURNAL", "WAL")
    with open_store(path, moment=NOON) as newer:
        newer.add_session(SESSION)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 99")
        with open_store(path, moment=NOON) as store:
            assert store.sessions(limit=10) == ()
    aside = path.with_name("history.db.newer-20260314T120000Z")
    assert _query(aside, "SELECT count(*) FROM sessions") == 1
