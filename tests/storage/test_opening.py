"""What lies at the history's path is used, made, or set aside; never overwritten, never deleted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import StorageError
from dlprep.domain.keeping.backups import BackupKind
from dlprep.storage.backups import Backups
from dlprep.storage.store import open_store
from dlprep.storage.tables import SCHEMA_VERSION
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage.conftest import Open

ASIDE = "history.db.damaged-20260314T120000Z"


def _history(path: Path, answers: int = 5) -> None:
    """Leaves a history of some pages at `path`."""
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in range(answers):
        store.add_attempt(attempt(session_id, position))
    for number in range(20):
        store.save_draft(f"draft-{number}", "x = 1\n" * 200, NOON.at)
    store.close()


def _execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def _empty(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("my notes on convolution\n" * 100, encoding="utf-8")


def _short_text(path: Path) -> None:
    path.write_bytes(b"hi")


def _zeroed_header(path: Path) -> None:
    _history(path)
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])


def _half(path: Path) -> None:
    _history(path)
    os.truncate(path, path.stat().st_size // 2)


def _garbage_page(path: Path) -> None:
    _history(path)
    content = bytearray(path.read_bytes())
    content[-4096:] = os.urandom(4096)
    path.write_bytes(content)


def _missing_table(path: Path) -> None:
    _history(path)
    _execute(path, "DROP TABLE drafts")


DAMAGED = [_empty, _text, _short_text, _zeroed_header, _half, _garbage_page, _missing_table]


def test_a_missing_history_is_made_with_its_folders(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "数据 %20?#'" / "dlprep" / "history.db"
    store = opened(path)
    store.save_draft("digits", "x", NOON.at)
    store.close()
    assert store.notices == ()
    assert opened(path).draft("digits") == "x"


def test_a_healthy_history_is_opened_as_it_is(path: Path, opened: Open) -> None:
    _history(path)
    store = opened(path)
    assert store.notices == ()
    assert len(store.attempts(limit=10)) == 5
    store.check()


@pytest.mark.parametrize("damage", DAMAGED, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_file_is_set_aside_as_it_is(
    path: Path, damage: Callable[[Path], None], opened: Open
) -> None:
    damage(path)
    before = path.read_bytes()
    store = opened(path)
    assert path.with_name(ASIDE).read_bytes() == before
    (notice,) = store.notices
    assert ASIDE in str(notice)
    assert store.attempts(limit=10) == ()
    store.add_session(SESSION)
    store.close()
    assert opened(path).notices == ()


def test_a_folder_in_the_way_is_set_aside_with_what_it_holds(path: Path, opened: Open) -> None:
    path.mkdir()
    (path / "inside").write_text("kept", encoding="utf-8")
    (notice,) = opened(path).notices
    assert ASIDE in str(notice)
    assert (path.with_name(ASIDE) / "inside").read_text(encoding="utf-8") == "kept"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_way_is_set_aside_without_waiting_for_a_writer(path: Path, opened: Open) -> None:
    os.mkfifo(path)
    opened(path)
    assert path.with_name(ASIDE).is_fifo()


def test_a_link_to_nothing_is_set_aside(path: Path, tmp_path: Path, opened: Open) -> None:
    path.symlink_to(tmp_path / "gone" / "history.db")
    opened(path).close()
    assert path.with_name(ASIDE).is_symlink()
    assert path.is_file()
    assert not path.is_symlink()


def test_a_link_to_a_history_is_followed(path: Path, tmp_path: Path, opened: Open) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "real.db"
    _history(target)
    path.symlink_to(target)
    store = opened(path)
    assert store.notices == ()
    store.add_session(SESSION)
    store.close()
    assert path.is_symlink()
    assert len(opened(target).sessions(limit=10)) == 2


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "newer"),
        ("PRAGMA application_id = 1234", "foreign"),
        ("PRAGMA application_id = 0", "foreign"),
    ],
)
def test_a_newer_or_foreign_database_is_set_aside_untouched(
    path: Path, statement: str, kind: str, opened: Open
) -> None:
    _history(path)
    _execute(path, statement)
    before = path.read_bytes()
    store = opened(path)
    aside = path.with_name(f"history.db.{kind}-20260314T120000Z")
    assert aside.read_bytes() == before
    assert [str(aside) in str(notice) for notice in store.notices] == [True]
    assert store.sessions(limit=10) == ()


def test_what_was_set_aside_is_never_overwritten(path: Path, opened: Open) -> None:
    for content in (b"first", b"second", b"third"):
        path.write_bytes(content)
        opened(path).close()
        path.unlink()
    kept = sorted(file.read_bytes() for file in path.parent.glob("history.db.damaged-*"))
    assert kept == [b"first", b"second", b"third"]


def test_an_emptied_file_takes_its_log_and_journal_along(path: Path, opened: Open) -> None:
    _empty(path)
    path.with_name("history.db-wal").write_bytes(b"log")
    path.with_name("history.db-journal").write_bytes(b"journal")
    opened(path).close()
    assert path.with_name(ASIDE + "-wal").read_bytes() == b"log"
    assert path.with_name(ASIDE + "-journal").read_bytes() == b"journal"


def test_a_log_without_its_database_is_set_aside_and_not_taken_in(path: Path, opened: Open) -> None:
    path.with_name("history.db-wal").write_bytes(b"log")
    store = opened(path)
    assert len(store.notices) == 1
    assert path.with_name(ASIDE + "-wal").read_bytes() == b"log"
    assert store.sessions(limit=1) == ()


def test_a_journal_left_by_a_crash_is_rolled_back_and_not_called_damage(path: Path, opened: Open) -> None:
    _history(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE drafts SET code = code || 'half-done'")
    # Copied in mid-transaction, the pair is what a crash leaves.
    crashed = path.parent / "crashed" / "history.db"
    crashed.parent.mkdir()
    for ending in ("", "-journal"):
        crashed.with_name("history.db" + ending).write_bytes(
            path.with_name("history.db" + ending).read_bytes()
        )
    connection.close()
    assert crashed.with_name("history.db-journal").stat().st_size > 0
    store = opened(crashed)
    assert store.notices == ()
    assert store.draft("draft-0") == "x = 1\n" * 200
    store.check()


def test_half_a_new_database_left_by_a_crash_is_not_taken_for_the_history(path: Path, opened: Open) -> None:
    path.with_name("history.db-new").write_bytes(b"half")
    store = opened(path)
    assert store.notices == ()
    store.add_session(SESSION)
    assert not path.with_name("history.db-new").exists()


def test_damage_met_while_running_is_said_and_checked_at_the_next_start(
    path: Path, monkeypatch: pytest.MonkeyPatch, opened: Open
) -> None:
    monkeypatch.setattr("dlprep.storage.opening._CHECKED_BYTES", 0)
    _history(path)
    _garbage_page(path)
    store = opened(path)
    assert store.notices == ()
    with pytest.raises(StorageError, match="damaged"):
        store.check()
    store.close()
    (notice,) = opened(path).notices
    assert "damaged" in str(notice)
    assert not path.with_name("history.db-check").exists()


def test_a_file_that_passes_the_check_is_not_checked_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, opened: Open
) -> None:
    _history(path)
    path.with_name("history.db-check").touch()
    assert opened(path).notices == ()
    assert not path.with_name("history.db-check").exists()


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        opened(tmp_path / "data" / "history.db")
    assert str(tmp_path / "data" / "history.db") in str(caught.value)
    assert caught.value.way_out is not None


def test_a_damaged_history_points_to_its_backups(path: Path, opened: Open) -> None:
    _history(path)
    made = Backups(path).create(BackupKind.MANUAL, NOON)
    _garbage_page(path)
    store = opened(path)
    _, way_back = store.notices
    assert "dlprep backup restore newest" in str(way_back)
    Backups(path).restore(made.path, NOON)
    assert len(store.attempts(limit=10)) == 5
