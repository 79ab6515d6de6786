"""The folder of backups beside the history: made, checked, rotated, and put back."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Final

from dlprep.domain.errors import BadInputError
from dlprep.domain.keeping.backups import (
    Backup,
    BackupKind,
    BackupReport,
    BackupState,
    Restored,
    backup_of,
    file_name,
    newest_first,
    outdated,
)
from dlprep.domain.messages import message
from dlprep.storage.copying import copy_file, copy_in, copy_out, count_rows, let_writers_end, state_of
from dlprep.storage.database import damage_mark, restoring_copy
from dlprep.storage.faults import database_fault, error_name, is_damage, system_fault
from dlprep.storage.files import alone, discard, put_in_place
from dlprep.storage.processes import identify
from dlprep.storage.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.services.ports import Moment

_MAKING: Final = "making.db"
"""A file in the making. One that a killed process left goes with the next one."""
_READING = re.compile(r"reading-(\d+)-\d+\.db")
"""Copies that a process of this number reads."""
_NUMBERS: Final = count(1)
_CHECKED_BYTES: Final = 8 * 1024 * 1024
"""Backups up to this size are read whole for a list."""
_OF_THE_HISTORY: Final = ("SQLITE_BUSY", "SQLITE_NOTADB", "SQLITE_CORRUPT")
"""How errors begin that speak of what is copied, where others speak of where the copy goes."""


class Backups:
    """The backups of one history. Processes take turns; nothing half made ever bears a backup's name."""

    def __init__(self, history: Path) -> None:
        """`history` need not be there yet; behind a link, backups lie beside what it leads to."""
        self._given = history

    @property
    def history(self) -> Path:
        """The file that is backed up."""
        return self._given.resolve() if self._given.exists() else self._given

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self.history.parent / "backups"

    def all(self) -> tuple[Backup, ...]:
        """Every backup, newest first.

        Raises:
            StorageError: if the folder cannot be read.
        """
        try:
            return newest_first(filter(None, map(backup_of, self.folder.iterdir())))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise system_fault(error, self.folder) from error

    def report(self, backup: Backup, *, thorough: bool = False) -> BackupReport:
        """What is in a backup; a large one is read whole only if `thorough`.

        Raises:
            StorageError: if it is gone.
        """
        try:
            size = backup.path.stat().st_size
            state, schema = state_of(backup.path, thorough=thorough or size <= _CHECKED_BYTES)
        except OSError as error:
            raise system_fault(error, backup.path) from error
        if state in (BackupState.DAMAGED, BackupState.FOREIGN):
            return BackupReport(backup, size, state, schema=schema)
        answers, interviews, runs = (
            count_rows(backup.path, name) for name in ("attempts", "interviews", "runs")
        )
        return BackupReport(backup, size, state, answers, interviews, runs, schema)

    def create(self, kind: BackupKind, moment: Moment) -> Backup:
        """Makes and checks a backup, then lets those go that are not kept any longer.

        Raises:
            StorageError: if the disk refuses, or the history is damaged; all other backups stay.
        """
        with self._alone():
            made = self._create(kind, moment)
            self._rotate(moment)
        return made

    def create_daily(self, moment: Moment) -> Backup | None:
        """Makes the backup of a day, unless there is one; raises as `create` does."""
        with self._alone():
            days = {one.local_day for one in self.all() if one.kind is BackupKind.DAILY}
            if moment.local_day in days:
                return None
            made = self._create(BackupKind.DAILY, moment)
            self._rotate(moment)
        return made

    def restore(self, source: Path, moment: Moment) -> Restored:
        """Puts a backup in place of the history, which is kept as a backup of its own.

        The history's file stays the same, so that other processes go on with what was put there; the change
        is one transaction. An older schema is brought up to date in a copy first.

        Raises:
            BadInputError: if the backup is not there, damaged, or made by a newer dlprep.
            StorageError: if the disk refuses, or others hold the history.
        """
        with self._alone():
            copy = restoring_copy(self.history)
            try:
                self._prepare(source, copy)
                # Whoever begins to write from now on sees the copy and waits; who began before is waited for.
                let_writers_end(self.history)
                kept = self._create(BackupKind.RESTORE, moment)
                copy_in(copy, self.history)
            except sqlite3.Error as error:
                raise self._fault(error) from error
            finally:
                discard(copy)
            self._rotate(moment, spare=source)
        return Restored(source, kept)

    @contextmanager
    def snapshot(self) -> Iterator[Path]:
        """A copy of the history, to read at leisure; it is gone afterwards. Nobody waits for the reader.

        Raises:
            StorageError: if the disk refuses, or the history is damaged.
        """
        copy = self.folder / f"reading-{os.getpid()}-{next(_NUMBERS)}.db"
        try:
            with self._alone():
                self._copy_out(copy)
            yield copy
        finally:
            discard(copy)

    def _create(self, kind: BackupKind, moment: Moment) -> Backup:
        making = self.folder / _MAKING
        try:
            self._copy_out(making)
            made = self._free(kind, moment)
            put_in_place(making, made.path)
        except OSError as error:
            raise system_fault(error, self.folder) from error
        finally:
            discard(making)
        return made

    def _copy_out(self, target: Path) -> None:
        try:
            copy_out(self.history, target)
        except sqlite3.Error as error:
            if is_damage(error):
                with suppress(OSError):
                    damage_mark(self.history).touch()
            raise self._fault(error) from error

    def _prepare(self, source: Path, copy: Path) -> None:
        """Makes of a backup what can take the history's place; looks at the very bytes that will."""
        if not source.is_file():
            raise BadInputError(message("There is no backup {path}.", path=source))
        try:
            copy_file(source, copy)
        except sqlite3.Error as error:
            if error_name(error).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise _unusable(BackupState.DAMAGED, source) from error
            raise
        state, version = state_of(copy, thorough=True)
        if state is not BackupState.SOUND:
            raise _unusable(state, source)
        if version != SCHEMA_VERSION:
            from dlprep.storage.schema import upgrade

            upgrade(copy)

    def _free(self, kind: BackupKind, moment: Moment) -> Backup:
        """A backup whose number is above all of its second: in a gap, it would count as the older one."""
        at, day = moment.at.replace(microsecond=0), moment.local_day
        same = [one.number for one in self.all() if (one.kind, one.at, one.local_day) == (kind, at, day)]
        number = 1 + max(same, default=0)
        return Backup(self.folder / file_name(kind, at, day, number), kind, at, day, number)

    def _rotate(self, moment: Moment, *, spare: Path | None = None) -> None:
        """Lets old backups go; one that cannot be removed stays, which is no reason to fail."""
        for one in outdated(self.all(), moment.at):
            if one.path != spare:
                discard(one.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with alone(self.folder / "backups"):
                self._sweep()
                yield
        except OSError as error:
            raise system_fault(error, self.folder) from error

    def _sweep(self) -> None:
        """Removes what killed processes left half made, or were reading."""
        for file in (self.folder / _MAKING, restoring_copy(self.history)):
            discard(file)
        for file in self.folder.iterdir():
            reader = _READING.fullmatch(file.name)
            if reader is not None and identify(int(reader[1])) is None:
                discard(file)

    def _fault(self, error: sqlite3.Error) -> Exception:
        of_history = error_name(error).startswith(_OF_THE_HISTORY)
        return database_fault(error, self.history if of_history else self.folder)


def _unusable(state: BackupState, path: Path) -> BadInputError:
    nothing_changed = message("Nothing was changed. Choose another: dlprep backup list")
    if state is BackupState.NEWER:
        return BadInputError(
            message("{path} was made by a newer dlprep, which this one cannot read.", path=path),
            message("Nothing was changed. Bring dlprep up to date, then restore it."),
        )
    if state is BackupState.FOREIGN:
        return BadInputError(message("{path} is no history of dlprep.", path=path), nothing_changed)
    return BadInputError(message("The backup {path} is damaged.", path=path), nothing_changed)
