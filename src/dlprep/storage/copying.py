"""Copies a database page by page: whole or not at all, and without holding its writers up."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from dlprep.domain.keeping.backups import BackupState
from dlprep.storage.database import connect, database_here
from dlprep.storage.faults import error_name
from dlprep.storage.files import discard
from dlprep.storage.tables import APPLICATION_ID, SCHEMA_VERSION, Base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STEP_PAGES: Final = 256
"""Pages copied at a time, a megabyte: between two steps others may write."""
_SYNC_PAGES: Final = 1024
"""After so many pages what was copied goes to the disk: the few of an answer must not queue behind all."""
_REST_SECONDS: Final = 0.002
"""Between two steps: whoever waits for the connection would else lose to the next step again and again."""
_MOST_ROUNDS: Final = 2
"""A write of another process starts a copy anew; after so much copying in vain, a try is over."""
_TRIES: Final = 2
"""Before a copy is made in one step, for which whoever writes has to wait."""
_BUSY: Final = 5
"""SQLite's code for: others hold the file."""
_BUSY_NAME: Final = "SQLITE_BUSY"
_BUSY_SECONDS: Final = 5
_BUSY_SLEEP: Final = 0.02
"""After which a step is tried again that met a transaction."""
_SERIALIZED: Final = 3
"""SQLite's threads may use one connection at the same time."""

_Between = Callable[[int, int, int], None]
"""Is told the pages copied so far, of a step, and in all."""


def copy_out(history: Path, target: Path) -> None:
    """Copies the history to a new file and checks the copy. Only what passes is left there for use.

    Whoever writes waits for one step of the copy at most. With a write-ahead log, the copy is of the moment
    it began. With a rollback journal, who reads on would hold writers up, so that every step reads what is
    there then. SQLite carries the writes of the connection that it copies from into a copy under way, hence
    that of this process is used where it has one; a write of another process starts the copy anew.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses, or the copy is damaged, which means that the history is.
        StorageError: if the history is not where it was opened.
    """
    if not any(_is_copied_in_steps(history, target) for _ in range(_TRIES)):
        with closing(connect(history)) as source:
            _copy_checked(source, target, -1)


def _is_copied_in_steps(history: Path, target: Path) -> bool:
    try:
        with _source(history) as source:
            _copy_checked(source, target, _STEP_PAGES)
    except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
        # After an error in one of its calls the connection is closed, whatever else it was used for.
        if isinstance(error, sqlite3.OperationalError) and error_name(error) != _BUSY_NAME:
            raise
        # Without a journal, what a copy leaves that was broken off is no database to go on with.
        discard(target)
        return False
    return True


@contextmanager
def _source(history: Path) -> Iterator[sqlite3.Connection]:
    """A connection to copy from."""
    with closing(connect(history)) as own:
        if own.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            own.execute("BEGIN")
            own.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            yield own
            return
        ours = database_here(history) if sqlite3.threadsafety == _SERIALIZED else None
        yield own if ours is None else ours.connection()


def _copy_checked(source: sqlite3.Connection, target: Path, pages: int) -> None:
    with _synced(target) as sync, closing(_bare(target)) as copy:
        _copy(source, copy, pages, _gently(sync))
        # A copy of a database with a write-ahead log would need that beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _error("database disk image is malformed", "SQLITE_CORRUPT")


def copy_file(source: Path, target: Path) -> None:
    """Copies a backup to a new file; touches nothing but that.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses.
    """
    with closing(read_only(source)) as opened, _synced(target) as sync, closing(_bare(target)) as copy:
        _copy(opened, copy, _STEP_PAGES, _gently(sync))
        copy.execute("PRAGMA journal_mode=DELETE")


def let_writers_end(history: Path) -> None:
    """Returns when every transaction that writes now is over.

    Raises:
        sqlite3.Error: if the disk or SQLite refuses, or one takes too long.
    """
    with closing(connect(history)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("ROLLBACK")


def copy_in(source: Path, history: Path) -> None:
    """Puts what is in `source` in place of all that is in the history, in one transaction.

    Other connections wait, and then see the one or the other; a crash leaves what was there before. That
    takes as long as writing all of it twice: SQLite keeps every old page in its journal first, and compares
    none. Neither more memory nor fewer steps make it shorter.

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


@contextmanager
def _synced(path: Path) -> Iterator[Callable[[], None]]:
    """What writes to the disk what a new file holds so far.

    The file is open until after SQLite has closed it: closing it earlier would drop SQLite's locks.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield lambda: os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _gently(sync: Callable[[], None]) -> _Between:
    """What to do between steps so that others come to their turn.

    Raises:
        sqlite3.OperationalError: when called, if others write too often for a copy in steps.
    """

    def rest(copied: int, pages: int, total: int) -> None:
        if copied > _MOST_ROUNDS * total + pages:
            raise _error("the database is never at rest", _BUSY_NAME)
        if copied % _SYNC_PAGES < pages:
            sync()
        time.sleep(_REST_SECONDS)

    return rest


def _copy(
    source: sqlite3.Connection, target: sqlite3.Connection, pages: int, between: _Between | None = None
) -> None:
    """Copies so many pages at a time, all at once when they are negative."""
    copied = 0
    waiting_since: float | None = None

    def watch(status: int, _remaining: int, total: int) -> None:
        nonlocal copied, waiting_since
        if status == _BUSY:
            # A transaction of the connection itself, or another connection for as long as the timeout.
            waiting_since = waiting_since or time.monotonic()
            if between is None or time.monotonic() - waiting_since > _BUSY_SECONDS:
                # sqlite3 would go on trying for ever.
                raise _error("database is locked", _BUSY_NAME)
            return
        waiting_since = None
        copied += pages
        if between is not None and pages > 0:
            between(copied, pages, total)

    source.backup(target, pages=pages, progress=watch, sleep=_BUSY_SLEEP)


def _error(words: str, name: str) -> sqlite3.OperationalError:
    """An error as SQLite itself would raise it."""
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name
    return error
