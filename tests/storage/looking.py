"""What tests see when they look at a history that somebody else has left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

from dlprep.domain.keeping.backups import BackupState
from dlprep.storage.backups import Backups
from dlprep.storage.store import SqliteStore, open_store
from storage.samples import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.services.ports import Store

_EVERYTHING = 10_000


def assert_sound(path: Path) -> None:
    """Asserts that SQLite finds nothing wrong in the whole file."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def assert_backups_sound(path: Path) -> None:
    """Asserts the same of every backup of the history at `path`."""
    keeper = Backups(path)
    for one in keeper.all():
        assert keeper.report(one, thorough=True).state is BackupState.SOUND
        assert_sound(one.path)


def without_notices(path: Path) -> SqliteStore:
    """The store of a history with which nothing was wrong."""
    store = open_store(path, moment=NOON)
    assert store.notices == ()
    return store


def content(folder: Path) -> frozenset[tuple[str, bytes]]:
    """The name and a digest of every file below a folder: what is done with the same comes to the same."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return frozenset((str(file.relative_to(folder)), _digest(file)) for file in files)


def _digest(file: Path) -> bytes:
    held = file.read_bytes()
    if file.name.endswith("-journal") and held.startswith(b"\0"):
        # Never synced, so that nothing was overwritten yet: SQLite reads this byte and leaves the rest alone.
        held = b"\0"
    return sha256(held).digest()


def column(history: Path, name: str) -> set[float]:
    """All that one column of the attempts holds."""
    with closing(sqlite3.connect(history)) as connection:
        return {value for (value,) in connection.execute(f"SELECT {name} FROM attempts")}  # noqa: S608 - ours


def all_of(store: Store) -> tuple[object, ...]:
    """All that a store tells of the history."""
    interviews = store.interviews(limit=_EVERYTHING)
    return (
        store.attempts(limit=_EVERYTHING),
        store.sessions(limit=_EVERYTHING),
        store.runs(limit=_EVERYTHING),
        store.unfinished_session(),
        store.question_records(),
        store.days(),
        store.best_runs(),
        store.flagged(),
        [store.draft(slug) for slug in ("digits", "reviews")],
        interviews,
        [store.interview(record.id) for record in interviews],
        store.open_interview(),
        store.corrected_ratings(),
        store.resets(),
        store.sayings(),
        sorted(store.cards(), key=lambda card: str(card.key)),
    )
