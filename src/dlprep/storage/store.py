"""The history: the Store port over SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from dlprep.storage import statistics
from dlprep.storage.attempts import Attempts
from dlprep.storage.backups import Backups
from dlprep.storage.cards import Cards
from dlprep.storage.daily import DailyBackups
from dlprep.storage.diagnoses import Diagnoses
from dlprep.storage.interviews import Interviews
from dlprep.storage.opening import open_database
from dlprep.storage.readiness import Sayings
from dlprep.storage.resets import Resets
from dlprep.storage.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from dlprep.domain.messages import Message
    from dlprep.domain.practice import Confidence
    from dlprep.domain.progress import DayRecord, QuestionRecord
    from dlprep.domain.records.shares import Share
    from dlprep.services.ports import Clock, Moment
    from dlprep.storage.database import Database


class SqliteStore(Attempts, Runs, Diagnoses, Interviews, Cards, Resets, Sayings):
    """A Store in one SQLite file. Any thread may call it; calls wait for one another."""

    def __init__(self, database: Database, notices: tuple[Message, ...] = ()) -> None:
        """Works on an open database; `notices` is what opening it found."""
        super().__init__(database)
        self.notices = notices
        """What the learner should be told once: a file set aside, a migration, a read-only folder."""
        self._daily: DailyBackups | None = None

    def question_records(self) -> Mapping[str, QuestionRecord]:
        with self._database.read() as rows:
            return statistics.question_records(rows)

    def days(self, *, since: date | None = None) -> tuple[DayRecord, ...]:
        with self._database.read() as rows:
            return statistics.day_records(rows, since)

    def active_days(self) -> frozenset[date]:
        with self._database.read() as rows:
            return statistics.active_days(rows)

    def day_times(self, days: Collection[date]) -> Mapping[date, tuple[datetime, datetime]]:
        with self._database.read() as rows:
            return statistics.day_times(rows, days)

    def confidence_shares(self) -> Mapping[Confidence, Share]:
        with self._database.read() as rows:
            return statistics.confidence_shares(rows)

    def retention_shares(self, *, newest: int) -> Mapping[int, Share]:
        with self._database.read() as rows:
            return statistics.retention_shares(rows, newest)

    def check(self) -> None:
        """Reads the whole file and looks for damage; takes seconds on a large one.

        Raises:
            StorageError: if it is damaged. The next start sets it aside.
        """
        self._database.check()

    def keep_daily_backups(self, clock: Clock) -> None:
        """From now on the first change of each day makes a backup, in a thread of its own."""
        self._daily = DailyBackups(Backups(self._database.path), clock, self._tell)
        self._database.on_change = self._daily.changed

    def _tell(self, notice: Message) -> None:
        self.notices = (*self.notices, notice)

    def close(self) -> None:
        """Closes the database; waits for a backup that is being made."""
        if self._daily is not None:
            self._daily.finish()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path, *, moment: Moment) -> SqliteStore:
    """Opens the history at `path`, and makes it when there is none.

    A file that is damaged, foreign or made by a newer dlprep is renamed and kept, and a new one begun;
    `notices` says so.

    Raises:
        StorageError: if the file or its folder cannot be read, or cannot be written where that is needed.
    """
    database, notices = open_database(path, moment)
    return SqliteStore(database, notices)
