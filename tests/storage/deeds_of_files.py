"""Deeds that put one file in place of another, or fill one: backing up, restoring, migrating, importing."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
from contextlib import closing
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from dlprep.domain.keeping.backups import BEFORE, BackupKind
from dlprep.storage.archive import Archive
from dlprep.storage.backups import Backups
from dlprep.storage.store import open_store
from storage.children import make_old, say
from storage.looking import assert_backups_sound, assert_sound, column, without_notices
from storage.old_histories import full_history
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path

_IMPORTED_ANSWERS = 300
"""Beside a row in every table: so many that a kill is likely to hit half-way."""


def migrate(path: Path) -> None:
    """Brings one old history after the other up to date; says of each when it is there to be opened."""
    for number in count(1):
        history = path.parent / f"old-{os.getpid()}-{number}" / path.name
        making = path.parent / "making" / path.name
        making.parent.mkdir(exist_ok=True)
        make_old(making, 1 + number % 2)
        making.parent.rename(history.parent)
        say(history.parent.name)
        open_store(history, moment=NOON).close()


def are_migrated(path: Path, said: list[str], kills: int) -> None:
    for word in said:
        history = path.parent / word / path.name
        with open_store(history, moment=NOON) as store:
            assert store.flagged() == {"cnn-1"}
            store.add_session(SESSION)
        assert_sound(history)
        assert_backups_sound(history)
        assert not list(history.parent.glob("*.damaged-*"))
    for name in ("making", *said):
        shutil.rmtree(path.parent / name, ignore_errors=True)


def back_up(path: Path) -> None:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        answered = store.add_attempt(attempt(session_id, position)).id
        backup = Backups(path).create(BackupKind.MANUAL, NOON)
        say(f"{answered}:{backup.path.name}")


def are_backed_up(path: Path, said: list[str], kills: int) -> None:
    """Whatever bears the name of a backup is sound, and has what was there when it was made."""
    folder = Backups(path).folder
    assert_backups_sound(path)
    here = column(path, "id")
    for word in said:
        answered, _, name = word.partition(":")
        assert int(answered) in here
        # They are removed below, so that those of earlier kills are gone.
        assert int(answered) in column(folder / name, "id")
    _remove_backups(path)


def restore(path: Path) -> None:
    """Backs up, answers, and puts the backup in place again: the answer goes to the copy that is kept.

    Numbers of answers come again after that, so that each bears one of its own as its duration.
    """
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    own = 1e6 * session_id
    for position in count():
        backup = Backups(path).create(BackupKind.MANUAL, NOON)
        mark = own + os.getpid() + position / 1000
        store.add_attempt(attempt(session_id, position, duration_seconds=mark))
        say(f"answered:{mark}")
        Backups(path).restore(backup.path, NOON)
        say(f"restored:{mark}")
        store.add_attempt(attempt(session_id, position))


def are_restored(path: Path, said: list[str], kills: int) -> None:
    """Every answer is in the history or in a backup, and a restore that was acknowledged took it away.

    Only so many copies from before a restore are kept, and with them what was answered last.
    """
    without_notices(path).close()
    assert_backups_sound(path)
    here = column(path, "duration_seconds")
    kept = {mark for one in Backups(path).all() for mark in column(one.path, "duration_seconds")}
    marks = {what: [word for word in said if word.startswith(what)] for what in ("answered", "restored")}
    assert here | kept >= {_mark(word) for word in marks["answered"][-BEFORE:]}
    assert here.isdisjoint(map(_mark, marks["restored"]))
    _remove_backups(path)


def import_histories(path: Path) -> None:
    """Reads the same export into one empty history after the other."""
    text = exported()
    _export(path).write_text(text, encoding="utf-8")
    for number in count(1):
        history = path.parent / f"new-{os.getpid()}-{number}" / path.name
        open_store(history, moment=NOON).close()
        say(f"{history.parent.name}:begun")
        Archive(history).read(io.StringIO(text), "history.json", NOON)
        say(f"{history.parent.name}:imported")


def are_imported(path: Path, said: list[str], kills: int) -> None:
    """All of the export is there, or nothing: then it can be read in as before."""
    begun, imported = (
        {name for name, _, what in (word.partition(":") for word in said) if what == wanted}
        for wanted in ("begun", "imported")
    )
    assert len(begun - imported) <= kills
    text = _export(path).read_text(encoding="utf-8")
    for name in begun:
        history = path.parent / name / path.name
        without_notices(history).close()
        assert_sound(history)
        assert_backups_sound(history)
        if not column(history, "id"):
            assert name not in imported
            Archive(history).read(io.StringIO(text), "history.json", NOON)
        assert _document(history) == text
    for folder in path.parent.glob("new-*"):
        shutil.rmtree(folder)


@cache
def exported() -> str:
    """What is imported: a row in every table, and many answers."""
    path = full_history().with_name("to-export.db")
    shutil.copyfile(full_history(), path)
    with closing(sqlite3.connect(path)) as connection, connection:
        cursor = connection.execute("SELECT * FROM attempts LIMIT 1")
        names = [column[0] for column in cursor.description]
        first = dict(zip(names, cursor.fetchone(), strict=True))
        more = [{**first, "id": None, "position": 100 + number} for number in range(_IMPORTED_ANSWERS)]
        places = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO attempts VALUES ({places})", more)  # noqa: S608 - our own names
    return _document(path)


def _document(path: Path) -> str:
    with Archive(path).document() as lines:
        return "".join(f"{line}\n" for line in lines)


def _export(path: Path) -> Path:
    return path.with_name("history.json")


def _mark(word: str) -> float:
    return float(word.partition(":")[2])


def _remove_backups(path: Path) -> None:
    for one in Backups(path).all():
        one.path.unlink()
