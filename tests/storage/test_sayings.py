"""What was said of readiness: one row for each day and job, written only when it says something new."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from fakes import FakeStore
from storage.samples import NOON, SAYING, SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.services.ports import Store
    from storage.conftest import Open


@pytest.fixture(params=["fake", "real"])
def store(request: pytest.FixtureRequest, path: Path, opened: Open) -> Store:
    return FakeStore() if request.param == "fake" else opened(path)


def test_the_last_of_a_day_stays_for_each_job(store: Store) -> None:
    later = replace(SAYING, now=0.6, made_at=NOON.at + timedelta(hours=2))
    other = replace(SAYING, level="mid", interview=None, following=None, stopping=None)
    before = replace(SAYING, day=SAYING.day - timedelta(days=1))
    assert all(store.keep_saying(one) for one in (SAYING, other, later, before))
    assert store.sayings() == (before, other, later)


def test_what_was_said_already_is_not_written_again(store: Store) -> None:
    assert store.keep_saying(SAYING)
    assert not store.keep_saying(replace(SAYING, made_at=NOON.at + timedelta(hours=2)))
    assert store.sayings() == (SAYING,)
    assert store.keep_saying(replace(SAYING, minutes=30))


def test_nothing_is_told_as_a_change_when_nothing_is_written(path: Path, opened: Open) -> None:
    store = opened(path)
    changes: list[int] = []
    store._database.on_change = lambda: changes.append(1)
    store.keep_saying(SAYING)
    store.keep_saying(SAYING)
    assert changes == [1]


def test_beginning_a_topic_anew_leaves_what_was_said(store: Store) -> None:
    session_id = store.add_session(SESSION).id or 0
    store.add_attempt(attempt(session_id))
    store.keep_saying(SAYING)
    made = store.reset_topic("cnn", ["cnn-0"], NOON)
    assert store.sayings() == (SAYING,)
    store.undo_reset(made.id, NOON.at)
    assert store.sayings() == (SAYING,)


def test_a_row_that_cannot_be_read_is_left_out_and_can_be_said_anew(path: Path, opened: Open) -> None:
    opened(path).keep_saying(SAYING)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE readiness SET now = 'much'")
    store = opened(path)
    assert store.sayings() == ()
    assert store.keep_saying(SAYING)
    assert store.sayings() == (SAYING,)
