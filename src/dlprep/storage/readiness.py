"""What was said of readiness, in the database: a row for each day and job, of which the last one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from dlprep.domain.planning.said import Saying
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import ReadinessRow

if TYPE_CHECKING:
    from dlprep.storage.database import Database

_KEY = ("role", "level", "local_day")


class Sayings:
    """The part of the store that keeps what was said of readiness."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def keep_saying(self, saying: Saying) -> bool:
        key = {"role": saying.role, "level": saying.level, "local_day": saying.day}
        asked = select(ReadinessRow).filter_by(**key)
        with self._database.read() as rows:
            kept = next(readable(rows.scalars(asked), _saying_of), None)
        if kept is not None and kept.says_the_same(saying):
            return False
        values = _values(saying)
        upsert = insert(ReadinessRow).values(**key, **values)
        with self._database.write() as rows:
            rows.execute(upsert.on_conflict_do_update(index_elements=_KEY, set_=values))
        return True

    def sayings(self) -> tuple[Saying, ...]:
        asked = select(ReadinessRow).order_by(ReadinessRow.local_day, ReadinessRow.role, ReadinessRow.level)
        with self._database.read() as rows:
            return tuple(readable(rows.scalars(asked), _saying_of))


def _values(saying: Saying) -> dict[str, Any]:
    return {
        "now": saying.now,
        "low": saying.low,
        "high": saying.high,
        "coverage": saying.coverage,
        "interview": saying.interview,
        "minutes": saying.minutes,
        "following": saying.following,
        "stopping": saying.stopping,
        "made_at": utc(saying.made_at),
    }


def _saying_of(row: ReadinessRow) -> Saying:
    """The saying of a row.

    Raises:
        TypeError: if a share is no number.
        ValueError: if it is a text that is none.
    """
    return Saying(
        day=row.local_day,
        role=row.role,
        level=row.level,
        now=float(row.now),
        low=float(row.low),
        high=float(row.high),
        coverage=float(row.coverage),
        interview=row.interview,
        minutes=int(row.minutes),
        following=None if row.following is None else float(row.following),
        stopping=None if row.stopping is None else float(row.stopping),
        made_at=row.made_at,
    )
