"""Migrations: both ways to the newest schema agree, rows survive, and a copy is kept."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event

from dlprep.domain.errors import StorageError
from dlprep.domain.judging import Verdict
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage import schema
from dlprep.storage.database import connect
from dlprep.storage.store import SqliteStore, open_store
from dlprep.storage.tables import APPLICATION_ID, SCHEMA_VERSION
from storage.samples import NOON

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage.conftest import Open

SESSION_ROW = """
INSERT INTO sessions (id, mode, language, started_at, local_day, seed, request, plan, planned,
                      elapsed_seconds, hints_shown)
VALUES (7, 'exam', 'zh', '2026-03-14 12:00:00.000000', '2026-03-14', '1', '{"mode": "exam"}', '[]', 0, 1.5, 0)
"""
ATTEMPT_ROW = """
INSERT INTO attempts (session_id, position, question_id, content_hash, shuffle_seed, answer, grade, score,
                      language, hints_used, duration_seconds, answered_at, local_day)
VALUES (7, 0, 'cnn-1', 'hash', '5', '{"type": "skipped"}', 'incorrect', 0.0, 'zh', 0, 2.5,
        '2026-03-14 12:00:00.000000', '2026-03-14')
"""

FIRST = ReviewKey(Source.ATTEMPT, 1)
RUN_ROW = """
INSERT INTO runs (slug, tier, code, owner, started_at, local_day, ended_at, interrupted, verdict, medal,
                  metric, value, epochs, wall_seconds, cpu_seconds, curve, output, confusion)
VALUES ('digits', 'embedded', 'model = 1', '', '2026-03-14 12:00:00.000000', '2026-03-14',
        '2026-03-14 12:01:00.000000', 0, 'PASS', 'silver', 'accuracy', 0.9, 3, 20.5, 40.0, '[]', '', '[]')
"""


def _query(path: Path, statement: str, parameters: Any = ()) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement, parameters).fetchall()


def _schema(path: Path) -> list[tuple[object, ...]]:
    """What the database says of itself; a column that a migration added stands on no line of its own."""
    return [
        *(
            (kind, name, table, re.sub(r"\s*([,()])\s*", r"\1", " ".join(str(sql).split())))
            for kind, name, table, sql in _query(
                path, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
            )
        ),
        *_query(path, "SELECT version_num FROM alembic_version"),
        *_query(path, "PRAGMA user_version"),
        *_query(path, "PRAGMA application_id"),
    ]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A history of schema 1 with one session and one attempt."""
    path = tmp_path / "old" / "history.db"
    path.parent.mkdir()
    connect(path, create=True).close()
    schema.upgrade(path, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(SESSION_ROW)
        connection.execute(ATTEMPT_ROW)
    return path


def test_a_new_database_has_the_schema_the_migrations_lead_to(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    schema.create(made)
    connect(migrated, create=True).close()
    schema.upgrade(migrated)
    assert _schema(made) == _schema(migrated)
    assert _query(made, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert _query(made, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_the_first_schema_reaches_the_newest_with_its_rows(old: Path, tmp_path: Path, opened: Open) -> None:
    store = opened(old)
    session = store.session(7)
    assert session is not None
    assert session.elapsed_seconds == 1.5
    assert [each.planned.question_id for each in session.attempts] == ["cnn-1"]
    assert store.runs(limit=10) == ()
    store.close()
    schema.create(tmp_path / "made.db")
    assert _schema(old) == _schema(tmp_path / "made.db")


def test_a_run_from_before_the_details_has_none(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "history.db"
    connect(path, create=True).close()
    schema.upgrade(path, 3)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(RUN_ROW)
    (run,) = opened(path).runs(limit=10)
    assert (run.verdict, run.value, run.wall_seconds) == (Verdict.PASS, 0.9, 20.5)
    assert (run.checks, run.budgets, run.samples, run.seed_values) == ((), (), (), ())


def test_the_old_file_is_kept_before_a_migration(old: Path, opened: Open) -> None:
    before = _schema(old)
    store = opened(old)
    store.close()
    backup = old.parent / "backups" / "2026-03-14-migration-20260314T120000Z.db"
    (notice,) = store.notices
    assert str(backup) in str(notice)
    assert _schema(backup) == before
    assert _query(backup, "SELECT count(*) FROM attempts") == [(1,)]
    assert opened(old).notices == ()


def test_a_migration_that_fails_changes_nothing(old: Path, opened: Open) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("CREATE TABLE drafts (code TEXT)")
    before = _schema(old)
    with pytest.raises(StorageError, match="drafts"):
        opened(old)
    assert _schema(old) == before
    assert _query(old, "SELECT count(*) FROM attempts") == [(1,)]


def test_a_row_without_its_session_stops_a_migration(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("DELETE FROM sessions")
    before = _schema(old)
    with pytest.raises(StorageError, match="damaged"):
        schema.upgrade(old)
    assert _schema(old) == before


def test_without_a_backup_nothing_is_migrated(old: Path, opened: Open) -> None:
    before = _schema(old)
    in_the_way = old.parent / "backups"
    in_the_way.write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError):
        opened(old)
    assert _schema(old) == before
    in_the_way.unlink()
    assert opened(old).session(7) is not None


def test_alembic_is_imported_only_to_migrate(old: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from datetime import *\n"
        "from dlprep.services.ports import Moment; from dlprep.storage.store import open_store\n"
        "moment = Moment(datetime(2026, 3, 14, tzinfo=UTC), date(2026, 3, 14))\n"
        "open_store(Path(sys.argv[1]), moment=moment).days()\n"
        "print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    fresh = subprocess.run([*command, tmp_path / "new.db"], check=True, capture_output=True, text=True)
    behind = subprocess.run([*command, old], check=True, capture_output=True, text=True)
    assert (fresh.stdout.strip(), behind.stdout.strip()) == ("False", "True")


@pytest.mark.parametrize(
    ("call", "index"),
    [
        (lambda store: store.question_records(), "COVERING INDEX ix_attempts_question"),
        (lambda store: store.days(), "COVERING INDEX ix_attempts_day"),
        (lambda store: store.days(since=NOON.local_day), "COVERING INDEX ix_attempts_day (local_day>?)"),
        (lambda store: store.day_times([NOON.local_day]), "ix_attempts_day"),
        (lambda store: store.confidence_shares(), "COVERING INDEX ix_attempts_confidence"),
        (lambda store: store.attempts(limit=5, question_id="cnn-1"), "ix_attempts_question"),
        (lambda store: store.unfinished_session(), "ix_sessions_open"),
        (lambda store: store.sessions(limit=5), "uq_attempts_standing"),
        (lambda store: store.runs(limit=5, slug="digits"), "ix_runs_slug"),
        (lambda store: store.interrupt_runs(NOON.at), "ix_runs_running"),
        (lambda store: store.fold_reviews(limit=5), "SEARCH attempts USING INTEGER PRIMARY KEY (rowid>?"),
        (
            lambda store: (store.fold_reviews(limit=5), store.correct_rating(FIRST, None, NOON.at)),
            "ix_attempts_question",
        ),
        (lambda store: store.card(CardKey(CardKind.QUESTION, "cnn-1")), "sqlite_autoindex_cards"),
    ],
)
def test_sums_and_lists_go_by_an_index(old: Path, call: Callable[[SqliteStore], object], index: str) -> None:
    asked: list[tuple[str, object]] = []

    def listen(
        connection: object, cursor: object, statement: str, parameters: object, context: object, many: bool
    ) -> None:
        asked.append((statement, parameters))

    with open_store(old, moment=NOON) as store:
        event.listen(Engine, "before_cursor_execute", listen)
        try:
            call(store)
        finally:
            event.remove(Engine, "before_cursor_execute", listen)
    plans = [
        str(row)
        for statement, parameters in asked
        if statement.startswith("SELECT")
        for row in _query(old, f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    assert any(index in plan for plan in plans), plans
