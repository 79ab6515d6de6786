"""From every earlier schema, with rows in each table, to the newest: every row keeps its value."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dlprep.storage.details import Details
from dlprep.storage.schema import upgrade
from dlprep.storage.store import SqliteStore, open_store
from dlprep.storage.tables import SCHEMA_VERSION, Base
from interviewing_samples import INTERVIEW, TURNS
from storage.looking import assert_sound
from storage.old_histories import RELEASED as FOLDER
from storage.old_histories import fill_old, full_history, load_released, rows_of, select_columns
from storage.samples import NOON, PLAN, SAYING, SESSION, report

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.practice import Attempt
    from dlprep.domain.progress import RunRecord

OLD = range(1, SCHEMA_VERSION)
_DRAWN, _DETAILS, _DIAGNOSES, _INTERVIEWS, _CARDS, _RESETS, _SAYINGS = 3, 4, 5, 6, 7, 8, 10
"""The schemas with which each came."""
MANY = 100
RELEASED = sorted(int(file.stem.removeprefix("schema-")) for file in FOLDER.glob("schema-*.sql"))


@pytest.fixture(params=OLD)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_the_full_history_has_rows_in_every_table() -> None:
    rows = rows_of(full_history())
    assert rows.keys() == Base.metadata.tables.keys() - {"alembic_version"}
    assert [table for table, (_, found) in rows.items() if not found] == []


def test_no_cell_changes_but_where_there_was_none(path: Path, version: int) -> None:
    fill_old(path, version)
    before = rows_of(path)
    with open_store(path, moment=NOON):
        pass
    assert select_columns(path, before) == before
    assert_sound(path)


def test_migrating_step_by_step_leads_to_the_same(path: Path, version: int) -> None:
    slow = path.with_name("slow.db")
    fill_old(path, version)
    fill_old(slow, version)
    for step in range(version + 1, SCHEMA_VERSION + 1):
        upgrade(slow, step)
    with open_store(path, moment=NOON):
        pass
    assert rows_of(path) == rows_of(slow)


def test_every_row_reads_back_as_the_same_value(path: Path, version: int) -> None:
    fill_old(path, version)
    with (
        closing(open_store(path, moment=NOON)) as migrated,
        closing(open_store(full_history(), moment=NOON)) as full,
    ):
        assert migrated.attempts(limit=MANY) == tuple(
            _as_kept(each, version) for each in full.attempts(limit=MANY)
        )
        assert migrated.sessions(limit=MANY) == full.sessions(limit=MANY) != ()
        assert migrated.question_records() == full.question_records()
        assert migrated.flagged() == full.flagged()
        if version >= 2:
            runs = tuple(_as_run(each, version) for each in full.runs(limit=MANY))
            assert migrated.runs(limit=MANY) == runs != ()
            assert migrated.draft("digits") == full.draft("digits") != ""
            assert migrated.days() == full.days()
        assert migrated.diagnoses() == (full.diagnoses() if version >= _DIAGNOSES else ())
        assert _interviews(migrated) == (_interviews(full) if version >= _INTERVIEWS else [])
        assert migrated.corrected_ratings() == (full.corrected_ratings() if version >= _CARDS else {})
        assert migrated.cards() == (full.cards() if version >= _CARDS else ())
        assert migrated.resets() == (full.resets() if version >= _RESETS else ())
        assert migrated.sayings() == (full.sayings() if version >= _SAYINGS else ())
        assert migrated.keep_saying(full.sayings()[0]) == (version < _SAYINGS)


def _as_kept(attempt: Attempt, version: int) -> Attempt:
    """An attempt as an older schema keeps it."""
    drawn = attempt.planned.drawn if version >= _DRAWN else None
    return replace(attempt, planned=replace(attempt.planned, drawn=drawn))


def _as_run(run: RunRecord, version: int) -> RunRecord:
    nothing = Details()
    if version >= _DETAILS:
        return run
    return replace(
        run,
        checks=nothing.checks,
        budgets=nothing.budgets,
        samples=nothing.samples,
        seed_values=nothing.seed_values,
    )


def _interviews(store: SqliteStore) -> list[object]:
    return [store.interview(record.id) for record in store.interviews(limit=MANY)]


def test_cards_from_before_there_were_any_are_those_of_the_full_history(path: Path) -> None:
    fill_old(path, _CARDS - 1)
    with (
        closing(open_store(path, moment=NOON)) as migrated,
        closing(open_store(full_history(), moment=NOON)) as full,
    ):
        for review, rating in full.corrected_ratings().items():
            migrated.correct_rating(review, rating, NOON.at)
        while migrated.fold_reviews(limit=2):
            pass
        assert set(map(repr, migrated.cards())) == set(map(repr, full.cards())) != set()


@pytest.mark.parametrize("version", RELEASED)
def test_what_dlprep_itself_wrote_with_an_older_schema_can_be_read(path: Path, version: int) -> None:
    """These files were written by the code of then: what rows hold as JSON has changed since, too."""
    load_released(path, version)
    before = rows_of(path)
    with open_store(path, moment=NOON) as store:
        assert select_columns(path, before) == before
        left, right, first = store.attempts(limit=MANY)
        assert (first.planned, first.score, first.undone_at) == (PLAN[0], 1.0, None)
        assert (right.undone_at, left.score, left.confidence) == (NOON.at, 0.5, None)
        assert (right.planned.drawn is not None) == (version >= _DRAWN)
        assert len(store.resets()) == (2 if version >= _RESETS else 0)
        assert len(store.cards()) == (4 if version >= _CARDS else 0)
        assert store.sayings() == ()
        assert store.keep_saying(SAYING)
        assert store.sayings() == (SAYING,)
        open_one, ended = (store.session(record.id) for record in store.sessions(limit=MANY))
        assert open_one is not None
        assert ended is not None
        assert (open_one.plan, open_one.request, open_one.seed) == (PLAN, SESSION.request, SESSION.seed)
        assert (ended.elapsed_seconds, ended.hints_shown, len(ended.attempts)) == (99.5, 2, 2)
        assert store.flagged() == {"cnn-1"}
        running, finished = store.runs(limit=MANY)
        assert (running.verdict, finished.curve, finished.message) == (None, report().curve, report().message)
        assert finished.confusion == report().confusion
        assert (finished.seed_values != ()) == (version >= _DETAILS)
        assert len(store.diagnoses()) == (version >= _DIAGNOSES)
        if version >= _INTERVIEWS:
            talk = store.interview(1)
            assert talk is not None
            assert (talk.plan, talk.turns) == (INTERVIEW.plan, TURNS)
            assert (left_open := store.unfinished_interview()) is not None
            assert left_open.draft == "typed and not sent"
