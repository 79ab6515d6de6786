"""The made-up histories of the benchmarks: by seed, readable to the last row, and of somebody who learns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from benchmarks.histories import History, fill
from benchmarks.simulated_learner import items_of

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Attempt, Confidence
from dlprep.storage.store import SqliteStore, open_store
from factory import bank, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ATTEMPTS = 3000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[History, SqliteStore]]:
    path = tmp_path_factory.mktemp("made") / "history.db"
    history = fill(path, ATTEMPTS)
    with open_store(path, moment=history.last) as store:
        yield history, store


def _attempts(store: SqliteStore) -> list[Attempt]:
    return list(reversed(store.attempts(limit=10 * ATTEMPTS)))


def test_every_row_can_be_read(made: tuple[History, SqliteStore]) -> None:
    history, store = made
    sessions = store.sessions(limit=ATTEMPTS)
    assert len(_attempts(store)) == history.attempts == ATTEMPTS
    assert len(sessions) == history.sessions
    assert len(store.interviews(limit=ATTEMPTS)) == history.interviews > 5
    assert len(store.runs(limit=ATTEMPTS)) == history.runs > 10
    assert all(store.session(record.id) for record in sessions)
    assert all(store.interview(record.id) for record in store.interviews(limit=ATTEMPTS))
    assert store.flagged()
    assert store.diagnoses()
    store.check()


def test_the_last_session_is_open_and_no_other(made: tuple[History, SqliteStore]) -> None:
    history, store = made
    left = store.unfinished_session()
    assert left is not None
    assert (left.id, left.started_at) == (history.sessions, history.last.at)
    assert sum(record.ended_at is None for record in store.sessions(limit=ATTEMPTS)) == 1


def test_the_learner_gets_better_and_knows_when(made: tuple[History, SqliteStore]) -> None:
    attempts = [each for each in _attempts(made[1]) if each.undone_at is None]
    third = len(attempts) // 3
    assert _share_right(attempts[-third:]) > _share_right(attempts[:third]) + 0.1
    by_confidence = {
        felt: _share_right([each for each in attempts if each.confidence is felt]) for felt in Confidence
    }
    assert (
        by_confidence[Confidence.SURE] > by_confidence[Confidence.THINK_SO] > by_confidence[Confidence.GUESS]
    )


def test_there_is_some_of_everything(made: tuple[History, SqliteStore]) -> None:
    attempts = _attempts(made[1])
    assert {each.grade for each in attempts} >= {Grade.CORRECT, Grade.INCORRECT, Grade.UNGRADED}
    assert {each.language for each in attempts} == {"zh", "en"}
    assert any(each.undone_at for each in attempts)
    assert any(each.hints_used for each in attempts)
    assert len({record.mode for record in made[1].sessions(limit=ATTEMPTS)}) == 4
    hours = Counter((each.answered_at.hour + 8) % 24 for each in attempts)
    assert hours[20] > hours[8] > hours[4]


def test_the_same_seed_makes_the_same_history(tmp_path: Path) -> None:
    told = []
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        path = tmp_path / name / "history.db"
        path.parent.mkdir()
        with open_store(path, moment=fill(path, 200, seed=seed).last) as store:
            told.append((store.attempts(limit=300), store.sessions(limit=300), store.runs(limit=300)))
    assert told[0] == told[1] != told[2]


def test_questions_of_a_bank_are_answered_in_their_own_form(tmp_path: Path) -> None:
    asked = bank(question("single"), question("multi"), question("open"), question("numeric"))
    path = tmp_path / "history.db"
    with open_store(path, moment=fill(path, 60, items=items_of(asked)).last) as store:
        given = {each.planned.question_id: type(each.answer).__name__ for each in _answered(store)}
    forms = {asked.questions[name].type: answer for name, answer in given.items()}
    assert forms == {"single": "ChoiceAnswer", "multi": "ChoicesAnswer", "open": "OpenAnswer"}


def _answered(store: SqliteStore) -> list[Attempt]:
    return [each for each in _attempts(store) if type(each.answer).__name__ != "SkippedAnswer"]


def _share_right(attempts: list[Attempt]) -> float:
    return sum(each.grade is Grade.CORRECT for each in attempts) / len(attempts)
