"""SQLite's and the system's refusals, as sentences for the learner."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from dlprep.domain.errors import StorageError
from dlprep.domain.messages import Message, mark, message

if TYPE_CHECKING:
    from pathlib import Path

DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How the names of the errors begin that say the file's content is broken."""

_FAULTS: Final = {
    "SQLITE_FULL": (
        mark("The disk is full: {path} cannot be written."),
        mark("Free some space. What was saved before is kept; try again afterwards."),
    ),
    "SQLITE_READONLY_DBMOVED": (
        mark("{path} was moved, deleted or replaced while dlprep was open, so nothing was saved."),
        mark("Put it back, or start dlprep again."),
    ),
    "SQLITE_READONLY": (
        mark("{path} cannot be written: the file or its folder is read-only."),
        mark("Allow writing to both. What was saved before is kept; try again afterwards."),
    ),
    "SQLITE_CANTOPEN": (
        mark("{path} cannot be opened: the file or its folder does not allow it."),
        mark("Allow reading and writing both, or set XDG_DATA_HOME to another folder."),
    ),
    "SQLITE_PERM": (
        mark("{path} cannot be opened: permission denied."),
        mark("Allow reading and writing it."),
    ),
    "SQLITE_BUSY": (
        mark("Another program has held {path} for more than five seconds."),
        mark("Wait for it or close it, then try again."),
    ),
    "SQLITE_IOERR": (
        mark("The disk refused to read or write {path} ({error})."),
        mark("Check free space, quota and the disk. What was saved before is kept; try again afterwards."),
    ),
    # The one unique index over several columns: a place in a session's plan is answered once.
    "SQLITE_CONSTRAINT_UNIQUE": (
        mark("This question of the session was already answered."),
        mark("Another dlprep has gone on with the session. Open it again to see where it stands."),
    ),
    # The one table numbered by us: a turn of an interview is said once.
    "SQLITE_CONSTRAINT_PRIMARYKEY": (
        mark("This turn of the interview was already made."),
        mark("Another dlprep has gone on with the interview. Open it again to see where it stands."),
    ),
    "SQLITE_CONSTRAINT_FOREIGNKEY": (
        mark("What this belongs to is not in the history any more."),
        mark("Another dlprep has restored a backup. Go back to Home, or start dlprep again."),
    ),
    "SQLITE_CORRUPT": (
        mark("{path} is damaged."),
        mark("Start dlprep again: it keeps the file under another name and begins a new history."),
    ),
    "SQLITE_NOTADB": (
        mark("{path} is not a database any more."),
        mark("Start dlprep again: it keeps the file under another name and begins a new history."),
    ),
}


def error_name(error: BaseException) -> str:
    """SQLite's name for `error`, such as SQLITE_FULL; empty when it has none."""
    return str(getattr(error, "sqlite_errorname", ""))


def is_damage(error: BaseException) -> bool:
    """True when `error` says that the content of the file is broken."""
    return error_name(error).startswith(DAMAGE)


def database_fault(error: BaseException, path: Path) -> StorageError:
    """The StorageError that says in plain words what SQLite refused and what to do about it."""
    name = error_name(error)
    for prefix in _FAULTS:
        if name.startswith(prefix):
            return _fault(prefix, path, error=name)
    return StorageError(message("The history {path} cannot be used: {error}.", path=path, error=error))


def system_fault(error: OSError, path: Path) -> StorageError:
    """The StorageError for what the system refused to do with `path`."""
    return StorageError(
        message("The history {path} cannot be used: {error}.", path=path, error=error.strerror or error),
        message("Make room or allow reading and writing there, or set XDG_DATA_HOME to another folder."),
    )


def moved_fault(path: Path) -> StorageError:
    """The StorageError for a file that is no longer the one that was opened."""
    return _fault("SQLITE_READONLY_DBMOVED", path)


def damage_fault(path: Path) -> StorageError:
    """The StorageError for a file whose content is broken."""
    return _fault("SQLITE_CORRUPT", path)


def entry_fault(error: ValueError, path: Path) -> StorageError:
    """The StorageError for a cell that another program has filled with what its column cannot hold."""
    return StorageError(
        message("{path} holds an entry that cannot be read: {error}.", path=path, error=error),
        message("Put a copy of it back, or move it away to begin a new history."),
    )


def raw_error(error: BaseException) -> BaseException:
    """The sqlite3 error inside SQLAlchemy's, or `error` itself."""
    inner = getattr(error, "orig", None)
    return inner if isinstance(inner, sqlite3.Error) else error


def _fault(kind: str, path: Path, **parameters: object) -> StorageError:
    what, way_out = _FAULTS[kind]
    return StorageError(Message(what, {"path": path, **parameters}), Message(way_out))
