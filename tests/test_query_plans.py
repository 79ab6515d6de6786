"""What is read when dlprep starts goes by an index, however long the history is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.histories import fill
from benchmarks.query_plans import asked, plans, reads_whole_table
from benchmarks.simulated_learner import items_of
from sqlalchemy import create_engine, text

from dlprep.services.abilities import abilities
from dlprep.services.remembering import catch_up, due_today
from dlprep.services.review import today
from dlprep.settings import Settings
from dlprep.storage.store import open_store
from factory import bank, question

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "history.db"
    fill(path, 300)
    return path


def test_nothing_at_start_reads_all_attempts_or_sessions_without_an_index(tmp_path: Path) -> None:
    held, path = bank(question("single"), question("open")), tmp_path / "history.db"
    last = fill(path, 300, items=items_of(held)).last
    with open_store(path, moment=last) as store, asked() as statements:
        assert today(held, store, last).unfinished is not None
        assert catch_up(store)
        due_today(held, store, Settings(), last)
        abilities(held, store, last)
        store.open_interview()
    found = dict(plans(path, statements))
    assert len(found) > 10
    assert {statement: steps for statement, steps in found.items() if reads_whole_table(steps)} == {}


@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        ("SELECT * FROM attempts WHERE duration_seconds > 3", True),
        ("SELECT attempts_1.answer FROM attempts AS attempts_1", True),
        ("SELECT attempts_1.local_day FROM attempts AS attempts_1", False),
        ("SELECT count(*) FROM attempts WHERE hints_used = 1", True),
        ("SELECT question_id, count(*) FROM attempts GROUP BY question_id", False),
        ("SELECT * FROM attempts WHERE id = 7", False),
        ("SELECT * FROM sessions WHERE mode = 'exam'", True),
    ],
)
def test_a_plan_tells_whether_a_whole_table_is_read(path: Path, statement: str, whole: bool) -> None:
    with create_engine(f"sqlite:///{path}").connect() as connection, asked() as statements:
        connection.execute(text(statement)).all()
    ((_, steps),) = plans(path, statements)
    assert reads_whole_table(steps) == whole, steps
