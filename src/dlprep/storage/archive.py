"""The whole history as one JSON document, a row a line, and back. Neither way holds more than a few rows."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Final

from dlprep.domain.errors import BadInputError
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.messages import message
from dlprep.storage.archive_files import Row, opened_rows
from dlprep.storage.backups import Backups
from dlprep.storage.copying import read_only
from dlprep.storage.database import connect
from dlprep.storage.exported_rows import TABLES, row_writer, stored_row
from dlprep.storage.faults import database_fault
from dlprep.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Table

    from dlprep.services.ports import Moment

_FLAT: Final = """
SELECT attempts.*, sessions.mode AS mode FROM attempts JOIN sessions ON sessions.id = attempts.session_id
ORDER BY attempts.id
"""
FORMAT, VERSION = "dlprep history", 1


class Archive:
    """Writes a history down and reads it back."""

    def __init__(self, history: Path) -> None:
        """The history must have been opened before: it is there, and of the newest schema."""
        self._history = history
        self._backups = Backups(history)

    @contextmanager
    def document(self, *, ascii_only: bool = False) -> Iterator[Iterator[str]]:
        """The lines of the JSON document, from a copy, so that nobody waits and all is of one moment."""
        with self._backups.snapshot() as copy, closing(_tolerant(copy)) as connection:
            yield _document(connection, ascii_only=ascii_only)

    @contextmanager
    def attempts(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Every attempt as its columns and the mode of its session, oldest first, from a copy."""
        with self._backups.snapshot() as copy, closing(_tolerant(copy)) as connection:
            cursor = connection.execute(_FLAT)
            names = [column[0] for column in cursor.description]
            yield (dict(zip(names, cells, strict=True)) for cells in cursor)

    def read(self, file: IO[str], name: str, moment: Moment) -> dict[str, int]:
        """Takes a document into the history, which must be empty: all or nothing; returns rows by table.

        Raises:
            BadInputError: if the history is not empty, or the document is not what it should be.
            StorageError: if the disk refuses.
        """
        rows = opened_rows(file, name)
        if rows.version > VERSION or rows.schema > SCHEMA_VERSION:
            raise BadInputError(
                message("{name} was exported by a newer dlprep.", name=name),
                message("Bring dlprep up to date, then import it."),
            )
        with closing(connect(self._history)) as connection:
            _refuse_unless_empty(connection)
        self._backups.create(BackupKind.IMPORT, moment)
        try:
            with closing(connect(self._history)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                _refuse_unless_empty(connection)
                counts = _insert(connection, rows.rows, name)
                connection.execute("COMMIT")
                return counts
        except sqlite3.IntegrityError as error:
            raise BadInputError(
                message("{name} holds a row that does not fit: {error}.", name=name, error=error),
                message("Nothing was imported."),
            ) from error
        except sqlite3.Error as error:
            raise database_fault(error, self._history) from error


def _document(connection: sqlite3.Connection, *, ascii_only: bool) -> Iterator[str]:
    head = json.dumps({"format": FORMAT, "version": VERSION, "schema": SCHEMA_VERSION})
    yield f'{head[:-1]}, "tables": {{'
    for table in TABLES:
        yield f'"{table.name}": ['
        rows = (json.dumps(row, ensure_ascii=ascii_only) for row in _rows(connection, table))
        waiting = next(rows, None)
        for row in rows:
            yield f"{waiting},"
            waiting = row
        if waiting is not None:
            yield waiting
        yield "]" if table is TABLES[-1] else "],"
    yield "}}"


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[dict[str, object]]:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    # Names of our own tables: nothing in them comes from outside.
    cursor = connection.execute(f"SELECT {columns} FROM {table.name} ORDER BY {key}")  # noqa: S608
    written = row_writer(table)
    return (written(cells) for cells in cursor)


def _insert(connection: sqlite3.Connection, rows: Iterable[Row], name: str) -> dict[str, int]:
    tables = {table.name: table for table in TABLES}
    counts = dict.fromkeys(tables, 0)
    for row in rows:
        table = tables.get(row.table)
        if table is None:
            raise BadInputError(message("{name}: there is no table “{table}”.", name=name, table=row.table))
        try:
            cells = stored_row(table, row.fields)
        except ValueError as error:
            raise BadInputError(
                message("{name}, line {line}: {error}.", name=name, line=row.line, error=error),
                message("Nothing was imported."),
            ) from error
        connection.execute(_insertion(table), cells)
        counts[row.table] += 1
    return counts


@cache
def _insertion(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own


def _refuse_unless_empty(connection: sqlite3.Connection) -> None:
    for table in TABLES:
        if connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone():  # noqa: S608
            raise BadInputError(
                message("There is a history already; an exported one is only read into an empty one."),
                message("Nothing was changed. Set XDG_DATA_HOME to another folder, or move history.db away."),
            )


def _tolerant(path: Path) -> sqlite3.Connection:
    """A connection that also reads texts which another program wrote in some other encoding."""
    connection = read_only(path)
    connection.text_factory = lambda found: found.decode("utf-8", "replace")
    return connection
