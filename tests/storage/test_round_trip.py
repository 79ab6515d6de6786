"""Whatever is kept comes back equal, and what cannot be read hides nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlprep.domain.errors import StorageError
from dlprep.domain.messages import Message
from dlprep.storage import documents
from dlprep.storage.details import Details, dump_details, load_details
from dlprep.storage.rows import attempt_of, attempt_row, utc
from dlprep.storage.store import SqliteStore, open_store
from storage.samples import NOON, SESSION, SUBMISSION, attempt, report
from storage.strategies import attempts, curves, details, messages, planned_questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.domain.judging import Epoch
    from dlprep.domain.practice import Attempt, PlannedQuestion


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = open_store(path, moment=NOON)
    yield opened
    opened.close()


@given(kept=attempts)
def test_every_attempt_survives_its_row(kept: Attempt) -> None:
    found = attempt_of(attempt_row(kept))
    assert found == kept
    assert found.answered_at == kept.answered_at
    assert utc(found.answered_at).tzinfo is UTC


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(drawn=attempts)
def test_every_attempt_survives_the_disk(store: SqliteStore, drawn: Attempt) -> None:
    session_id = store.add_session(SESSION).id
    assert session_id is not None
    kept = store.add_attempt(replace(drawn, session_id=session_id))
    assert kept.id is not None
    found = store.attempt(kept.id)
    assert found == kept
    assert found.answered_at.tzinfo is UTC


@given(plan=st.lists(planned_questions).map(tuple))
def test_every_plan_survives_its_document(plan: tuple[PlannedQuestion, ...]) -> None:
    assert documents.load_plan(documents.dump_plan(plan)) == plan


@given(kept=messages)
def test_every_message_survives_its_document(kept: Message) -> None:
    assert documents.load_message(documents.dump_message(kept)) == kept


@given(curve=curves)
def test_every_curve_survives_its_document(curve: tuple[Epoch, ...]) -> None:
    assert documents.load_curve(documents.dump_curve(curve)) == curve


@given(kept=details)
def test_all_details_survive_their_document(kept: Details) -> None:
    assert load_details(dump_details(kept)) == kept


def test_a_picture_of_another_size_than_it_says_is_refused() -> None:
    document = dump_details(report()).replace('"width":2', '"width":3')
    with pytest.raises(ValueError, match="another size"):
        load_details(document)


def test_a_parameter_json_does_not_know_is_kept_as_it_reads(tmp_path: Path) -> None:
    kept = Message("{path} is missing.", {"path": tmp_path})
    assert str(documents.load_message(documents.dump_message(kept))) == str(kept)


def test_code_that_no_database_text_can_hold_is_kept_as_far_as_it_can_be(store: SqliteStore) -> None:
    store.save_draft("digits", "x = '\udcff\x00数'", NOON.at)
    assert store.draft("digits") == "x = '?\x00数'"


def _edit(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    "edit",
    [
        """UPDATE attempts SET answer = '{"type": "hologram"}' WHERE id = 1""",
        "UPDATE attempts SET answer = 'not json' WHERE id = 1",
        "UPDATE attempts SET grade = 'brilliant' WHERE id = 1",
        "UPDATE attempts SET language = 'fr' WHERE id = 1",
        "UPDATE attempts SET score = 'high' WHERE id = 1",
        "UPDATE attempts SET duration_seconds = 'long' WHERE id = 1",
    ],
)
def test_an_attempt_that_cannot_be_read_is_left_out_and_kept(
    store: SqliteStore, path: Path, edit: str
) -> None:
    session_id = store.add_session(SESSION).id or 0
    store.add_attempt(attempt(session_id, 0))
    readable = store.add_attempt(attempt(session_id, 1))
    _edit(path, edit)
    assert store.attempts(limit=10) == (readable,)
    assert store.attempt(1) is None
    # Going on would ask its question again, so the session is not offered; it still counts in the list.
    assert store.unfinished_session() is None
    assert [record.answered for record in store.sessions(limit=10)] == [2]


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE sessions SET plan = '[{\"question\": 1}]' WHERE id = 2",
        "UPDATE sessions SET plan = '{}' WHERE id = 2",
        'UPDATE sessions SET request = \'{"mode": "duel"}\' WHERE id = 2',
        'UPDATE sessions SET request = \'{"mode": "exam", "stakes": 1}\' WHERE id = 2',
        "UPDATE sessions SET time_limit_seconds = 'none' WHERE id = 2",
        "UPDATE sessions SET hints_shown = 'many' WHERE id = 2",
    ],
)
def test_a_session_that_cannot_be_read_hides_no_other(store: SqliteStore, path: Path, edit: str) -> None:
    older, newer = store.add_session(SESSION), store.add_session(SESSION)
    assert newer.id == 2
    _edit(path, edit)
    assert store.session(2) is None
    assert store.unfinished_session() == older
    assert len(store.sessions(limit=10)) == 2


@pytest.mark.parametrize("column", ["message", "curve", "confusion", "verdict", "details"])
def test_a_run_that_cannot_be_read_hides_no_other(store: SqliteStore, path: Path, column: str) -> None:
    for _ in range(2):
        store.finish_run(store.start_run(SUBMISSION, NOON), report(), NOON.at)
    _edit(path, f"UPDATE runs SET {column} = '[[\"what\"]]' WHERE id = 2")  # noqa: S608 - the test's own words
    assert [run.id for run in store.runs(limit=10)] == [1]


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE attempts SET answered_at = 'noon'",
        "UPDATE attempts SET local_day = '2026-13-77'",
        "UPDATE attempts SET shuffle_seed = 'luck'",
    ],
)
def test_a_time_or_seed_that_is_none_is_a_sentence_with_the_file_and_the_way_out(
    store: SqliteStore, path: Path, edit: str
) -> None:
    store.add_attempt(attempt(store.add_session(SESSION).id or 0))
    _edit(path, edit)
    with pytest.raises(StorageError, match="holds an entry that cannot be read") as refused:
        store.attempts(limit=10)
    assert str(path) in str(refused.value)
    assert refused.value.way_out is not None
