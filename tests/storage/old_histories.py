"""Histories of every schema there ever was, with something in each table."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.domain.answers import OpenAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.mutation import Diagnosis
from dlprep.domain.mutation_sites import BugKind
from dlprep.domain.practice import Drawn
from dlprep.storage.database import connect
from dlprep.storage.schema import upgrade
from dlprep.storage.store import open_store
from interviewing_samples import INTERVIEW, TURNS
from storage.samples import NOON, PLAN, SAYING, SESSION, SUBMISSION, attempt, report

if TYPE_CHECKING:
    from dlprep.storage.store import SqliteStore

RELEASED = Path(__file__).with_name("histories")
"""What earlier states of dlprep wrote themselves, as SQL: `schema-3.sql` by the last one with that schema."""

Rows = dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]]
"""Of each table the names of its columns and its rows."""

_NOT_OURS = ("sqlite_", "alembic_")
_DRAWN = replace(PLAN[1], template_seed=2**70, drawn=Drawn(3, {"units": 64, "rates": (0.1, 0.5)}))


@cache
def full_history() -> Path:
    """A history of the newest schema with rows in every table."""
    folder = Path(tempfile.mkdtemp(prefix="dlprep-full-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "history.db"
    with open_store(path, moment=NOON) as store:
        _practise(store)
        _run(store)
        _talk(store)
        _begin_anew(store)
        _remember(store)
        _say(store)
    return path


def _practise(store: SqliteStore) -> None:
    ended = store.add_session(SESSION).id or 0
    store.add_attempt(attempt(ended))
    store.add_attempt(attempt(ended, 1, planned=_DRAWN, grade=Grade.INCORRECT, score=0.0))
    taken_back = store.add_attempt(attempt(ended, 2, answer=OpenAnswer(text="词 and words"), confidence=None))
    store.undo_attempt(taken_back.id or 0, NOON.at)
    store.add_attempt(attempt(ended, 2, grade=Grade.PARTIAL, score=0.5))
    store.save_progress(ended, elapsed_seconds=99.5, hints_shown=2)
    store.end_session(ended, NOON.at)
    left = store.add_session(replace(SESSION, plan=(PLAN[0], _DRAWN), time_limit_seconds=None)).id or 0
    store.add_attempt(attempt(left, grade=Grade.UNGRADED, score=0.0))
    store.set_flagged("cnn-1", flagged=True, at=NOON.at)


def _run(store: SqliteStore) -> None:
    store.finish_run(store.start_run(SUBMISSION, NOON), report(), NOON.at)
    store.start_run(replace(SUBMISSION, slug="reviews"), NOON)
    store.save_draft("digits", "model = 2\n", NOON.at)
    store.add_diagnosis(
        "puzzle-1", Diagnosis(3, BugKind.WRONG_LOSS), Diagnosis(4, BugKind.SOFTMAX_TWICE), NOON
    )


def _talk(store: SqliteStore) -> None:
    ended = store.add_interview(INTERVIEW).id or 0
    for turn in TURNS:
        store.add_turn(ended, turn)
    store.end_interview(ended, NOON.at, score=50, bar="lean-no")
    open_one = store.add_interview(INTERVIEW).id or 0
    store.add_turn(open_one, TURNS[0])
    store.save_interview_draft(open_one, "typed and not sent")


def _remember(store: SqliteStore) -> None:
    store.correct_rating(ReviewKey(Source.ATTEMPT, 1), Rating.HARD, NOON.at)
    while store.fold_reviews(limit=2):
        pass


def _say(store: SqliteStore) -> None:
    store.keep_saying(SAYING)
    store.keep_saying(replace(SAYING, role="", interview=None, following=None, stopping=None))


def _begin_anew(store: SqliteStore) -> None:
    """Resets a topic twice; the second time is undone."""
    resets = []
    for _ in range(2):
        session_id = store.add_session(SESSION).id or 0
        store.add_attempt(attempt(session_id, 3))
        resets.append(store.reset_topic("cnn", ["cnn-3"], NOON))
    store.undo_reset(resets[1].id, NOON.at)


def fill_old(path: Path, version: int) -> None:
    """Makes a history of an older schema with all that it can hold of the full one."""
    connect(path, create=True).close()
    upgrade(path, version)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS full", (str(full_history()),))
        with connection:
            for table in _tables(connection):
                names = ", ".join(_columns(connection, table))
                connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM full.{table}")  # noqa: S608


def load_released(path: Path, version: int) -> None:
    """Makes the history that dlprep itself wrote when that schema was its newest."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((RELEASED / f"schema-{version}.sql").read_text(encoding="utf-8"))


def rows_of(path: Path) -> Rows:
    """All that is in the tables of a history, whatever its schema, in a fixed order."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: (names := _columns(connection, table), sorted(_select(connection, table, names), key=repr))
            for table in _tables(connection)
        }


def select_columns(path: Path, rows: Rows) -> Rows:
    """What is in the columns of `rows` in a history of a later schema."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: (names, sorted(_select(connection, table, names), key=repr))
            for table, (names, _) in rows.items()
        }


def _select(connection: sqlite3.Connection, table: str, names: tuple[str, ...]) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()  # noqa: S608 - ours


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in found if not name.startswith(_NOT_OURS)]


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
