"""Interviews in a store: the fake and the real one tell the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.errors import StorageError
from dlprep.domain.interviewing.turns import Interview, TurnKind
from dlprep.domain.opinion.opinions import Discard, PointOpinion, SecondOpinion, Verdict
from dlprep.storage import schema
from dlprep.storage.database import connect
from dlprep.storage.store import open_store
from fakes import FakeStore
from interviewing_samples import INTERVIEW, PLAN, TURNS, turn
from storage.samples import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.services.ports import InterviewStore
    from storage.conftest import Open

LATER = NOON.at + timedelta(minutes=45)


@pytest.fixture(params=["fake", "sqlite"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[InterviewStore]:
    if request.param == "fake":
        yield FakeStore()
    else:
        with open_store(path, moment=NOON) as opened:
            yield opened


def _kept(store: InterviewStore) -> int:
    kept = store.add_interview(INTERVIEW)
    assert kept.id is not None
    return kept.id


def _found(store: InterviewStore, interview_id: int) -> Interview:
    found = store.interview(interview_id)
    assert found is not None
    return found


def test_an_empty_history_has_no_interview(store: InterviewStore) -> None:
    assert store.interview(1) is None
    assert store.unfinished_interview() is None
    assert store.open_interview() is None
    assert store.interviews(limit=5) == ()
    assert store.recent_questions(limit=5) == ()


def test_an_opinion_comes_later_and_changes_nothing_else(store: InterviewStore) -> None:
    number = _kept(store)
    for each in TURNS:
        store.add_turn(number, each)
    opinion = SecondOpinion(
        "tiny",
        (PointOpinion("infer", Verdict.PARTIAL, "词 words \ud800", agrees=False, contested=True),),
        20,
        "infer",
    )
    store.keep_opinion(number, 4, opinion)
    store.keep_opinion(number, 0, SecondOpinion("tiny", discarded=Discard.TIMEOUT))

    found = _found(store, number).turns
    assert found[4].opinion is not None
    assert found[4].opinion.points[0].contested
    assert found[0].opinion == SecondOpinion("tiny", discarded=Discard.TIMEOUT)
    assert [replace(one, opinion=None) for one in found] == list(TURNS)
    with pytest.raises(StorageError):
        store.keep_opinion(number, 99, opinion)
    with pytest.raises(StorageError):
        store.keep_opinion(99, 0, opinion)


def test_a_turn_from_before_there_were_opinions_has_none(path: Path) -> None:
    with open_store(path, moment=NOON) as store:
        number = _kept(store)
        for each in TURNS:
            store.add_turn(number, each)
    with closing(sqlite3.connect(path)) as rows:
        documents = [held for (held,) in rows.execute("select details from interview_turns") if held]
        plans = [held for (held,) in rows.execute("select plan from interviews")]
        rows.execute("update interviews set plan = json_remove(plan, '$.opinions_from')")
        rows.commit()
    assert not any("opinion" in held for held in documents)
    assert "opinions_from" in plans[0]
    with open_store(path, moment=NOON) as store:
        assert _found(store, number).plan.opinions_from == ""


def test_what_is_open_is_told_without_its_turns(store: InterviewStore) -> None:
    first, second = _kept(store), _kept(store)
    store.add_turn(second, TURNS[0])
    opened = store.open_interview()
    assert opened is not None
    assert (opened.id, opened.turns, opened.plan) == (second, 1, INTERVIEW.plan)
    store.end_interview(second, LATER, score=None, bar=None)
    assert getattr(store.open_interview(), "id", None) == first


def test_an_interview_comes_back_with_its_turns(store: InterviewStore) -> None:
    number = _kept(store)
    for one in TURNS:
        store.add_turn(number, one)
    assert store.interview(number) == replace(INTERVIEW, id=number, turns=TURNS)
    assert store.unfinished_interview() == store.interview(number)


def test_a_number_is_taken_once(store: InterviewStore) -> None:
    number = _kept(store)
    store.add_turn(number, TURNS[0])
    with pytest.raises(StorageError, match="turn"):
        store.add_turn(number, turn(0, TurnKind.ANSWER))
    assert _found(store, number).turns == TURNS[:1]


def test_a_turn_needs_its_interview(store: InterviewStore) -> None:
    with pytest.raises(StorageError):
        store.add_turn(3, TURNS[0])
    with pytest.raises(StorageError):
        store.save_interview_draft(3, "half")
    with pytest.raises(StorageError):
        store.end_interview(3, LATER, score=1, bar=None)


def test_a_draft_stays_until_something_is_sent(store: InterviewStore) -> None:
    number = _kept(store)
    store.add_turn(number, turn(0))
    store.save_interview_draft(number, "半句话 half")
    store.add_turn(number, turn(1, TurnKind.QUESTION, question_id="mid-0"))
    assert _found(store, number).draft == "半句话 half"
    store.add_turn(number, turn(2, TurnKind.ANSWER, question_id="mid-0"))
    assert _found(store, number).draft == ""


def test_what_ended_stays_ended(store: InterviewStore) -> None:
    number, other = _kept(store), _kept(store)
    store.end_interview(other, LATER, score=71, bar="hire")
    store.end_interview(other, LATER + timedelta(days=1), score=0, bar="no-hire")
    assert _found(store, other).ended_at == LATER
    unfinished = store.unfinished_interview()
    assert unfinished is not None
    assert unfinished.id == number
    newest, oldest = store.interviews(limit=5)
    assert (newest.id, newest.score, newest.bar, newest.ended_at) == (other, 71, "hire", LATER)
    assert (oldest.id, oldest.score, oldest.bar, oldest.ended_at) == (number, None, None, None)


def test_the_list_counts_turns_and_pages(store: InterviewStore) -> None:
    numbers = [_kept(store) for _ in range(3)]
    store.add_turn(numbers[1], TURNS[0])
    assert [one.turns for one in store.interviews(limit=5)] == [0, 1, 0]
    assert [one.id for one in store.interviews(limit=1, before_id=numbers[2])] == [numbers[1]]
    assert store.interviews(limit=1)[0].plan == INTERVIEW.plan


def test_recent_questions_come_newest_first_and_once(store: InterviewStore) -> None:
    for asked in (("a", "b"), ("c", "a")):
        number = _kept(store)
        for place, question_id in enumerate(asked):
            store.add_turn(number, turn(place, TurnKind.QUESTION, question_id=question_id))
    assert store.recent_questions(limit=9) == ("a", "c", "b")
    assert store.recent_questions(limit=2) == ("a", "c")


def test_half_a_character_is_kept_as_a_question_mark(path: Path, opened: Open) -> None:
    store = opened(path)
    number = _kept(store)
    store.save_interview_draft(number, "\ud800")
    store.add_turn(number, turn(0, TurnKind.BRIDGE, text="\ud800x"))
    assert _found(store, number).draft == "?"
    assert _found(store, number).turns[0].text == "?x"


def test_an_interview_with_a_turn_that_cannot_be_read_is_left_out(path: Path, opened: Open) -> None:
    store = opened(path)
    number = _kept(store)
    store.add_turn(number, TURNS[0])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE interview_turns SET kind = 'from-the-future'")
    assert store.interview(number) is None
    assert store.unfinished_interview() is None
    assert store.interviews(limit=1)[0].turns == 1


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_every_earlier_schema_learns_to_keep_interviews(path: Path, opened: Open, version: int) -> None:
    connect(path, create=True).close()
    schema.upgrade(path, version)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO flags VALUES ('cnn-1', '2026-03-14 12:00:00.000000')")
    store = opened(path)
    assert store.flagged() == {"cnn-1"}
    kept = store.add_interview(replace(INTERVIEW, plan=PLAN))
    assert store.interviews(limit=1)[0].id == kept.id
