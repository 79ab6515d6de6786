"""Whatever is done, in whatever order, the real store tells the same history as the fake."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dlprep.domain.errors import StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.services.ports import Moment, Store
from dlprep.storage.store import SqliteStore, open_store
from fakes import FakeStore
from storage.samples import NOON, SESSION, attempt, report

if TYPE_CHECKING:
    from dlprep.domain.practice import Attempt

EVERYTHING = 10_000
few = st.integers(1, 6)
# The clock may be set back or forward by years between two calls.
moments = st.builds(
    lambda minutes, day: Moment(NOON.at + timedelta(minutes=minutes), date(2026, 3, day)),
    st.integers(-(10**6), 10**6),
    st.integers(1, 31),
)
slugs = st.sampled_from(["digits", "reviews"])


class SameHistory(RuleBasedStateMachine):
    """Does the same to both stores and compares all they tell."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "history.db"
        self._real: SqliteStore = open_store(self._path, moment=NOON)
        self._fake = FakeStore()
        self._running: list[int] = []

    @property
    def _both(self) -> tuple[Store, Store]:
        return self._fake, self._real

    @rule(moment=moments)
    def start_session(self, moment: Moment) -> None:
        session = replace(SESSION, started_at=moment.at, local_day=moment.local_day)
        kept = [store.add_session(session) for store in self._both]
        assert kept[0] == kept[1]

    @rule(session_id=few, position=st.integers(0, 4), grade=st.sampled_from(Grade), moment=moments)
    def answer(self, session_id: int, position: int, grade: Grade, moment: Moment) -> None:
        score = {Grade.CORRECT: 1.0, Grade.PARTIAL: 0.5}.get(grade, 0.0)
        given = attempt(
            session_id, position, grade=grade, score=score, answered_at=moment.at, local_day=moment.local_day
        )
        fake, real = [_kept(store, given) for store in self._both]
        assert fake == real

    @rule(attempt_id=few, moment=moments)
    def undo(self, attempt_id: int, moment: Moment) -> None:
        for store in self._both:
            with suppress(StorageError):
                store.undo_attempt(attempt_id, moment.at)

    @rule(session_id=few, moment=moments, seconds=st.floats(0, 1e6), hints=st.integers(0, 3))
    def leave_session(self, session_id: int, moment: Moment, seconds: float, hints: int) -> None:
        for store in self._both:
            with suppress(StorageError):
                store.save_progress(session_id, elapsed_seconds=seconds, hints_shown=hints)
                store.end_session(session_id, moment.at)

    @rule(question_id=st.sampled_from(["cnn-0", "cnn-1"]), flagged=st.booleans(), moment=moments)
    def flag(self, question_id: str, flagged: bool, moment: Moment) -> None:
        for store in self._both:
            store.set_flagged(question_id, flagged=flagged, at=moment.at)

    @rule(slug=slugs, tier=st.sampled_from(Tier), moment=moments)
    def start_run(self, slug: str, tier: Tier, moment: Moment) -> None:
        fake, real = [store.start_run(Submission(slug, tier, "x = 1"), moment) for store in self._both]
        assert fake == real
        self._running.append(real)

    @precondition(lambda self: self._running)
    @rule(verdict=st.sampled_from(Verdict), value=st.none() | st.floats(0, 1), moment=moments)
    def finish_run(self, verdict: Verdict, value: float | None, moment: Moment) -> None:
        run_id = self._running.pop()
        for store in self._both:
            store.finish_run(run_id, report(verdict, value), moment.at)

    @rule(slug=slugs, code=st.text(st.characters(exclude_categories=["Cs"])), moment=moments)
    def draft(self, slug: str, code: str, moment: Moment) -> None:
        for store in self._both:
            store.save_draft(slug, code, moment.at)

    @rule(slug=slugs)
    def discard_draft(self, slug: str) -> None:
        for store in self._both:
            store.discard_draft(slug)

    @rule()
    def restart(self) -> None:
        self._real.close()
        self._real = open_store(self._path, moment=NOON)
        assert self._real.notices == ()

    @invariant()
    def both_tell_the_same(self) -> None:
        fake, real = self._both
        assert fake.attempts(limit=EVERYTHING) == real.attempts(limit=EVERYTHING)
        assert fake.sessions(limit=EVERYTHING) == real.sessions(limit=EVERYTHING)
        assert fake.runs(limit=EVERYTHING) == real.runs(limit=EVERYTHING)
        assert fake.unfinished_session() == real.unfinished_session()
        assert fake.question_records() == real.question_records()
        assert fake.days() == real.days()
        assert fake.best_runs() == real.best_runs()
        assert fake.flagged() == real.flagged()
        assert [fake.draft(slug) for slug in ("digits", "reviews")] == [
            real.draft(slug) for slug in ("digits", "reviews")
        ]

    def teardown(self) -> None:
        self._real.close()
        self._folder.cleanup()


def _kept(store: Store, given: Attempt) -> Attempt | None:
    """The attempt as kept, or None when the store refused it."""
    try:
        return store.add_attempt(given)
    except StorageError:
        return None


SameHistory.TestCase.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
TestSameHistory = SameHistory.TestCase


@pytest.mark.slow
def test_the_same_history_over_many_orders() -> None:
    run_state_machine_as_test(
        SameHistory, settings=settings(max_examples=100, stateful_step_count=50, deadline=None)
    )
