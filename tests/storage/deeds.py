"""What is done to a history again and again until the process is killed, and what must be left of it.

`python -m storage.deeds NAME PATH` forks a process for each line of input. It does its deed without end and
says a word of each that the store has acknowledged.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Verdict
from dlprep.domain.keeping.backups import BEFORE, BackupKind, BackupState
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage.backups import Backups
from dlprep.storage.store import SqliteStore, open_store
from interviewing_samples import INTERVIEW, grade, turn
from storage.children import make_old, say
from storage.samples import NOON, SAYING, SESSION, SUBMISSION, attempt, report

if TYPE_CHECKING:
    from collections.abc import Callable

GRADE = grade(Status.COVERED, Status.WRONG, Status.MAYBE)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done until killed."""

    do: Callable[[Path], None]
    """In the process that is killed."""
    check: Callable[[Path, list[str], int], None]
    """Asserts that what was said is there, after so many kills: each may hit between doing and saying."""
    words: int = 5
    """How many are said before it is killed, at most."""


def _answer(path: Path) -> None:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        say(store.add_attempt(attempt(session_id, position)).id)


def _are_answered(path: Path, said: list[str], kills: int) -> None:
    with _opened(path) as store:
        kept = {str(each.id) for each in store.attempts(limit=len(said) + kills)}
    assert kept.issuperset(said)
    assert len(said) == len(set(said))


def _take_back(path: Path) -> None:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    while True:
        kept = store.add_attempt(attempt(session_id))
        store.undo_attempt(kept.id or 0, NOON.at)
        say(kept.id)


def _are_taken_back(path: Path, said: list[str], kills: int) -> None:
    with _opened(path) as store:
        undone = {str(each.id) for each in store.attempts(limit=len(said) + kills) if each.undone_at}
    assert undone.issuperset(said)


def _grade(path: Path) -> None:
    """Holds interviews of two exchanges, each answer with its grade."""
    store = open_store(path, moment=NOON)
    while True:
        number = store.add_interview(INTERVIEW).id or 0
        for place in (0, 2):
            store.save_interview_draft(number, f"draft before {place}")
            store.add_turn(number, turn(place, TurnKind.QUESTION, question_id="mid-0"))
            store.add_turn(number, turn(place + 1, TurnKind.ANSWER, question_id="mid-0", grade=GRADE))
            say(f"{number}:{place + 1}")
        store.end_interview(number, NOON.at, score=50, bar="hire")
        say(f"{number}:ended")


def _are_graded(path: Path, said: list[str], kills: int) -> None:
    with _opened(path) as store:
        for word in said:
            number, _, what = word.partition(":")
            interview = store.interview(int(number))
            assert interview is not None
            if what == "ended":
                assert interview.ended_at == NOON.at
            else:
                assert interview.turns[int(what)].grade == GRADE
                assert interview.draft in ("", "draft before 2")
        ended = [one.score for one in store.interviews(limit=len(said) + kills) if one.ended_at is not None]
    assert set(ended) <= {50}


def _run(path: Path) -> None:
    store = open_store(path, moment=NOON)
    while True:
        number = store.start_run(SUBMISSION, NOON)
        say(f"{number}:started")
        store.finish_run(number, report(), NOON.at)
        say(f"{number}:finished")


def _are_run(path: Path, said: list[str], kills: int) -> None:
    """A run whose process was killed is interrupted when the next one looks, and none else."""
    with _opened(path) as store:
        assert store.interrupt_runs(NOON.at) <= kills
        runs = {run.id: run for run in store.runs(limit=len(said) + kills)}
    for word in said:
        number, _, what = word.partition(":")
        run = runs[int(number)]
        if what == "finished":
            assert (run.verdict, run.curve) == (Verdict.PASS, report().curve)
        assert run.ended_at is not None
        assert run.interrupted == (run.verdict is None)


def _draft(path: Path) -> None:
    store = open_store(path, moment=NOON)
    for number in count(int(store.draft("digits") or 0) + 1):
        store.save_draft("digits", str(number), NOON.at)
        say(number)


def _is_drafted(path: Path, said: list[str], kills: int) -> None:
    with _opened(path) as store:
        draft = int(store.draft("digits") or 0)
    last = int(said[-1]) if said else 0
    assert last <= draft <= last + kills


def _migrate(path: Path) -> None:
    """Brings one old history after the other up to date; says of each when it is there to be opened."""
    for number in count(1):
        history = path.parent / f"old-{os.getpid()}-{number}" / path.name
        making = path.parent / "making" / path.name
        making.parent.mkdir(exist_ok=True)
        make_old(making, 1 + number % 2)
        making.parent.rename(history.parent)
        say(history.parent.name)
        open_store(history, moment=NOON).close()


def _are_migrated(path: Path, said: list[str], kills: int) -> None:
    discarded = path.parent / "making"
    for word in said:
        history = path.parent / word / path.name
        with open_store(history, moment=NOON) as store:
            assert store.flagged() == {"cnn-1"}
            store.add_session(SESSION)
        assert_sound(history)
        assert not list(history.parent.glob("*.damaged-*"))
    for folder in (discarded, *(path.parent / word for word in said)):
        _remove(folder)


def _fold(path: Path) -> None:
    """Takes answers into cards a few at a time; takes some back, and corrects the rating of others."""
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        answered = store.add_attempt(attempt(session_id, position)).id or 0
        if position % 5 == 3:
            store.undo_attempt(answered - 2, NOON.at)
        if position % 7 == 5:
            store.correct_rating(ReviewKey(Source.ATTEMPT, answered - 3), Rating.AGAIN, NOON.at)
        if position % 3 == 0:
            store.fold_reviews(limit=2)
        say(answered)


def _are_folded(path: Path, said: list[str], kills: int) -> None:
    """The cards, brought up to date, are those that the whole history folds into."""
    _are_answered(path, said, kills)
    anew = path.with_name("anew.db")
    shutil.copyfile(path, anew)
    with closing(sqlite3.connect(anew)) as connection, connection:
        for table in ("cards", "card_checkpoints", "card_gaps"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these
    cards = []
    for history in (path, anew):
        with _opened(history) as store:
            while store.fold_reviews(limit=500):
                pass
            cards.append(set(map(repr, store.cards())))
    assert cards[0] == cards[1] != set()


def _say(path: Path) -> None:
    """Says something of readiness every day, and twice on every second day."""
    store = open_store(path, moment=NOON)
    days = [saying.day for saying in store.sayings()]
    for number in count(max(((day - SAYING.day).days for day in days), default=0) + 1):
        day = SAYING.day + timedelta(days=number)
        store.keep_saying(replace(SAYING, day=day, now=0.25))
        if number % 2:
            store.keep_saying(replace(SAYING, day=day, now=0.5))
        say(number)


def _are_said(path: Path, said: list[str], kills: int) -> None:
    """There is a row a day, and it holds what was said last."""
    with _opened(path) as store:
        kept = {(one.day - SAYING.day).days: one.now for one in store.sayings()}
        rows = len(store.sayings())
    assert kept.keys() >= {int(word) for word in said}
    assert rows == len(kept)
    assert {kept[int(word)] for word in said if int(word) % 2} <= {0.5}
    assert {now for number, now in kept.items() if not number % 2} <= {0.25}


def _back_up(path: Path) -> None:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        answered = store.add_attempt(attempt(session_id, position)).id
        backup = Backups(path).create(BackupKind.MANUAL, NOON)
        say(f"{answered}:{backup.path.name}")


def _are_backed_up(path: Path, said: list[str], kills: int) -> None:
    """Whatever bears the name of a backup is sound, and has what was there when it was made."""
    _are_answered(path, [word.partition(":")[0] for word in said], kills)
    backups = Backups(path)
    assert all(backups.report(one).state is BackupState.SOUND for one in backups.all())
    for word in said:
        answered, _, name = word.partition(":")
        assert int(answered) in _column(backups.folder / name, "id")
    for one in backups.all():
        one.path.unlink()


def _restore(path: Path) -> None:
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


def _are_restored(path: Path, said: list[str], kills: int) -> None:
    """Every answer is in the history or in a backup, and a restore that was acknowledged took it away.

    Only so many copies from before a restore are kept, and with them what was answered last.
    """
    backups = Backups(path)
    _opened(path).close()
    assert_sound(path)
    assert all(backups.report(one).state is BackupState.SOUND for one in backups.all())
    here = _column(path, "duration_seconds")
    kept = {mark for one in backups.all() for mark in _column(one.path, "duration_seconds")}
    marks = {what: [word for word in said if word.startswith(what)] for what in ("answered", "restored")}
    assert here | kept >= {_mark(word) for word in marks["answered"][-BEFORE:]}
    assert here.isdisjoint(map(_mark, marks["restored"]))
    for one in backups.all():
        one.path.unlink()


def _mark(word: str) -> float:
    return float(word.partition(":")[2])


def _column(history: Path, name: str) -> set[float]:
    with closing(sqlite3.connect(history)) as connection:
        return {value for (value,) in connection.execute(f"SELECT {name} FROM attempts")}  # noqa: S608 - ours


def _remove(folder: Path) -> None:
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    if folder.exists():
        folder.rmdir()


DEEDS = {
    "answering": Deed(_answer, _are_answered),
    "taking-back": Deed(_take_back, _are_taken_back),
    "grading": Deed(_grade, _are_graded),
    "running": Deed(_run, _are_run),
    "drafting": Deed(_draft, _is_drafted),
    "folding": Deed(_fold, _are_folded),
    "saying": Deed(_say, _are_said),
    "backing-up": Deed(_back_up, _are_backed_up, words=2),
    "restoring": Deed(_restore, _are_restored, words=4),
    "migrating": Deed(_migrate, _are_migrated, words=2),
}


def assert_sound(path: Path) -> None:
    """Asserts that SQLite finds nothing wrong in the whole file."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _opened(path: Path) -> SqliteStore:
    store = open_store(path, moment=NOON)
    assert store.notices == ()
    return store


def _fork_for_each_line(name: str, path: Path) -> None:
    """For each line of input: does a deed in a process of its own, says its number, and “dead” in the end."""
    import_module("alembic.command")
    report()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say(os.getpid())
            DEEDS[name].do(path)
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    _fork_for_each_line(sys.argv[1], Path(sys.argv[2]))
