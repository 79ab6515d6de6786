"""Copies a database page by page: whole or not at all, and without holding its writers up."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from dlprep.domain.keeping.backups import BackupState
from dlprep.storage.database import connect
from dlprep.storage.files import discard
from dlprep.storage.tables import APPLICATION_ID, SCHEMA_VERSION, Base

if TYPE_CHECKING:
    from pathlib import Path

_STEP_PAGES: Final = 256
"""Pages copied at a time, a megabyte: between two steps others may write."""
_MOST_ROUNDS: Final = 3
"""A write of another connection starts a copy anew; after so much copying in vain it is done in one step."""
_BUSY: Final = 5
"""SQLite's code for: others hold the file, and the busy timeout has passed."""


class _RestlessError(Exception):
    """The database changes faster than it is copied."""


def copy_out(history: Path, target: Path) -> None:
    """Copies the history to a new file and checks the copy. Only what passes is left there for use.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses, or the copy is damaged, which means that the history is.
    """
    with closing(connect(history)) as source:
        try:
            _copy_checked(source, target, _STEP_PAGES)
        except _RestlessError:
            # Without a journal, what a copy leaves that was broken off is no database to go on with.
            discard(target)
            _copy_checked(source, target, -1)


def _copy_checked(source: sqlite3.Connection, target: Path, pages: int) -> None:
    with closing(_bare(target)) as copy:
        _copy(source, copy, pages)
        # A copy of a database with a write-ahead log would need that beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _error("database disk image is malformed", "SQLITE_CORRUPT")


def copy_file(source: Path, target: Path) -> None:
    """Copies a backup to a new file; touches nothing but that.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses.
    """
    with closing(read_only(source)) as opened, closing(_bare(target)) as copy:
        _copy(opened, copy, _STEP_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")


def copy_in(source: Path, history: Path) -> None:
    """Puts what is in `source` in place of all that is in the history, in one transaction.

    Other connections wait, and then see the one or the other; a crash leaves what was there before.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses.
    """
    with closing(read_only(source)) as opened, closing(connect(history)) as target:
        _copy(opened, target, _STEP_PAGES)


def state_of(path: Path, *, thorough: bool) -> tuple[BackupState, int | None]:
    """What lies in a file that should be a history at rest, and its schema; changes nothing.

    Raises:
        OSError: if the file cannot be found.
    """
    path.stat()
    try:
        with closing(read_only(path)) as connection:
            return _state(connection, thorough=thorough)
    except sqlite3.Error:
        return BackupState.DAMAGED, None


def count_rows(path: Path, table: str) -> int | None:
    """How many rows a table of a history at rest has; None when it has no such table or cannot be read."""
    with suppress(sqlite3.Error), closing(read_only(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - ours
    return None


def read_only(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody writes: it leaves no trace beside it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _state(connection: sqlite3.Connection, *, thorough: bool) -> tuple[BackupState, int | None]:
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if ours != APPLICATION_ID:
        return BackupState.FOREIGN, None
    if version > SCHEMA_VERSION:
        return BackupState.NEWER, version
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if version == SCHEMA_VERSION and not tables >= Base.metadata.tables.keys():
        return BackupState.DAMAGED, version
    if not thorough:
        return BackupState.UNCHECKED, version
    sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    return (BackupState.SOUND if sound else BackupState.DAMAGED), version


def _bare(path: Path) -> sqlite3.Connection:
    """A connection to a file that becomes of use only when it is synced and named: no journal is needed."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, pages: int) -> None:
    copied = 0

    def watch(status: int, _remaining: int, total: int) -> None:
        nonlocal copied
        copied += pages
        if status == _BUSY:
            # The timeout of the connections has passed; sqlite3 would go on trying for ever.
            raise _error("database is locked", "SQLITE_BUSY")
        if copied > _MOST_ROUNDS * total + _STEP_PAGES:
            raise _RestlessError

    source.backup(target, pages=pages, progress=watch)


def _error(words: str, name: str) -> sqlite3.OperationalError:
    """An error as SQLite itself would raise it."""
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error
