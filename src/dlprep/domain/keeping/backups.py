"""Backups of the history: what they are called, why they were made, and which go when a new one comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DAYS, WEEKS, MONTHS = 7, 8, 12
"""Of so many days, weeks and months the newest daily backup is kept."""
BEFORE: Final = 3
"""So many are kept of each kind that was made before something."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z]+)-(\d{8}T\d{6}Z)(?:-(\d+))?\.db")
_STAMP = "%Y%m%dT%H%M%SZ"


class BackupKind(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    """With the first change of a day."""
    MANUAL = "manual"
    """Because the learner asked for it: these are the learner's to delete."""
    MIGRATION = "migration"
    """Before a newer dlprep changed the form of the history."""
    RESTORE = "restore"
    """Before another backup took the history's place."""
    RESET = "reset"
    """Before a topic was reset, or its reset undone."""
    IMPORT = "import"
    """Before an exported history was read."""


class BackupState(StrEnum):
    """What a look at a backup found."""

    SOUND = "sound"
    UNCHECKED = "unchecked"
    """Too large to be read whole for a list. It was checked when it was made, and is again before its use."""
    DAMAGED = "damaged"
    NEWER = "newer"
    """Made by a newer dlprep."""
    FOREIGN = "foreign"
    """No history of ours."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its name tells."""

    path: Path
    kind: BackupKind
    at: datetime
    """Aware, UTC, to the second."""
    local_day: date
    """The learner's calendar day then."""
    number: int = 1
    """Tells those of one second apart."""

    @property
    def name(self) -> str:
        """What commands call it."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What is in a backup."""

    backup: Backup
    size_bytes: int
    state: BackupState
    answers: int | None = None
    """None where it cannot be read."""
    interviews: int | None = None
    runs: int | None = None
    schema: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    source: Path
    kept: Backup
    """The history as it was before."""


def file_name(kind: BackupKind, at: datetime, local_day: date, number: int = 1) -> str:
    """The name of a backup: `2026-03-14-daily-20260314T120000Z.db`."""
    base = f"{local_day.isoformat()}-{kind}-{at.astimezone(UTC):{_STAMP}}"
    return f"{base}.db" if number == 1 else f"{base}-{number}.db"


def backup_of(path: Path) -> Backup | None:
    """The backup a file is by its name, or None for any other file."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return Backup(
            path,
            BackupKind(found[2]),
            datetime.strptime(found[3], _STAMP).replace(tzinfo=UTC),
            date.fromisoformat(found[1]),
            int(found[4] or 1),
        )
    except ValueError:
        return None


def newest_first(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """The backups in the order of lists."""
    return tuple(sorted(backups, key=lambda one: (one.at, one.number, one.path.name), reverse=True))


def outdated(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """The backups that need not be kept any longer, newest first.

    Days, weeks and months are counted by those that have a daily backup, not by the calendar: neither a
    pause of years nor a clock set forward for a moment empties the folder. What bears a time yet to come, as
    after the clock was set back, counts for nothing and stays.
    """
    past = newest_first(one for one in backups if one.at <= now)
    daily = [one for one in past if one.kind is BackupKind.DAILY]
    kept = {
        *_newest_of_each(daily, DAYS, lambda one: one.local_day),
        *_newest_of_each(daily, WEEKS, lambda one: one.local_day.isocalendar()[:2]),
        *_newest_of_each(daily, MONTHS, lambda one: (one.local_day.year, one.local_day.month)),
    }
    for kind in BackupKind:
        if kind is not BackupKind.DAILY:
            ours = [one for one in past if one.kind is kind]
            kept.update(ours if kind is BackupKind.MANUAL else ours[:BEFORE])
    return tuple(one for one in past if one not in kept)


def _newest_of_each(
    backups: Iterable[Backup], most: int, period: Callable[[Backup], object]
) -> tuple[Backup, ...]:
    """Of `backups`, newest first, the first of each of the newest `most` periods."""
    found: dict[object, Backup] = {}
    for one in backups:
        if len(found) < most:
            found.setdefault(period(one), one)
    return tuple(found.values())
