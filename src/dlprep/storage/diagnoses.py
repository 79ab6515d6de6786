"""What learners said about mutants, in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dlprep.domain.mutation import Diagnosis, DiagnosisRecord
from dlprep.domain.mutation_sites import BugKind
from dlprep.storage.rows import readable, utc
from dlprep.storage.tables import DiagnosisRow

if TYPE_CHECKING:
    from dlprep.services.ports import Moment
    from dlprep.storage.database import Database


class Diagnoses:
    """The part of the store that keeps diagnoses."""

    def __init__(self, database: Database) -> None:
        """Works on an open database."""
        self._database = database

    def add_diagnosis(self, puzzle_id: str, truth: Diagnosis, said: Diagnosis, moment: Moment) -> int:
        row = DiagnosisRow(
            puzzle_id=puzzle_id,
            kind=truth.kind.value,
            line=truth.line,
            said_kind=said.kind.value,
            said_line=said.line,
            said_at=utc(moment.at),
            local_day=moment.local_day,
        )
        with self._database.write() as rows:
            rows.add(row)
            rows.flush()
            return row.id

    def diagnoses(self) -> tuple[DiagnosisRecord, ...]:
        with self._database.read() as rows:
            found = rows.scalars(select(DiagnosisRow).order_by(DiagnosisRow.id.desc()))
            return tuple(readable(found, _record_of))


def _record_of(row: DiagnosisRow) -> DiagnosisRecord:
    return DiagnosisRecord(
        id=row.id,
        puzzle_id=row.puzzle_id,
        truth=Diagnosis(row.line, BugKind(row.kind)),
        said=Diagnosis(row.said_line, BugKind(row.said_kind)),
        said_at=row.said_at,
        local_day=row.local_day,
    )
