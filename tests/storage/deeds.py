"""What is done to a history again and again until the process is killed, and what must be left of it.

`python -m storage.deeds` forks a process for each line of input, which names a deed and a path. The process
does it without end and says a word of each time that the store has acknowledged.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections import defaultdict
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
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.storage.store import open_store
from interviewing_samples import INTERVIEW, grade, turn
from storage import deeds_of_files as of_files
from storage.children import say
from storage.looking import without_notices
from storage.samples import NOON, PLAN, SAYING, SESSION, SUBMISSION, attempt, report

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
    is_kept: bool = True
    """Whether the check holds for all that was ever said, not only for what was said since the last one."""


def _answer(path: Path) -> None:
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        say(store.add_attempt(attempt(session_id, position)).id)


def _are_answered(path: Path, said: list[str], kills: int) -> None:
    with without_notices(path) as store:
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
    with without_notices(path) as store:
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
    with without_notices(path) as store:
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
    with without_notices(path) as store:
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
    with without_notices(path) as store:
        draft = int(store.draft("digits") or 0)
    last = int(said[-1]) if said else 0
    assert last <= draft <= last + kills


def _fold(path: Path) -> None:
    """Takes answers into cards a few at a time; takes some back, and corrects the rating of others."""
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        answered = store.add_attempt(attempt(session_id, position)).id or 0
        say(f"answered:{answered}")
        if position % 5 == 3:
            store.undo_attempt(answered - 2, NOON.at)
            say(f"undone:{answered - 2}")
        if position % 7 == 5:
            store.correct_rating(ReviewKey(Source.ATTEMPT, answered - 3), Rating.AGAIN, NOON.at)
            say(f"corrected:{answered - 3}")
        if position % 3 == 0:
            store.fold_reviews(limit=2)


def _are_folded(path: Path, said: list[str], kills: int) -> None:
    """The cards, brought up to date, are those that the whole history folds into."""
    told = _numbers(said)
    _are_answered(path, told["answered"], kills)
    with without_notices(path) as store:
        answers = {str(each.id): each for each in store.attempts(limit=2 * (len(said) + kills))}
        corrected = {str(key.id): rating for key, rating in store.corrected_ratings().items()}
    assert all(answers[number].undone_at for number in told["undone"])
    assert all(corrected[number] is Rating.AGAIN for number in told["corrected"])
    _cards_agree(path)


def _cards_agree(path: Path) -> None:
    anew = path.with_name("anew.db")
    shutil.copyfile(path, anew)
    with closing(sqlite3.connect(anew)) as connection, connection:
        for table in ("cards", "card_checkpoints", "card_gaps"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these
    cards = []
    for history in (path, anew):
        with without_notices(history) as store:
            while store.fold_reviews(limit=500):
                pass
            cards.append(set(map(repr, store.cards())))
    assert cards[0] == cards[1]


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
    with without_notices(path) as store:
        kept = {(one.day - SAYING.day).days: one.now for one in store.sayings()}
        rows = len(store.sayings())
    assert kept.keys() >= {int(word) for word in said}
    assert rows == len(kept)
    assert {kept[int(word)] for word in said if int(word) % 2} <= {0.5}
    assert {now for number, now in kept.items() if not number % 2} <= {0.25}


def _begin_anew(path: Path) -> None:
    """Begins a topic anew after every third answer, and lets its answers count again after every sixth."""
    names = {planned.question_id for planned in PLAN}
    store = open_store(path, moment=NOON)
    session_id = store.add_session(SESSION).id or 0
    for position in count():
        say(f"answered:{store.add_attempt(attempt(session_id, position)).id}")
        store.fold_reviews(limit=2)
        if position % 3 == 1:
            reset = store.reset_topic("cnn", names, NOON)
            say(f"reset:{reset.id}")
            if position % 6 == 4:
                store.undo_reset(reset.id, NOON.at)
                say(f"back:{reset.id}")


def _are_begun_anew(path: Path, said: list[str], kills: int) -> None:
    """Just the answers that a standing reset took are out of the count, and the cards follow."""
    told = _numbers(said)
    _are_answered(path, told["answered"], kills)
    with without_notices(path) as store:
        undone = {str(one.id): one.undone_at is not None for one in store.resets()}
    assert undone.keys() >= set(told["reset"])
    assert all(undone[number] for number in told["back"])
    with closing(sqlite3.connect(path)) as connection:
        taken = connection.execute(
            "SELECT attempt_id FROM reset_attempts JOIN resets ON resets.id = reset_id "
            "WHERE resets.undone_at IS NULL"
        )
        out = connection.execute("SELECT id FROM attempts WHERE undone_at IS NOT NULL")
        assert set(taken) == set(out)
    _cards_agree(path)


def _numbers(said: list[str]) -> dict[str, list[str]]:
    """By what was said to be done: to what."""
    numbers = defaultdict(list)
    for word in said:
        what, _, number = word.partition(":")
        numbers[what].append(number)
    return numbers


DEEDS = {
    "answering": Deed(_answer, _are_answered),
    "taking-back": Deed(_take_back, _are_taken_back),
    "grading": Deed(_grade, _are_graded),
    "running": Deed(_run, _are_run),
    "drafting": Deed(_draft, _is_drafted),
    "folding": Deed(_fold, _are_folded),
    "saying": Deed(_say, _are_said),
    "resetting": Deed(_begin_anew, _are_begun_anew, words=6),
    "backing-up": Deed(of_files.back_up, of_files.are_backed_up, words=2, is_kept=False),
    "restoring": Deed(of_files.restore, of_files.are_restored, words=4, is_kept=False),
    "migrating": Deed(of_files.migrate, of_files.are_migrated, words=2, is_kept=False),
    "importing": Deed(of_files.import_histories, of_files.are_imported, words=4, is_kept=False),
}


def _fork_for_each_line() -> None:
    """For each line of input: does a deed in a process of its own, says its number, and “dead” in the end.

    What each of them would have to find out first, such as how rows become objects, is found out before.
    """
    import_module("alembic.command")
    of_files.exported()
    for line in sys.stdin:
        name, _, path = line.rstrip("\n").partition(" ")
        child = os.fork()
        if child == 0:
            say(os.getpid())
            DEEDS[name].do(Path(path))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    _fork_for_each_line()
