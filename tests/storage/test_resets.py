"""A topic begun anew: its answers no longer count, and count again when that is undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlprep.domain.errors import BadInputError, StorageError
from dlprep.domain.grading import Grade
from dlprep.services.remembering import catch_up
from dlprep.storage.store import open_store
from fakes import FakeStore
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.services.ports import Store
    from storage.conftest import Open


@pytest.fixture(params=["fake", "sqlite"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeStore()
        return
    with open_store(path, moment=NOON) as real:
        yield real


def _answer(store: Store, positions: range = range(3)) -> int:
    session_id = store.add_session(SESSION).id or 0
    for position in positions:
        store.add_attempt(attempt(session_id, position))
    return session_id


def test_a_reset_takes_out_of_the_count_what_stands_in_the_topic(store: Store) -> None:
    _answer(store)
    reset = store.reset_topic("cnn", ["cnn-0", "cnn-2", "cnn-9"], NOON)
    assert (reset.topic, reset.answers, reset.undone_at) == ("cnn", 2, None)
    assert set(store.question_records()) == {"cnn-1"}
    assert [each.undone_at is None for each in store.attempts(limit=10)] == [False, True, False]
    assert store.resets() == (reset,)


def test_it_is_known_before_how_many_answers_a_reset_takes_graded_or_not(store: Store) -> None:
    session_id = _answer(store)
    store.add_attempt(replace(attempt(session_id, 3), grade=Grade.UNGRADED))
    store.undo_attempt(store.attempts(limit=4)[-1].id or 0, NOON.at)
    ids = [f"cnn-{position}" for position in range(4)]

    before = store.standing_answers(ids)

    assert before == 3
    assert store.reset_topic("cnn", ids, NOON).answers == before
    assert store.standing_answers(ids) == 0


def test_undoing_it_brings_back_what_it_took_and_nothing_else(store: Store) -> None:
    session_id = _answer(store)
    taken_back = store.attempts(limit=1)[0]
    store.undo_attempt(taken_back.id or 0, NOON.at)
    before = store.attempts(limit=10)
    reset = store.reset_topic("cnn", ["cnn-0", "cnn-1", "cnn-2"], NOON)
    store.add_attempt(attempt(session_id, 3))
    assert store.undo_reset(reset.id, NOON.at) == 2
    assert store.attempts(limit=10)[1:] == before
    assert store.resets()[0].undone_at == NOON.at
    with pytest.raises(BadInputError, match="undone before"):
        store.undo_reset(reset.id, NOON.at)
    with pytest.raises(StorageError, match="no entry"):
        store.undo_reset(99, NOON.at)


def test_a_place_that_was_answered_anew_stays_with_the_new_answer(store: Store) -> None:
    session_id = _answer(store)
    reset = store.reset_topic("cnn", ["cnn-0", "cnn-1"], NOON)
    new = store.add_attempt(attempt(session_id, 0))
    assert store.undo_reset(reset.id, NOON.at) == 1
    session = store.session(session_id)
    assert session is not None
    assert [each.position for each in session.attempts] == [0, 1, 2]
    assert session.attempts[0].id == new.id


def test_resets_of_one_topic_are_undone_one_by_one(store: Store) -> None:
    _answer(store)
    first = store.reset_topic("cnn", ["cnn-0"], NOON)
    _answer(store)
    second = store.reset_topic("cnn", ["cnn-0"], NOON)
    assert [one.id for one in store.resets()] == [second.id, first.id]
    assert store.undo_reset(first.id, NOON.at) == 1
    assert store.question_records()["cnn-0"].attempts == 1


def test_cards_of_the_topic_are_folded_anew(path: Path, opened: Open) -> None:
    store = opened(path)
    _answer(store)
    catch_up(store)
    before = store.cards()
    assert {one.key.id for one in before} == {"cnn-0", "cnn-1", "cnn-2"}
    reset = store.reset_topic("cnn", ["cnn-0"], NOON)
    assert {one.key.id for one in store.cards()} == {"cnn-1", "cnn-2"}
    store.undo_reset(reset.id, NOON.at)
    assert sorted(store.cards(), key=str) == sorted(before, key=str)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 4)),
        st.tuples(st.just("undo"), st.integers(1, 9)),
        st.tuples(st.just("reset"), st.integers(0, 4)),
        st.tuples(st.just("undo_reset"), st.integers(1, 4)),
    ),
    max_size=25,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_real_store_agrees_with_the_fake(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    fake = FakeStore()
    with open_store(tmp_path_factory.mktemp("resets") / "history.db", moment=NOON) as real:
        stores: tuple[Store, Store] = (fake, real)
        for store in stores:
            store.add_session(SESSION)
        for what, number in steps:
            told = [_done(store, what, number) for store in stores]
            assert told[0] == told[1]
            assert fake.attempts(limit=99) == real.attempts(limit=99)
            assert fake.resets() == real.resets()


def _done(store: Store, what: str, number: int) -> object:
    try:
        if what == "answer":
            return store.add_attempt(attempt(1, number))
        if what == "undo":
            store.undo_attempt(number, NOON.at)
            return None
        if what == "reset":
            return store.reset_topic("cnn", [f"cnn-{number}", "cnn-0"], NOON)
        return store.undo_reset(number, NOON.at)
    except (StorageError, BadInputError) as error:
        return type(error)
