"""Several threads, several processes, and processes that are killed: what was acknowledged is there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import IO, TYPE_CHECKING

import pytest

from dlprep.storage.store import open_store
from dlprep.storage.tables import SCHEMA_VERSION
from storage.children import environment, make_old
from storage.looking import assert_sound, content
from storage.old_histories import rows_of, select_columns
from storage.samples import NOON, SESSION, SUBMISSION, attempt

if TYPE_CHECKING:
    from pathlib import Path


class Child:
    """One of the programs of `children`, with its imports done, waiting to be told to open the history."""

    def __init__(self, name: str, path: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "storage.children", name, str(path), *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )
        assert self.output.readline() == "ready\n"

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def go(self) -> None:
        """Lets it open the history."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def rest(self) -> list[int]:
        """What it says until its end."""
        said, _ = self.process.communicate()
        return [int(line) for line in said.split()]


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_two_processes_that_extend_one_plan_agree_on_every_place(path: Path) -> None:
    with open_store(path, moment=NOON) as store:
        store.add_session(replace(SESSION, plan=()))
    children = [Child("extend-plan", path, "40") for _ in range(2)]
    for child in children:
        child.go()
    one, other = (child.rest() for child in children)
    assert one == other
    with open_store(path, moment=NOON) as store:
        session = store.session(1)
    assert session is not None
    assert [planned.shuffle_seed for planned in session.plan] == one
    assert len(one) == 40


@forks
@pytest.mark.parametrize("version", range(SCHEMA_VERSION))
def test_a_kill_at_any_step_of_opening_loses_nothing(path: Path, version: int) -> None:
    """Of making a history (0) or migrating one with rows in every table: it is the old or the new, whole."""
    command = [sys.executable, "-m", "storage.children", "die-at-each-step", str(path), str(version)]
    child = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    steps = child.stdout.split()
    assert len(steps) > 20
    before = rows_of(path.parent / f"schema-{version}.db") if version else {}
    seen = set()
    for step in steps:
        history = path.parent / step / path.name
        if version:
            assert_sound(history)
            assert _schema_of(history) in (version, SCHEMA_VERSION)
            assert select_columns(history, before) == before
        if (left := content(history.parent)) in seen:
            continue
        seen.add(left)
        with open_store(history, moment=NOON) as store:
            assert select_columns(history, before) == before
            store.add_session(SESSION)
        assert _schema_of(history) == SCHEMA_VERSION
        assert list(history.parent.glob("history.db.damaged-*")) == []
        assert_sound(history)


def _schema_of(path: Path) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_two_processes_make_one_history_and_both_write_to_it(path: Path) -> None:
    children = [Child("answer", path, "50") for _ in range(2)]
    for child in children:
        child.go()
    said = [child.rest() for child in children]
    assert [child.process.returncode for child in children] == [0, 0]
    with open_store(path, moment=NOON) as store:
        assert {each.id for each in store.attempts(limit=1000)} == {*said[0], *said[1]}
        assert [record.answered for record in store.sessions(limit=10)] == [50, 50]
    assert_sound(path)


def test_two_processes_set_a_damaged_history_aside_once(path: Path) -> None:
    path.write_bytes(b"not a database")
    children = [Child("open", path) for _ in range(2)]
    for child in children:
        child.go()
    assert sorted(child.rest() for child in children) == [[0], [1]]
    (aside,) = path.parent.glob("history.db.damaged-*")
    assert aside.read_bytes() == b"not a database"


def test_two_processes_migrate_once(path: Path) -> None:
    make_old(path, 1)
    children = [Child("open", path) for _ in range(2)]
    for child in children:
        child.go()
    assert sorted(child.rest() for child in children) == [[0], [1]]
    assert len(list(path.parent.glob("backups/*-migration-*"))) == 1


def test_threads_share_a_store(path: Path) -> None:
    def answer(thread: int) -> int:
        session_id = store.add_session(SESSION).id or 0
        for position in range(25):
            store.add_attempt(attempt(session_id, position))
            store.save_draft(f"draft-{thread}", str(position), NOON.at)
            assert store.question_records()
        return session_id

    with open_store(path, moment=NOON) as store, ThreadPoolExecutor(4) as threads:
        session_ids = list(threads.map(answer, range(4)))
        assert len(set(session_ids)) == 4
        assert [record.answered for record in store.sessions(limit=10)] == [25] * 4
        assert [store.draft(f"draft-{thread}") for thread in range(4)] == ["24"] * 4
        store.check()


def test_runs_of_living_processes_are_not_interrupted(path: Path) -> None:
    with open_store(path, moment=NOON) as store:
        store.start_run(SUBMISSION, NOON)
        with open_store(path, moment=NOON) as other:
            assert other.interrupt_runs(NOON.at) == 0
        (run,) = store.runs(limit=10)
        assert not run.interrupted
