"""Makes a new database, and brings an older one up to the newest schema."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine, event, insert
from sqlalchemy.exc import DBAPIError

from dlprep.storage.database import begin, connect
from dlprep.storage.faults import damage_fault, database_fault, raw_error, system_fault
from dlprep.storage.files import discard, put_in_place
from dlprep.storage.tables import APPLICATION_ID, SCHEMA_VERSION, Base, RevisionRow

if TYPE_CHECKING:
    from collections.abc import Iterator


def create(path: Path) -> None:
    """Makes an empty history at `path`: under another name first, so that half a file never bears it.

    Raises:
        StorageError: if the disk refuses.
    """
    temporary = path.with_name(f"{path.name}-new")
    try:
        temporary.unlink(missing_ok=True)
        with _transaction(temporary, create_file=True) as connection:
            Base.metadata.create_all(connection)
            connection.execute(insert(RevisionRow).values(version_num=revision(SCHEMA_VERSION)))
            label(connection, SCHEMA_VERSION)
        put_in_place(temporary, path)
    except OSError as error:
        raise system_fault(error, path) from error
    finally:
        discard(temporary)


def upgrade(path: Path, target: int = SCHEMA_VERSION) -> None:
    """Runs the migrations up to `target` in one transaction: all of them or none.

    Raises:
        StorageError: if the database refuses, or a row would point to one that is not there.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic fills in percent signs; a folder's name may hold one.
    folder = str(Path(__file__).with_name("migrations")).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    with _transaction(path) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision(target))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise damage_fault(path)
        label(connection, target)


def revision(version: int) -> str:
    """Alembic's name of a schema version."""
    return f"{version:04}"


def label(connection: Connection, version: int) -> None:
    """Writes into the file's header whose it is and which schema it has."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


@contextmanager
def _transaction(path: Path, *, create_file: bool = False) -> Iterator[Connection]:
    """A connection of its own in one writing transaction."""
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, create=create_file), poolclass=NullPool
    )
    event.listen(engine, "begin", begin)
    try:
        with engine.execution_options(immediate=True).begin() as connection:
            yield connection
    except (DBAPIError, sqlite3.Error) as error:
        raise database_fault(raw_error(error), path) from error
