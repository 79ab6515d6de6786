"""Whatever is done, in whatever order, by one or by two, the real store tells the same as a plain model."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from copy import deepcopy
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

from dlprep.domain.errors import DlprepError, StorageError
from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.domain.keeping.backups import BackupKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.services.ports import Moment, Store
from dlprep.storage.backups import Backups
from dlprep.storage.store import SqliteStore, open_store
from fakes import FakeStore
from interviewing_samples import INTERVIEW, grade, turn
from storage.looking import assert_sound
from storage.samples import NOON, SAYING, SESSION, attempt, report

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
    """Does the same to both stores and compares all they tell.

    The real one is opened twice on the same file, as by two processes; what is done is done by one of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "history.db"
        self._real, self._other = self._opened(), self._opened()
        self._fake = FakeStore()
        self._running: list[int] = []
        self._backups: dict[Path, tuple[FakeStore, list[int]]] = {}

    def _opened(self) -> SqliteStore:
        store = open_store(self._path, moment=NOON)
        assert store.notices == ()
        return store

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

    @rule(attempt_id=few, rating=st.none() | st.sampled_from(Rating), moment=moments)
    def correct(self, attempt_id: int, rating: Rating | None, moment: Moment) -> None:
        if self._fake.attempt(attempt_id) is not None:
            for store in self._both:
                store.correct_rating(ReviewKey(Source.ATTEMPT, attempt_id), rating, moment.at)

    @rule()
    def take_in(self) -> None:
        """Folds all there is into cards."""
        for store in self._both:
            while store.fold_reviews(limit=3):
                pass

    @rule(moment=moments)
    def start_interview(self, moment: Moment) -> None:
        interview = replace(INTERVIEW, started_at=moment.at, local_day=moment.local_day)
        kept = [store.add_interview(interview) for store in self._both]
        assert kept[0] == kept[1]

    @rule(number=few, status=st.sampled_from(Status), moment=moments)
    def ask_and_grade(self, number: int, status: Status, moment: Moment) -> None:
        interview = self._fake.interview(number)
        if interview is None:
            return
        said, earned = len(interview.turns), grade(*[status] * 3)
        for store in self._both:
            store.add_turn(number, turn(said, TurnKind.QUESTION, question_id="mid-0", at=moment.at))
            store.save_interview_draft(number, "typed")
            store.add_turn(
                number,
                turn(said + 1, TurnKind.ANSWER, question_id="mid-0", at=moment.at, grade=earned),
            )

    @rule(number=few, moment=moments, score=st.none() | st.integers(0, 100))
    def end_interview(self, number: int, moment: Moment, score: int | None) -> None:
        for store in self._both:
            with suppress(StorageError):
                store.end_interview(number, moment.at, score=score, bar="hire")

    @rule(names=st.sets(st.sampled_from(["cnn-0", "cnn-1", "cnn-2"]), min_size=1), moment=moments)
    def reset_topic(self, names: set[str], moment: Moment) -> None:
        kept = [store.reset_topic("cnn", names, moment) for store in self._both]
        assert kept[0] == kept[1]

    @rule(number=few, moment=moments)
    def undo_reset(self, number: int, moment: Moment) -> None:
        for store in self._both:
            with suppress(DlprepError):
                store.undo_reset(number, moment.at)

    @rule(role=st.sampled_from(["", "nlp"]), now=st.sampled_from([0.25, 0.5]), moment=moments)
    def say_readiness(self, role: str, now: float, moment: Moment) -> None:
        saying = replace(SAYING, day=moment.local_day, role=role, now=now, made_at=moment.at)
        kept = [store.keep_saying(saying) for store in self._both]
        assert kept[0] == kept[1]

    @rule(moment=moments)
    def back_up(self, moment: Moment) -> None:
        made = Backups(self._path).create(BackupKind.MANUAL, moment)
        assert made.path not in self._backups
        self._backups[made.path] = (deepcopy(self._fake), list(self._running))

    @precondition(lambda self: self._backups)
    @rule(data=st.data(), moment=moments)
    def restore(self, data: st.DataObject, moment: Moment) -> None:
        """The stores stay open meanwhile; what was there is kept and can be restored as well."""
        source = data.draw(st.sampled_from(sorted(self._backups)))
        keeper = Backups(self._path)
        kept = keeper.restore(source, moment).kept
        self._backups[kept.path] = (self._fake, self._running)
        fake, running = self._backups[source]
        self._fake, self._running = deepcopy(fake), list(running)
        left = {one.path for one in keeper.all()}
        assert {path for path in self._backups if BackupKind.MANUAL in path.name} <= left
        self._backups = {path: model for path, model in self._backups.items() if path in left}

    @rule()
    def turn_to_the_other(self) -> None:
        self._real, self._other = self._other, self._real

    @rule()
    def restart(self) -> None:
        self._real.close()
        self._real = self._opened()

    @invariant()
    def all_tell_the_same(self) -> None:
        told = _all_of(self._fake)
        assert _all_of(self._real) == told
        assert _all_of(self._other) == told

    def teardown(self) -> None:
        self._real.close()
        self._other.close()
        assert_sound(self._path)
        self._folder.cleanup()


def _all_of(store: Store) -> tuple[object, ...]:
    """All that a store tells of the history."""
    interviews = store.interviews(limit=EVERYTHING)
    return (
        store.attempts(limit=EVERYTHING),
        store.sessions(limit=EVERYTHING),
        store.runs(limit=EVERYTHING),
        store.unfinished_session(),
        store.question_records(),
        store.days(),
        store.best_runs(),
        store.flagged(),
        [store.draft(slug) for slug in ("digits", "reviews")],
        interviews,
        [store.interview(record.id) for record in interviews],
        store.open_interview(),
        store.corrected_ratings(),
        store.resets(),
        store.sayings(),
        sorted(store.cards(), key=lambda card: str(card.key)),
    )


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
