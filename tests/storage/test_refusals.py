"""When the disk refuses: a sentence with path and way out, what was kept stays, trying again works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from dlprep.domain.errors import StorageError
from dlprep.storage.store import SqliteStore, open_store
from storage.children import environment
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.conftest import Open


def test_a_deleted_history_is_noticed_before_an_answer_is_lost(path: Path, opened: Open) -> None:
    store = opened(path)
    session_id = store.add_session(SESSION).id or 0
    aside = path.rename(path.with_name("moved.db"))
    with pytest.raises(StorageError, match="moved, deleted or replaced"):
        store.add_attempt(attempt(session_id))
    aside.rename(path)
    kept = store.add_attempt(attempt(session_id))
    assert store.attempts(limit=10) == (kept,)


def test_a_replaced_history_is_noticed_and_not_written_to(path: Path, opened: Open) -> None:
    store = opened(path)
    path.rename(path.with_name("moved.db"))
    other = opened(path)
    with pytest.raises(StorageError, match="moved, deleted or replaced"):
        store.add_session(SESSION)
    assert other.sessions(limit=10) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no RLIMIT_FSIZE")
def test_a_file_that_may_not_grow_keeps_its_rows_and_takes_more_afterwards(path: Path) -> None:
    command = [sys.executable, "-m", "storage.children", "fill-small-disk", str(path)]
    child = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    *kept, refusal, retried = child.stdout.splitlines()
    assert refusal.startswith("StorageError")
    assert str(path) in refusal
    assert "try again" in refusal
    with open_store(path, moment=NOON) as store:
        assert store.notices == ()
        ids = [each.id for each in reversed(store.attempts(limit=100_000))]
        assert ids == [int(number) for number in (*kept, retried)]
        store.check()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or not hasattr(os, "getuid") or os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], check=False)
    if made.returncode != 0:
        pytest.skip("this system does not let even root mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def _answer_until_refused(store: SqliteStore, session_id: int) -> tuple[list[int | None], StorageError]:
    kept: list[int | None] = []
    while True:
        try:
            kept.append(store.add_attempt(attempt(session_id, len(kept))).id)
        except StorageError as refusal:
            return kept, refusal


def test_a_full_disk_keeps_its_rows_and_takes_more_when_there_is_room(small_disk: Path) -> None:
    path = small_disk / "history.db"
    with open_store(path, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        filler = small_disk / "filler"
        filler.write_bytes(bytes(200_000))
        kept, refusal = _answer_until_refused(store, session_id)
        assert refusal.what.template.startswith("The disk is full")
        assert str(path) in str(refusal)
        assert [each.id for each in reversed(store.attempts(limit=100_000))] == kept
        filler.unlink()
        kept.append(store.add_attempt(attempt(session_id, len(kept))).id)
        assert [each.id for each in reversed(store.attempts(limit=100_000))] == kept
        store.check()


def test_a_disk_too_full_for_a_new_history_leaves_nothing_half_made(small_disk: Path, opened: Open) -> None:
    path = small_disk / "history.db"
    filler = small_disk / "filler"
    filler.write_bytes(bytes(370_000))
    with pytest.raises(StorageError):
        opened(path)
    assert {file.name for file in small_disk.iterdir()} <= {"filler", "history.db-lock"}
    filler.unlink()
    with open_store(path, moment=NOON) as store:
        assert store.notices == ()


class Visitor:
    """A process without privileges that opens the history and writes a draft whenever it is told to."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "storage.children", "try-to-write", str(path)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )
        assert self._output.readline() == "ready\n"

    @property
    def _output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def write(self, draft: str) -> list[str]:
        """What the process says until the draft is kept or refused."""
        assert self.process.stdin is not None
        self.process.stdin.write(draft + "\n")
        self.process.stdin.flush()
        said = [self._output.readline().strip()]
        while not said[-1].startswith(("kept", "StorageError")):
            said.append(self._output.readline().strip())
        return said

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user can look into; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for place in (folder / "data", folder):
        if place.exists():
            place.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def visited(open_folder: Path) -> Iterator[tuple[Path, Visitor]]:
    """A history with one draft, and a process that may not do more with it than its mode says."""
    path = open_folder / "data" / "history.db"
    with open_store(path, moment=NOON) as store:
        store.save_draft("digits", "old", NOON.at)
    (path.parent / "warm-up").mkdir()
    visitor = Visitor(path)
    yield path, visitor
    visitor.close()


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


def _modes(path: Path, folder: int, file: int) -> None:
    for each in path.parent.glob("history.db*"):
        each.chmod(file)
    path.parent.chmod(folder)


@posix
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o777, 0o444), (0o555, 0o444)])
def test_a_read_only_history_can_be_looked_at_and_says_why_it_does_not_save(
    visited: tuple[Path, Visitor], folder: int, file: int
) -> None:
    path, visitor = visited
    path.with_name("history.db-journal").unlink(missing_ok=True)
    _modes(path, folder, file)
    looked, refused = visitor.write("new")
    assert looked == "looked old 1"
    assert str(path) in refused
    assert "Allow" in refused
    _modes(path, 0o777, 0o666)
    assert visitor.write("newer") == ["looked old 0", "kept newer"]


@posix
@pytest.mark.parametrize(("folder", "file"), [(0o777, 0o000), (0o000, 0o666)])
def test_a_history_that_cannot_be_read_is_not_taken_for_a_damaged_one(
    visited: tuple[Path, Visitor], folder: int, file: int
) -> None:
    path, visitor = visited
    _modes(path, folder, file)
    (refused,) = visitor.write("new")
    assert str(path) in refused
    _modes(path, 0o777, 0o666)
    assert visitor.write("newer") == ["looked old 0", "kept newer"]
    assert list(path.parent.glob("history.db.*")) == []


@posix
def test_a_read_only_folder_without_a_history_is_said(open_folder: Path) -> None:
    (open_folder / "warm-up").mkdir()
    visitor = Visitor(open_folder / "history.db")
    open_folder.chmod(0o555)
    (refused,) = visitor.write("new")
    assert str(open_folder / "history.db") in refused
    open_folder.chmod(0o777)
    assert visitor.write("new") == ["looked None 0", "kept new"]
    visitor.close()
