"""One SQLite file, opened so that what was acknowledged stays, from any thread and beside other processes."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, cast
from weakref import WeakSet

from sqlalchemy import Connection, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dlprep.storage.faults import (
    damage_fault,
    database_fault,
    entry_fault,
    is_damage,
    moved_fault,
    raw_error,
    system_fault,
)
from dlprep.storage.files import alone, discard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_WAL_IS_SAFE: Final = sqlite3.sqlite_version_info >= (3, 51, 3)
"""Earlier ones can corrupt a write-ahead log when two connections use it."""

# Under FULL, SQLite itself syncs the truncation of a journal, where it leaves the deletion of one (DELETE) to
# the system: a power cut could undo a commit. Measured, both cost the same.
_JOURNAL: Final = "WAL" if _WAL_IS_SAFE else "TRUNCATE"

_BUSY_MS, _RESTORING_MS = 5_000, 120_000
"""How long who writes or reads waits for others, and for a restore, which may hold a long history longer."""
_PATIENCE: Final = "patience"
"""Under which a connection is noted how long it waits."""

_PRAGMAS: Final = (
    f"busy_timeout={_BUSY_MS}",
    "synchronous=FULL",
    "fullfsync=1",
    "checkpoint_fullfsync=1",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time.

    Raises:
        sqlite3.Error: if the file cannot be opened, or is missing and not to be created.
    """
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # A file that another process holds, or that is read-only, stays in the mode it is in.
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode={_JOURNAL}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def identity(path: Path) -> tuple[int, int]:
    """Device and inode of the file at `path`: what stays the same however it is written.

    Raises:
        OSError: if there is none.
    """
    found = path.stat()
    return found.st_dev, found.st_ino


def damage_mark(path: Path) -> Path:
    """The file that says: `path` gave a damage error, check all of it at the next start."""
    return path.with_name(f"{path.name}-check")


def restoring_copy(path: Path) -> Path:
    """Where what is to take the place of the history at `path` lies as long as a restore takes."""
    return path.parent / "backups" / "restoring.db"


class Database:
    """The open file. One connection, held by one thread at a time, for one call at a time."""

    def __init__(self, path: Path) -> None:
        """Opens nothing yet; the file must exist.

        Raises:
            OSError: if it does not.
        """
        self.path = path
        self._identity = identity(path)
        self._lock = threading.Lock()
        self._engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
        )
        self._writing = self._engine.execution_options(immediate=True)
        event.listen(self._engine, "begin", self._begin)
        self.on_change: Callable[[], None] | None = None
        """Called after every transaction that wrote, on the thread that wrote; must return at once."""
        _OPEN.add(self)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that reads.

        Raises:
            StorageError: if the database refuses, or a cell holds what its column cannot.
        """
        with self._lock, self._translated(), Session(self._engine) as session:
            try:
                yield session
            except ValueError as error:
                raise entry_fault(error, self.path) from error

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that writes; when the block is left without an error, it is on disk.

        Raises:
            StorageError: if the database refuses, or the file at the path is no longer the one opened.
        """
        with ExitStack() as held:
            session = self._begun(held)
            yield session
            session.commit()
            self._check_in_place()
        if self.on_change is not None:
            self.on_change()

    def _begun(self, held: ExitStack) -> Session:
        """A session that may write now, with all it holds.

        Who restores keeps what is there first, and then replaces it. What was written in between would be in
        neither, so that whoever has begun looks whether a restore is under way, and lets it go before.
        """
        is_left_over = False
        while True:
            with ExitStack() as ours:
                ours.enter_context(self._lock)
                ours.enter_context(self._translated())
                self._check_in_place()
                session = ours.enter_context(Session(self._writing))
                session.connection()
                if is_left_over or not restoring_copy(self.path).exists():
                    held.push(ours.pop_all())
                    return session
            is_left_over = self._let_a_restore_end()

    def _let_a_restore_end(self) -> bool:
        """Also clears away what a killed one left; says whether that stays all the same."""
        copy = restoring_copy(self.path)
        try:
            with alone(copy.with_name("backups")):
                discard(copy)
                return copy.exists()
        except OSError as error:
            raise system_fault(error, copy.parent) from error

    def connection(self) -> sqlite3.Connection:
        """The connection of all calls, to be used beside them and not longer than for one thing.

        Raises:
            StorageError: if the database refuses, or the file at the path is no longer the one opened.
        """
        with self._lock, self._translated(), closing(self._engine.raw_connection()) as pooled:
            return cast("sqlite3.Connection", pooled.driver_connection)

    def check(self) -> None:
        """Reads the whole file and looks for damage; takes seconds on a large one.

        Raises:
            StorageError: if it is damaged. The next start sets it aside.
        """
        with self.read() as session:
            finding = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if finding != "ok":
            self._remember_damage()
            raise damage_fault(self.path)

    def close(self) -> None:
        """Closes the connection."""
        _OPEN.discard(self)
        with self._lock:
            self._engine.dispose()

    def _begin(self, connection: Connection) -> None:
        # The copy is there before the restore takes hold of the history.
        wanted = _RESTORING_MS if restoring_copy(self.path).exists() else _BUSY_MS
        if connection.info.get(_PATIENCE, _BUSY_MS) != wanted:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={wanted}")
            connection.info[_PATIENCE] = wanted
        begin(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            cause = raw_error(error)
            # The next call starts afresh: a connection that has met a full disk may hold on to its state.
            self._engine.dispose()
            if is_damage(cause):
                self._remember_damage()
            raise database_fault(cause, self.path) from error

    def _connect(self) -> sqlite3.Connection:
        self._check_in_place()
        return connect(self.path)

    def is_of(self, file: tuple[int, int]) -> bool:
        """True when that is the `identity` of the file opened."""
        return self._identity == file

    def _check_in_place(self) -> None:
        try:
            in_place = identity(self.path) == self._identity
        except FileNotFoundError:
            in_place = False
        except OSError as error:
            raise system_fault(error, self.path) from error
        if not in_place:
            raise moved_fault(self.path)

    def _remember_damage(self) -> None:
        with suppress(OSError):
            damage_mark(self.path).touch()


_OPEN: Final[WeakSet[Database]] = WeakSet()


def database_here(path: Path) -> Database | None:
    """The database that this process has open at `path`, or None."""
    with suppress(FileNotFoundError):
        found = identity(path)
        return next((one for one in tuple(_OPEN) if one.is_of(found)), None)
    return None


def begin(connection: Connection) -> None:
    """Starts the transaction ourselves: the driver would leave reads and table changes outside one."""
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
