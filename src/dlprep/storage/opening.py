"""What lies at the history's path when dlprep starts, and what is done about it."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.messages import Message, message
from dlprep.storage.backups import Backups
from dlprep.storage.database import Database, connect, damage_mark
from dlprep.storage.faults import database_fault, is_damage, system_fault
from dlprep.storage.files import alone, set_aside, side_files
from dlprep.storage.schema import create, upgrade
from dlprep.storage.tables import APPLICATION_ID, SCHEMA_VERSION, Base

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.services.ports import Moment

_CHECKED_BYTES: Final = 8 * 1024 * 1024
"""Files up to this size are checked whole at every start, in some hundredths of a second. Larger ones are
checked after an operation met damage, and by `Database.check`."""


class _State(StrEnum):
    READY = "ready"
    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"


def open_database(path: Path, moment: Moment) -> tuple[Database, tuple[Message, ...]]:
    """Opens the history, made or mended as need be; also returns what the learner should be told.

    What is damaged, foreign or newer is renamed and kept, and a new history begun.

    Raises:
        StorageError: if the file or its folder cannot be read, or cannot be written where that is needed.
    """
    try:
        # Behind a link, SQLite's files lie beside the target; a link to nothing is a finding of its own.
        path = path.resolve() if path.exists() else path
        notices: tuple[Message, ...] = ()
        if _state(path) is not _State.READY:
            with alone(path):
                notices = _make_ready(path, moment)
        with suppress(OSError):
            damage_mark(path).unlink(missing_ok=True)
        return Database(path), notices + _read_only(path)
    except OSError as error:
        raise system_fault(error, path) from error


def _make_ready(path: Path, moment: Moment) -> tuple[Message, ...]:
    """Does what the state calls for, looked up again now that no other process changes it."""
    state = _state(path)
    if state is _State.READY:
        return ()
    if state is _State.MISSING:
        create(path)
        return ()
    if state is _State.OLDER:
        return _migrate(path, moment)
    kept = set_aside(path, state.value, moment.at)
    create(path)
    return (_notice(state, kept), *_way_back(path))


def _notice(state: _State, kept: Path) -> Message:
    if state is _State.NEWER:
        return message(
            "The history was made by a newer dlprep. It is kept as {kept}, and a new one begun.", kept=kept
        )
    if state is _State.FOREIGN:
        return message(
            "The history's file belonged to another program. It is kept as {kept}, and a history begun.",
            kept=kept,
        )
    return message("The history was damaged. It is kept as {kept}, and a new one begun.", kept=kept)


def _way_back(path: Path) -> tuple[Message, ...]:
    """Says that there are backups, where there are."""
    backups = Backups(path).all()
    if not backups:
        return ()
    return (
        message(
            "There are {count} backups, the newest of {day}. "
            "To put it back: dlprep backup restore newest, or F4 in Settings.",
            count=len(backups),
            day=backups[0].local_day,
        ),
    )


def _migrate(path: Path, moment: Moment) -> tuple[Message, ...]:
    backup = Backups(path).create(BackupKind.MIGRATION, moment)
    upgrade(path)
    return (message("The history was brought up to date; the old one is kept as {kept}.", kept=backup.path),)


def _read_only(path: Path) -> tuple[Message, ...]:
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK):
        return ()
    return (
        message("{path} or its folder is read-only: you can look, but nothing will be saved.", path=path),
    )


def _state(path: Path) -> _State:
    """What lies at `path`.

    Raises:
        StorageError: if that cannot be told, because it cannot be read or is held by another program.
        OSError: if not even the folder can be read.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return _State.DAMAGED if side_files(path) else _State.MISSING
    if not stat.S_ISREG(found.st_mode) or found.st_size == 0:
        return _State.DAMAGED
    try:
        with closing(connect(path)) as connection:
            return _state_of(connection, thorough=_is_due(path, found.st_size))
    except sqlite3.Error as error:
        if is_damage(error):
            return _State.DAMAGED
        raise database_fault(error, path) from error


def _is_due(path: Path, size: int) -> bool:
    return size <= _CHECKED_BYTES or damage_mark(path).exists()


def _state_of(connection: sqlite3.Connection, *, thorough: bool) -> _State:
    # Reading any of these also makes SQLite compare the file's length with what its header says.
    version = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != APPLICATION_ID:
        return _State.FOREIGN
    if version > SCHEMA_VERSION:
        return _State.NEWER
    if thorough and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        return _State.DAMAGED
    if version < SCHEMA_VERSION:
        return _State.OLDER
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return _State.READY if tables >= Base.metadata.tables.keys() else _State.DAMAGED


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
