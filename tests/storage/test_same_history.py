"""Whatever is done, in whatever order, by one process or two, the store tells the same as a plain model."""

from __future__ import annotations

import os
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
    initialize,
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
from dlprep.domain.practice import PlannedQuestion
from dlprep.services.ports import Moment, Store
from fakes import FakeStore
from interviewing_samples import INTERVIEW, grade, turn
from storage.looking import all_of, assert_backups_sound, assert_sound
from storage.other_process import Here, There
from storage.samples import NOON, SAYING, SESSION, attempt, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.practice import Attempt

few = st.integers(1, 6)
# The clock may be set back or forward by years between two calls.
moments = st.builds(
    lambda minutes, day: Moment(NOON.at + timedelta(minutes=minutes), date(2026, 3, day)),
    st.integers(-(10**6), 10**6),
    st.integers(1, 31),
)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

ratings = st.none() | st.sampled_from(Rating)
slugs = st.sampled_from(["digits", "reviews"])


class SameHistory(RuleBasedStateMachine):
    """Does the same to both stores and compares all they tell.

    The real one is open in this process and in another one; what is done is done by one of them, or by both
    at once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "history.db"
        self._here, self._there = Here(self._path), There(self._path)
        self._is_there = False
        self._fake = FakeStore()
        self._running: list[int] = []
        self._backups: dict[Path, tuple[FakeStore, list[int]]] = {}

    @property
    def _doing(self) -> Here | There:
        return self._there if self._is_there else self._here

    @property
    def _both(self) -> tuple[Store, Store]:
        return self._fake, self._doing.store

    @initialize()
    def begin(self) -> None:
        """With something that most else is done to."""
        self.start_session(moment=NOON)
        self.start_interview(moment=NOON)

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
        fake, real = [_kept(store.add_attempt, given) for store in self._both]
        assert fake == real

    @rule(session_id=few, places=st.tuples(st.integers(0, 4), st.integers(0, 4)), moment=moments)
    def answer_at_once(self, session_id: int, places: tuple[int, int], moment: Moment) -> None:
        """Both processes answer. Who is first they decide; the model follows."""
        here, there = (
            attempt(session_id, place, answered_at=moment.at, local_day=moment.local_day) for place in places
        )
        self._there.begin("store", "add_attempt", there)
        kept = [(_kept(self._here.store.add_attempt, here), here)]
        kept.append((_kept(self._there.end), there))
        for real, given in sorted(kept, key=lambda one: (one[0] is None, one[0] and one[0].id)):
            assert _kept(self._fake.add_attempt, given) == real

    @rule(
        session_id=few,
        kept=st.sampled_from([4, 5, 20]),
        seeds=st.lists(st.integers(0, 99), min_size=1, max_size=3),
    )
    def extend_plan(self, session_id: int, kept: int, seeds: list[int]) -> None:
        """From the plan that is kept, or from one that has been extended meanwhile."""
        session = self._fake.session(session_id)
        if session is not None:
            plan = (*session.plan[:kept], *map(_asked_with, seeds))
            fake, real = [store.extend_plan(session_id, plan) for store in self._both]
            assert fake == real

    @rule(session_id=few, seeds=st.tuples(st.integers(0, 99), st.integers(0, 99)))
    def extend_plan_at_once(self, session_id: int, seeds: tuple[int, int]) -> None:
        session = self._fake.session(session_id)
        if session is None:
            return
        here, there = ((*session.plan, _asked_with(seed)) for seed in seeds)
        self._there.begin("store", "extend_plan", session_id, there)
        kept = self._here.store.extend_plan(session_id, here)
        assert self._there.end() == kept
        first, second = (here, there) if kept == here else (there, here)
        assert [self._fake.extend_plan(session_id, plan) for plan in (first, second)] == [kept, kept]

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

    @rule(
        source=st.sampled_from(Source), number=few, rating=st.none() | st.sampled_from(Rating), moment=moments
    )
    def correct(self, source: Source, number: int, rating: Rating | None, moment: Moment) -> None:
        there_is = {
            Source.ATTEMPT: self._fake.attempt(number),
            Source.INTERVIEW: self._fake.interview(number),
            Source.RUN: number in {run.id for run in self._fake.runs(limit=100)},
        }
        question_id = "mid-0" if source is Source.INTERVIEW else ""
        if there_is[source]:
            for store in self._both:
                store.correct_rating(ReviewKey(source, number, question_id), rating, moment.at)

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
        made = self._doing.keeper.create(BackupKind.MANUAL, moment)
        assert made.path not in self._backups
        self._backups[made.path] = (deepcopy(self._fake), list(self._running))

    @precondition(lambda self: self._backups)
    @rule(data=st.data(), moment=moments)
    def restore(self, data: st.DataObject, moment: Moment) -> None:
        """The stores stay open meanwhile; what was there is kept and can be restored as well."""
        source = data.draw(st.sampled_from(sorted(self._backups)))
        keeper = self._doing.keeper
        kept = keeper.restore(source, moment).kept
        self._backups[kept.path] = (self._fake, self._running)
        fake, running = self._backups[source]
        self._fake, self._running = deepcopy(fake), list(running)
        left = {one.path for one in keeper.all()}
        assert {path for path in self._backups if BackupKind.MANUAL in path.name} <= left
        self._backups = {path: model for path, model in self._backups.items() if path in left}

    @rule()
    def turn_to_the_other(self) -> None:
        self._is_there = not self._is_there

    @rule()
    def restart(self) -> None:
        if self._is_there:
            self._there.close()
            self._there = There(self._path)
        else:
            self._here.close()
            self._here = Here(self._path)

    @rule()
    def kill(self) -> None:
        self._there.kill()
        self._there = There(self._path)

    @invariant()
    def all_tell_the_same(self) -> None:
        self._there.begin("", "all_of")
        told = all_of(self._fake)
        assert all_of(self._here.store) == told
        assert self._there.end() == told

    def teardown(self) -> None:
        self._here.close()
        self._there.close()
        assert_sound(self._path)
        assert_backups_sound(self._path)
        self._folder.cleanup()


def _asked_with(seed: int) -> PlannedQuestion:
    return PlannedQuestion("cnn-1", "hash-1", shuffle_seed=seed, template_seed=None)


def _kept(add: Callable[..., Attempt], *given: Attempt) -> Attempt | None:
    """The attempt as kept, or None when the store refused it."""
    try:
        return add(*given)
    except StorageError:
        return None


SameHistory.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestSameHistory = SameHistory.TestCase


@pytest.mark.slow
def test_the_same_history_over_many_orders() -> None:
    run_state_machine_as_test(
        SameHistory, settings=settings(max_examples=100, stateful_step_count=50, deadline=None)
    )
