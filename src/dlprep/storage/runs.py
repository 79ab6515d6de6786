"""Challenge runs and drafts in the database."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from dlprep.domain.errors import StorageError
from dlprep.domain.judging import Tier, Verdict
from dlprep.domain.messages import message
from dlprep.domain.progress import FALLING_METRICS, RISING_MEDALS
from dlprep.storage.attempts import changed, missing
from dlprep.storage.documents import storable
from dlprep.storage.processes import identify, is_alive
from dlprep.storage.rows import OUTLINE, readable, report_columns, run_outline_of, run_record_of, utc
from dlprep.storage.tables import DraftRow, RunRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dlprep.domain.judging import Report, Submission
    from dlprep.domain.progress import RunRecord
    from dlprep.services.ports import Moment
    from dlprep.storage.database import Database

_GRADED = [verdict.value for verdict in Verdict if verdict.is_graded]


class Runs:
    """The part of the store that keeps what was run and written."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def start_run(self, submission: Submission, moment: Moment) -> int:
        row = RunRow(
            slug=submission.slug,
            tier=submission.tier.value,
            code=storable(submission.code),
            owner=identify(os.getpid()) or "",
            started_at=utc(moment.at),
            local_day=moment.local_day,
            interrupted=False,
            metric="",
            epochs=0,
            wall_seconds=0.0,
            cpu_seconds=0.0,
            curve="[]",
            output="",
            confusion="[]",
        )
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            return row.id

    def finish_run(self, run_id: int, report: Report, ended_at: datetime) -> None:
        """Keeps the outcome, even of a run that another process took for dead: the report is proof."""
        values = {**report_columns(report), "ended_at": utc(ended_at), "interrupted": False}
        final = update(RunRow).where(RunRow.id == run_id, RunRow.verdict.is_(None)).values(values)
        with self._database.write() as rows:
            if changed(rows, final) == 0:
                if rows.get(RunRow, run_id) is None:
                    raise missing(run_id)
                raise StorageError(message("Run {id} has already ended.", id=run_id))

    def interrupt_runs(self, ended_at: datetime) -> int:
        with self._database.write() as rows:
            running = select(RunRow.id, RunRow.owner).where(RunRow.ended_at.is_(None))
            left = [run_id for run_id, owner in rows.execute(running) if not is_alive(owner)]
            values = {"interrupted": True, "ended_at": utc(ended_at)}
            return changed(rows, update(RunRow).where(RunRow.id.in_(left)).values(values))

    def runs(
        self, *, limit: int, slug: str | None = None, before_id: int | None = None
    ) -> tuple[RunRecord, ...]:
        page = select(RunRow).order_by(RunRow.id.desc()).limit(limit)
        if slug is not None:
            page = page.where(RunRow.slug == slug)
        if before_id is not None:
            page = page.where(RunRow.id < before_id)
        with self._database.read() as rows:
            return tuple(readable(rows.scalars(page), run_record_of))

    def recent_runs(self, *, each: int) -> tuple[RunRecord, ...]:
        place = func.row_number().over(partition_by=(RunRow.slug, RunRow.tier), order_by=RunRow.id.desc())
        placed = select(RunRow.id, place.label("place")).subquery()
        newest = (
            select(*[getattr(RunRow, name) for name in OUTLINE])
            .join(placed, RunRow.id == placed.c.id)
            .where(placed.c.place <= each)
            .order_by(RunRow.id.desc())
        )
        with self._database.read() as rows:
            return tuple(readable(rows.execute(newest), run_outline_of))

    def best_runs(self) -> Mapping[tuple[str, Tier], RunRecord]:
        """The first run of those with most merit (`domain.progress.merit`), by slug and tier."""
        medal = case({medal.value: place for place, medal in enumerate(RISING_MEDALS)}, value=RunRow.medal)
        value = case((RunRow.metric.in_(sorted(FALLING_METRICS)), -RunRow.value), else_=RunRow.value)
        best_first = [medal.desc().nulls_last(), value.desc(), RunRow.id]
        place = func.row_number().over(partition_by=(RunRow.slug, RunRow.tier), order_by=best_first)
        graded = (
            select(RunRow.id, place.label("place"))
            .where(RunRow.verdict.in_(_GRADED), RunRow.value.is_not(None))
            .subquery()
        )
        first = select(RunRow).join(graded, RunRow.id == graded.c.id).where(graded.c.place == 1)
        with self._database.read() as rows:
            return {(run.slug, run.tier): run for run in readable(rows.scalars(first), run_record_of)}

    def save_draft(self, slug: str, code: str, at: datetime) -> None:
        values = {"code": storable(code), "saved_at": utc(at)}
        upsert = insert(DraftRow).values(slug=slug, **values)
        with self._database.write() as rows:
            rows.execute(upsert.on_conflict_do_update(index_elements=[DraftRow.slug], set_=values))

    def draft(self, slug: str) -> str | None:
        with self._database.read() as rows:
            return rows.scalar(select(DraftRow.code).where(DraftRow.slug == slug))

    def discard_draft(self, slug: str) -> None:
        with self._database.write() as rows:
            rows.execute(delete(DraftRow).where(DraftRow.slug == slug))
