"""Backups are whole or not there, good ones outlast bad ones, and a restore can be taken back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import BadInputError, StorageError
from dlprep.domain.keeping.backups import BackupKind, BackupState, file_name
from dlprep.services.ports import Moment
from dlprep.storage import backups as module
from dlprep.storage import copying
from dlprep.storage.backups import Backups
from dlprep.storage.daily import DailyBackups
from dlprep.storage.store import SqliteStore, open_store
from dlprep.storage.tables import SCHEMA_VERSION
from fakes import FakeClock
from storage.children import environment, make_old
from storage.looking import assert_sound, content
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.messages import Message
    from storage.conftest import Open

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def _day(days: int) -> Moment:
    return Moment(NOON.at + timedelta(days=days), NOON.local_day + timedelta(days=days))


def _filled(path: Path, answers: int = 3) -> SqliteStore:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in range(answers):
        store.add_attempt(attempt(session_id, position))
    return store


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-4096:] = os.urandom(4096)
    path.write_bytes(content)


def _answers(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM attempts").fetchone()[0])


@pytest.fixture
def store(path: Path, opened: Open) -> SqliteStore:
    _filled(path).close()
    return opened(path)


@pytest.fixture
def keeper(path: Path, store: SqliteStore) -> Backups:
    return Backups(path)


def test_a_backup_holds_the_history_and_says_so(keeper: Backups) -> None:
    made = keeper.create(BackupKind.MANUAL, NOON)
    assert keeper.all() == (made,)
    assert made.path.parent == keeper.history.parent / "backups"
    report = keeper.report(made)
    assert (report.state, report.answers, report.interviews, report.runs) == (BackupState.SOUND, 3, 0, 0)
    assert report.schema == SCHEMA_VERSION
    assert report.size_bytes == made.path.stat().st_size


def test_only_backups_and_the_lock_lie_in_the_folder(keeper: Backups) -> None:
    made = keeper.create(BackupKind.MANUAL, NOON)
    keeper.report(made)
    keeper.restore(made.path, NOON)
    names = {file.name for file in keeper.folder.iterdir()}
    assert names == {"backups-lock", *(one.path.name for one in keeper.all())}


def test_two_backups_of_one_second_have_names_of_their_own(keeper: Backups) -> None:
    made = [keeper.create(BackupKind.MANUAL, NOON) for _ in range(3)]
    assert [one.number for one in made] == [1, 2, 3]
    assert keeper.all() == tuple(reversed(made))


def test_what_was_made_last_in_a_second_is_not_what_goes(keeper: Backups) -> None:
    for _ in range(6):
        made = keeper.create(BackupKind.RESET, NOON)
        assert keeper.all()[0] == made
    assert [one.number for one in keeper.all()] == [6, 5, 4]


def test_a_day_gets_one_backup(keeper: Backups) -> None:
    assert keeper.create_daily(NOON) is not None
    assert keeper.create_daily(replace(NOON, at=NOON.at + timedelta(hours=1))) is None
    assert keeper.create_daily(_day(1)) is not None


def test_old_backups_go_when_a_new_one_has_passed(keeper: Backups) -> None:
    for days in range(100):
        keeper.folder.mkdir(exist_ok=True)
        day = _day(days)
        (keeper.folder / file_name(BackupKind.DAILY, day.at, day.local_day)).touch()
    keeper.create_daily(_day(100))
    assert len(keeper.all()) < 7 + 8 + 12


def test_a_damaged_history_makes_no_backup_and_drops_none(path: Path, store: SqliteStore) -> None:
    keeper = Backups(path)
    kept = [keeper.create(BackupKind.RESET, _day(days)) for days in range(3)]
    store.close()
    _damage(path)
    with pytest.raises(StorageError, match="damaged"):
        keeper.create(BackupKind.RESET, _day(4))
    assert keeper.all() == tuple(reversed(kept))
    assert path.with_name("history.db-check").exists(), "the next start looks at all of it"


def test_a_full_disk_leaves_no_file_and_drops_none(keeper: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [keeper.create(BackupKind.RESET, _day(days)) for days in range(3)]

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(copying, "_copy", full)
    with pytest.raises(StorageError, match="disk is full") as caught:
        keeper.create(BackupKind.RESET, _day(4))
    assert str(keeper.folder) in str(caught.value)
    monkeypatch.undo()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "put_in_place", refuse)
    with pytest.raises(StorageError, match="No space left"):
        keeper.create(BackupKind.RESET, _day(4))
    assert keeper.all() == tuple(reversed(kept))
    assert {file.name for file in keeper.folder.iterdir()} == {
        "backups-lock",
        *(one.path.name for one in kept),
    }


def test_a_really_full_disk_is_said(path: Path) -> None:
    _filled(path).close()
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from dlprep.storage.backups import Backups; from dlprep.domain.errors import StorageError\n"
        "from dlprep.domain.keeping.backups import BackupKind; from storage.samples import NOON\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, -1))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try: Backups(Path(sys.argv[1])).create(BackupKind.MANUAL, NOON)\n"
        "except StorageError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert "free space" in done.stdout.lower() or "full" in done.stdout
    assert [file.name for file in (path.parent / "backups").iterdir()] == ["backups-lock"]


def test_a_restore_brings_back_and_can_be_taken_back(keeper: Backups, store: SqliteStore) -> None:
    then = keeper.create(BackupKind.MANUAL, NOON)
    session_id = store.add_session(SESSION).id or 0
    store.add_attempt(attempt(session_id))
    restored = keeper.restore(then.path, _day(1))
    assert len(store.attempts(limit=10)) == 3, "the open store goes on with what was put back"
    assert store.add_session(SESSION).id == session_id
    store.check()
    keeper.restore(restored.kept.path, _day(2))
    assert len(store.attempts(limit=10)) == 4


def test_an_answer_to_a_session_that_a_restore_took_away_is_refused_in_words(
    keeper: Backups, store: SqliteStore
) -> None:
    then = keeper.create(BackupKind.MANUAL, NOON)
    session_id = store.add_session(SESSION).id or 0
    keeper.restore(then.path, NOON)
    with pytest.raises(StorageError, match="not in the history any more"):
        store.add_attempt(attempt(session_id))


def test_a_backup_of_an_older_schema_is_brought_up_to_date_in_a_copy(
    keeper: Backups, store: SqliteStore, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    make_old(old, 1)
    before = old.read_bytes()
    keeper.restore(old, NOON)
    assert store.flagged() == {"cnn-1"}
    assert store.attempts(limit=10) == ()
    assert old.read_bytes() == before


@pytest.mark.parametrize("state", [BackupState.DAMAGED, BackupState.NEWER, BackupState.FOREIGN])
def test_what_cannot_be_used_is_refused_before_anything_changes(
    keeper: Backups, store: SqliteStore, state: BackupState
) -> None:
    made = keeper.create(BackupKind.MANUAL, NOON)
    if state is BackupState.DAMAGED:
        _damage(made.path)
    else:
        pragma = "user_version = 999" if state is BackupState.NEWER else "application_id = 1"
        with closing(sqlite3.connect(made.path)) as connection:
            connection.execute(f"PRAGMA {pragma}")
    assert keeper.report(made).state is state
    with pytest.raises(BadInputError) as caught:
        keeper.restore(made.path, NOON)
    assert str(made.path) in str(caught.value)
    assert "Nothing was changed" in str(caught.value)
    assert keeper.all() == (made,)
    assert len(store.attempts(limit=10)) == 3


@pytest.mark.parametrize("content", [b"", b"my notes\n" * 500])
def test_files_of_other_kinds_are_refused(keeper: Backups, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "notes.db"
    other.write_bytes(content)
    with pytest.raises(BadInputError):
        keeper.restore(other, NOON)
    with pytest.raises(BadInputError, match="no backup"):
        keeper.restore(tmp_path / "gone.db", NOON)


def test_a_restore_waits_for_others_and_says_when_they_do_not_end(
    keeper: Backups, store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keeper.create(BackupKind.MANUAL, NOON)
    store.add_session(SESSION)
    monkeypatch.setattr("dlprep.storage.database._PRAGMAS", ("busy_timeout=0", "foreign_keys=ON"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="held"):
            keeper.restore(made.path, NOON)
    assert len(store.sessions(limit=10)) == 2


def test_the_backup_that_is_restored_is_not_rotated_out_by_it(keeper: Backups) -> None:
    kept = [keeper.create(BackupKind.RESTORE, _day(days)) for days in range(3)]
    keeper.restore(kept[0].path, _day(3))
    assert kept[0] in keeper.all()


def test_answers_are_kept_while_a_backup_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_STEP_PAGES", 1)
    store = _filled(path)
    session_id = store.add_session(SESSION).id or 0
    done = Event()
    keeper = Backups(path)

    def make() -> None:
        for _ in range(5):
            keeper.create(BackupKind.MANUAL, NOON)
        done.set()

    thread = Thread(target=make)
    thread.start()
    position = 0
    while not done.is_set() and position < 2000:
        store.add_attempt(attempt(session_id, position))
        position += 1
    thread.join()
    store.check()
    assert [keeper.report(one).state for one in keeper.all()] == [BackupState.SOUND] * 5
    assert len(store.attempts(limit=10_000)) == 3 + position
    store.close()


def test_the_first_change_of_a_day_makes_its_backup(path: Path) -> None:
    clock = FakeClock()
    keeper = Backups(path)
    with _filled(path) as store:
        store.keep_daily_backups(clock)
        assert keeper.all() == ()
    with open_store(path, moment=NOON) as store:
        store.keep_daily_backups(clock)
        store.add_session(SESSION)
        store.add_session(SESSION)
    (first,) = keeper.all()
    assert (first.kind, first.local_day) == (BackupKind.DAILY, clock.moment().local_day)
    clock.advance(24 * 3600)
    with open_store(path, moment=NOON) as store:
        store.keep_daily_backups(clock)
        store.add_session(SESSION)
    assert len(keeper.all()) == 2


def test_a_backup_of_the_day_that_fails_is_told_and_stops_nothing(path: Path) -> None:
    store = _filled(path)
    (path.parent / "backups").write_text("not a folder", encoding="utf-8")
    store.keep_daily_backups(FakeClock())
    session = store.add_session(SESSION)
    store.close()
    assert session.id == 2
    (notice,) = store.notices
    assert "could not be made" in str(notice)


def test_the_backup_of_the_day_is_made_once_however_many_ask(keeper: Backups) -> None:
    told: list[Message] = []
    daily = [DailyBackups(keeper, FakeClock(), told.append) for _ in range(4)]
    threads = [Thread(target=each.changed) for each in daily for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in daily:
        each.finish()
    assert len(keeper.all()) == 1
    assert told == []


def test_who_reads_a_copy_holds_nobody_up(keeper: Backups, path: Path) -> None:
    with keeper.snapshot() as first, keeper.snapshot() as second:
        assert first != second
        assert Backups(path).create_daily(NOON) is not None
        assert _answers(first) == _answers(second) == 3
    assert not list(keeper.folder.glob("reading-*"))


def test_a_copy_whose_reader_is_dead_is_cleared_away(keeper: Backups) -> None:
    with keeper.snapshot() as ours:
        left = ours.with_name("reading-4194305-1.db")
        left.touch()
        keeper.create(BackupKind.MANUAL, NOON)
        assert ours.exists()
        assert not left.exists()


@forks
@pytest.mark.parametrize("work", ["create", "restore"])
def test_a_kill_at_any_step_leaves_whole_backups_and_one_history_or_the_other(path: Path, work: str) -> None:
    command = [sys.executable, "-m", "storage.children", f"die-in-{work}", str(path)]
    child = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    steps = child.stdout.split()
    assert len(steps) > 10
    found, seen = set(), set()
    for step in steps:
        history = path.parent / step / path.name
        assert_sound(history)
        if (left := content(history.parent)) in seen:
            continue
        seen.add(left)
        with open_store(history, moment=NOON) as store:
            assert store.notices == ()
            store.check()
            answers = len(store.attempts(limit=100))
            store.add_session(SESSION)
        keeper = Backups(history)
        reports = [keeper.report(one) for one in keeper.all()]
        assert {report.state for report in reports} == {BackupState.SOUND}
        if work == "create":
            assert answers == 5
        elif answers == 2:
            assert 5 in {report.answers for report in reports}, "what was there before is kept"
        found.add(answers)
        keeper.create(BackupKind.MANUAL, NOON)
        assert not {"making.db", "restoring.db"} & {file.name for file in keeper.folder.iterdir()}
    assert found == ({5} if work == "create" else {2, 5})
