"""What any Store does, asked of the fake and of the real one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.errors import StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.domain.mutation import Diagnosis, DiagnosisRecord
from dlprep.domain.mutation_sites import BugKind
from dlprep.domain.practice import Confidence, Mode, QuizRequest
from dlprep.domain.progress import DayRecord, ScoredAnswer
from dlprep.domain.records.filters import EVERYTHING, WRONG, HistoryFilter
from dlprep.domain.records.shares import Share
from dlprep.services.ports import Clock, Moment, Store
from dlprep.storage.store import open_store
from fakes import FakeClock, FakeStore
from storage.children import environment
from storage.samples import NOON, PLAN, SESSION, SUBMISSION, attempt, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LATER = NOON.at + timedelta(minutes=5)
PI_DAY_EVE = date(2026, 3, 13)


@dataclass
class Subject:
    """A Store, and a run of SUBMISSION left behind in it by a process that died."""

    store: Store
    abandon_run: Callable[[], object]


def _fake(folder: Path) -> Subject:
    store = FakeStore()
    return Subject(store, lambda: store.start_run(SUBMISSION, NOON))


def _real(folder: Path) -> Subject:
    path = folder / "history.db"
    command = [sys.executable, "-m", "storage.children", "abandon-run", str(path)]
    return Subject(
        open_store(path, moment=NOON), lambda: subprocess.run(command, check=True, env=environment())
    )


@pytest.fixture(params=[_fake, _real], ids=["fake", "sqlite"])
def subject(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Subject]:
    made: Subject = request.param(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def store(subject: Subject) -> Store:
    return subject.store


def _session_id(store: Store) -> int:
    session_id = store.add_session(SESSION).id
    assert session_id is not None
    return session_id


def test_the_fake_clock_is_a_clock() -> None:
    clock: Clock = FakeClock()
    assert clock.moment() == NOON


def test_an_empty_history_has_nothing_to_say(store: Store) -> None:
    assert store.unfinished_session() is None
    assert store.session(1) is None
    assert store.attempt(1) is None
    assert store.sessions(limit=10) == ()
    assert store.attempts(limit=10) == ()
    assert store.runs(limit=10) == ()
    assert store.days() == ()
    assert store.question_records() == {}
    assert store.best_runs() == {}
    assert store.flagged() == frozenset()
    assert store.draft("digits") is None


def test_a_session_comes_back_as_it_was_added(store: Store) -> None:
    kept = store.add_session(SESSION)
    assert kept.id is not None
    assert kept == replace(SESSION, id=kept.id)
    assert store.session(kept.id) == kept


def test_an_attempt_comes_back_as_it_was_added(store: Store) -> None:
    session_id = _session_id(store)
    kept = store.add_attempt(attempt(session_id, 2))
    assert kept.id is not None
    assert kept == attempt(session_id, 2, id=kept.id)
    assert store.attempt(kept.id) == kept


def test_a_session_lists_its_standing_attempts_by_position(store: Store) -> None:
    session_id = _session_id(store)
    store.add_session(SESSION)
    second = store.add_attempt(attempt(session_id, 1))
    undone = store.add_attempt(attempt(session_id, 0, answer=SkippedAnswer()))
    assert undone.id is not None
    store.undo_attempt(undone.id, LATER)
    first = store.add_attempt(attempt(session_id, 0))
    session = store.session(session_id)
    assert session is not None
    assert session.attempts == (first, second)


def test_a_place_in_a_session_is_answered_once(store: Store) -> None:
    session_id = _session_id(store)
    store.add_attempt(attempt(session_id))
    with pytest.raises(StorageError, match="already answered"):
        store.add_attempt(attempt(session_id, score=0.0))
    assert len(store.attempts(limit=10)) == 1


def test_an_attempt_needs_its_session(store: Store) -> None:
    with pytest.raises(StorageError):
        store.add_attempt(attempt(99))
    assert store.attempts(limit=10) == ()


def test_a_plan_grows_and_is_read_back_grown(store: Store) -> None:
    session_id = store.add_session(replace(SESSION, plan=())).id or 0
    assert store.extend_plan(session_id, PLAN[:1]) == PLAN[:1]
    assert store.extend_plan(session_id, PLAN[:3]) == PLAN[:3]
    kept = store.session(session_id)
    assert kept is not None
    assert kept.plan == PLAN[:3]
    assert [record.planned for record in store.sessions(limit=1)] == [3]


def test_who_comes_second_gets_the_plan_of_who_was_first(store: Store) -> None:
    session_id = store.add_session(replace(SESSION, plan=PLAN[:1])).id or 0
    assert store.extend_plan(session_id, PLAN[:2]) == PLAN[:2]
    assert store.extend_plan(session_id, (PLAN[0], PLAN[4])) == PLAN[:2]
    assert store.extend_plan(session_id, (PLAN[0], PLAN[4], PLAN[2])) == PLAN[:2]
    assert store.extend_plan(session_id, PLAN[:1]) == PLAN[:2]


def test_the_plan_of_an_ended_session_stays(store: Store) -> None:
    session_id = store.add_session(replace(SESSION, plan=PLAN[:1])).id or 0
    store.end_session(session_id, LATER)
    assert store.extend_plan(session_id, PLAN[:2]) == PLAN[:1]
    with pytest.raises(StorageError):
        store.extend_plan(99, PLAN)


def test_recent_answers_are_the_standing_graded_ones_newest_first(store: Store) -> None:
    session_id = _session_id(store)
    store.add_attempt(attempt(session_id, 0))
    store.add_attempt(attempt(session_id, 1, score=0.5, grade=Grade.PARTIAL, answered_at=LATER))
    undone = store.add_attempt(attempt(session_id, 2))
    store.add_attempt(attempt(session_id, 3, score=0.0, grade=Grade.UNGRADED))
    assert undone.id is not None
    store.undo_attempt(undone.id, LATER)
    first, second = ScoredAnswer("cnn-0", 1.0, NOON.at), ScoredAnswer("cnn-1", 0.5, LATER)
    assert store.recent_answers(limit=10) == (second, first)
    assert store.recent_answers(limit=2) == (second, first)
    assert store.recent_answers(limit=1) == ()


def test_an_undone_attempt_is_kept_with_the_time_it_was_undone_first(store: Store) -> None:
    kept = store.add_attempt(attempt(_session_id(store)))
    assert kept.id is not None
    store.undo_attempt(kept.id, LATER)
    store.undo_attempt(kept.id, LATER + timedelta(days=1))
    assert store.attempts(limit=10) == (replace(kept, undone_at=LATER),)


def test_what_is_not_there_cannot_be_changed(store: Store) -> None:
    changes: list[Callable[[], None]] = [
        lambda: store.undo_attempt(7, LATER),
        lambda: store.end_session(7, LATER),
        lambda: store.save_progress(7, elapsed_seconds=1.0, hints_shown=0),
        lambda: store.finish_run(7, report(), LATER),
    ]
    for change in changes:
        with pytest.raises(StorageError):
            change()


def test_the_newest_session_not_ended_is_the_unfinished_one(store: Store) -> None:
    older, newer = _session_id(store), _session_id(store)
    store.save_progress(newer, elapsed_seconds=42.5, hints_shown=2)
    unfinished = store.unfinished_session()
    assert unfinished is not None
    assert (unfinished.id, unfinished.elapsed_seconds, unfinished.hints_shown) == (newer, 42.5, 2)
    store.end_session(newer, LATER)
    store.end_session(newer, LATER + timedelta(days=1))
    unfinished = store.unfinished_session()
    assert unfinished is not None
    assert unfinished.id == older
    ended = store.session(newer)
    assert ended is not None
    assert ended.ended_at == LATER


def test_sessions_are_listed_newest_first_with_sums_over_standing_attempts(store: Store) -> None:
    older, newer = _session_id(store), _session_id(store)
    store.add_attempt(attempt(older, 0))
    store.add_attempt(attempt(older, 1, score=0.5, grade=Grade.PARTIAL))
    store.add_attempt(attempt(older, 2, score=0.0, grade=Grade.UNGRADED))
    undone = store.add_attempt(attempt(older, 3))
    assert undone.id is not None
    store.undo_attempt(undone.id, LATER)
    records = store.sessions(limit=10)
    assert [(record.id, record.planned, record.answered, record.score_sum) for record in records] == [
        (newer, 5, 0, 0.0),
        (older, 5, 3, 1.5),
    ]


def test_lists_are_paged_by_id(store: Store) -> None:
    session_id = _session_id(store)
    ids = [store.add_attempt(attempt(session_id, position)).id for position in range(5)]
    pages = []
    before: int | None = None
    while page := store.attempts(limit=2, before_id=before):
        pages.append([each.id for each in page])
        before = page[-1].id
    assert pages == [[ids[4], ids[3]], [ids[2], ids[1]], [ids[0]]]
    older, newer = session_id, _session_id(store)
    assert [record.id for record in store.sessions(limit=1)] == [newer]
    assert [record.id for record in store.sessions(limit=5, before_id=newer)] == [older]


def test_attempts_can_be_asked_for_by_question(store: Store) -> None:
    session_id = _session_id(store)
    store.add_attempt(attempt(session_id, 0))
    wanted = store.add_attempt(attempt(session_id, 1))
    assert store.attempts(limit=10, question_id=PLAN[1].question_id) == (wanted,)


def test_a_question_record_leaves_out_undone_and_ungraded_attempts(store: Store) -> None:
    def answer(session_id: int, grade: Grade, score: float, minutes: int) -> int:
        at = NOON.at + timedelta(minutes=minutes)
        kept = store.add_attempt(attempt(session_id, grade=grade, score=score, answered_at=at))
        assert kept.id is not None
        return kept.id

    answer(_session_id(store), Grade.CORRECT, 1.0, 0)
    answer(_session_id(store), Grade.PARTIAL, 0.25, 1)
    answer(_session_id(store), Grade.UNGRADED, 0.0, 2)
    store.undo_attempt(answer(_session_id(store), Grade.CORRECT, 1.0, 3), LATER)
    record = store.question_records()[PLAN[0].question_id]
    assert (record.attempts, record.correct, record.score_sum) == (2, 1, 1.25)
    assert (record.last_grade, record.last_at) == (Grade.PARTIAL, NOON.at + timedelta(minutes=1))


def test_the_last_answer_is_the_one_given_last_even_when_the_clock_was_set_back(store: Store) -> None:
    store.add_attempt(attempt(_session_id(store), answered_at=NOON.at))
    earlier = NOON.at - timedelta(days=400)
    store.add_attempt(attempt(_session_id(store), grade=Grade.INCORRECT, score=0.0, answered_at=earlier))
    record = store.question_records()[PLAN[0].question_id]
    assert (record.last_grade, record.last_at) == (Grade.INCORRECT, earlier)


def test_days_count_standing_attempts_and_runs_that_say_something(store: Store) -> None:
    session_id = _session_id(store)
    store.add_attempt(attempt(session_id, 0, local_day=PI_DAY_EVE))
    store.add_attempt(attempt(session_id, 1, local_day=PI_DAY_EVE, grade=Grade.UNGRADED, score=0.0))
    undone = store.add_attempt(attempt(session_id, 2, local_day=date(2026, 3, 1)))
    assert undone.id is not None
    store.undo_attempt(undone.id, LATER)
    for verdict in (Verdict.FAIL, Verdict.CANCELLED, Verdict.INTERNAL):
        store.finish_run(store.start_run(SUBMISSION, NOON), report(verdict), LATER)
    assert store.days() == (
        DayRecord(PI_DAY_EVE, attempts=2, score_sum=1.0, runs=0, graded=1),
        DayRecord(NOON.local_day, attempts=0, score_sum=0.0, runs=1),
    )


@pytest.mark.parametrize(
    ("wanted", "positions", "sessions"),
    [
        (EVERYTHING, (0, 2, 1, 0), 2),
        (HistoryFilter(grades=WRONG), (2, 1), 1),
        (HistoryFilter(frozenset(("cnn-0",))), (0, 0), 2),
        (HistoryFilter(frozenset(f"cnn-{n}" for n in range(1, 20))), (2, 1), 1),
        (HistoryFilter(frozenset(("cnn-1",)), WRONG, Mode.EXAM), (1,), 1),
        (HistoryFilter(mode=Mode.PRACTICE), (0,), 1),
        (HistoryFilter(mode=Mode.SPRINT), (), 0),
        (HistoryFilter(frozenset()), (), 0),
    ],
)
def test_a_filter_finds_answers_and_the_sessions_with_them(
    store: Store, wanted: HistoryFilter, positions: tuple[int, ...], sessions: int
) -> None:
    exam = _session_id(store)
    practice = store.add_session(replace(SESSION, request=QuizRequest(), time_limit_seconds=None)).id or 0
    store.add_attempt(attempt(exam, 0))
    store.add_attempt(attempt(exam, 1, grade=Grade.INCORRECT, score=0.0))
    store.add_attempt(attempt(exam, 2, grade=Grade.PARTIAL, score=0.5))
    store.add_attempt(attempt(practice, 0))
    assert tuple(each.position for each in store.attempts(limit=9, wanted=wanted)) == positions
    assert len(store.sessions(limit=9, wanted=wanted)) == sessions


def test_days_can_begin_with_a_day(store: Store) -> None:
    session_id = _session_id(store)
    for position, day in enumerate((date(2026, 3, 1), PI_DAY_EVE, NOON.local_day)):
        store.add_attempt(attempt(session_id, position, local_day=day))
    assert [record.day for record in store.days(since=PI_DAY_EVE)] == [PI_DAY_EVE, NOON.local_day]


def test_active_days_are_those_with_records(store: Store) -> None:
    session_id = _session_id(store)
    assert store.active_days() == frozenset()
    for position, day in enumerate((PI_DAY_EVE, date(2026, 2, 1), PI_DAY_EVE)):
        store.add_attempt(attempt(session_id, position, local_day=day))
    undone = store.add_attempt(attempt(session_id, 4, local_day=date(2026, 2, 2)))
    store.undo_attempt(undone.id or 0, LATER)
    for verdict in (Verdict.FAIL, Verdict.CANCELLED):
        store.finish_run(store.start_run(SUBMISSION, NOON), report(verdict), LATER)
    assert store.active_days() == {date(2026, 2, 1), PI_DAY_EVE, NOON.local_day}
    assert store.active_days() == {record.day for record in store.days()}


def test_a_day_says_when_something_was_done_first_and_last(store: Store) -> None:
    session_id = _session_id(store)
    for position, hours in enumerate((1, 2, 3)):
        store.add_attempt(attempt(session_id, position, answered_at=NOON.at + timedelta(hours=hours)))
    assert store.day_times([NOON.local_day, PI_DAY_EVE]) == {
        NOON.local_day: (NOON.at + timedelta(hours=1), NOON.at + timedelta(hours=3))
    }
    store.finish_run(store.start_run(SUBMISSION, NOON), report(), LATER)
    assert store.day_times([NOON.local_day])[NOON.local_day][0] == NOON.at


def test_marks_of_confidence_are_counted_over_standing_graded_answers(store: Store) -> None:
    session_id = _session_id(store)
    store.add_attempt(attempt(session_id, 0))
    store.add_attempt(attempt(session_id, 1, grade=Grade.PARTIAL, score=0.5))
    store.add_attempt(attempt(session_id, 2, confidence=Confidence.GUESS, grade=Grade.INCORRECT, score=0.0))
    store.add_attempt(attempt(session_id, 3, confidence=None))
    store.add_attempt(attempt(session_id, 4, grade=Grade.UNGRADED, score=0.0))
    undone = store.add_attempt(attempt(_session_id(store), 0))
    store.undo_attempt(undone.id or 0, LATER)
    assert store.confidence_shares() == {Confidence.SURE: Share(1, 2), Confidence.GUESS: Share(0, 1)}


def test_repeats_are_counted_by_the_days_since_the_question_came_before(store: Store) -> None:
    session_id = _session_id(store)
    days = (0, 0, 3, 2, 70)
    wrong = {"grade": Grade.INCORRECT, "score": 0.0}
    for position, day in enumerate(days):
        local_day = PI_DAY_EVE + timedelta(days=day)
        grade = wrong if position == 1 else {}
        store.add_attempt(attempt(session_id, position, planned=PLAN[0], local_day=local_day, **grade))
    store.add_attempt(attempt(_session_id(store), 0, planned=PLAN[1]))
    assert store.retention_shares(newest=100) == {0: Share(1, 2), 2: Share(1, 1), 61: Share(1, 1)}
    assert store.retention_shares(newest=3) == {61: Share(1, 1)}
    assert store.retention_shares(newest=0) == {}


def test_flags_are_set_and_taken_off(store: Store) -> None:
    store.set_flagged("cnn-1", flagged=True, at=NOON.at)
    store.set_flagged("cnn-1", flagged=True, at=LATER)
    store.set_flagged("cnn-2", flagged=True, at=NOON.at)
    store.set_flagged("cnn-2", flagged=False, at=LATER)
    store.set_flagged("cnn-3", flagged=False, at=LATER)
    assert store.flagged() == {"cnn-1"}


def test_a_run_is_running_then_final(store: Store) -> None:
    run_id = store.start_run(SUBMISSION, NOON)
    (running,) = store.runs(limit=10)
    assert (running.verdict, running.ended_at, running.code) == (None, None, SUBMISSION.code)
    store.finish_run(run_id, report(), LATER)
    (final,) = store.runs(limit=10)
    wanted = report()
    assert final.id == run_id
    assert (final.started_at, final.local_day, final.ended_at) == (NOON.at, NOON.local_day, LATER)
    for name in ("verdict", "medal", "metric", "value", "epochs", "wall_seconds", "cpu_seconds"):
        assert getattr(final, name) == getattr(wanted, name)
    for name in ("isolation", "message", "next_step", "curve", "output", "error_line", "confusion"):
        assert getattr(final, name) == getattr(wanted, name)
    for name in ("checks", "budgets", "samples", "seed_values"):
        assert getattr(wanted, name)
        assert getattr(final, name) == getattr(wanted, name)


def test_a_run_ends_once(store: Store) -> None:
    run_id = store.start_run(SUBMISSION, NOON)
    store.finish_run(run_id, report(Verdict.TIME, None), LATER)
    with pytest.raises(StorageError, match="already ended"):
        store.finish_run(run_id, report(), LATER)
    (kept,) = store.runs(limit=10)
    assert kept.verdict is Verdict.TIME


def test_runs_of_a_dead_process_become_interrupted_once(subject: Subject) -> None:
    subject.abandon_run()
    assert subject.store.interrupt_runs(LATER) == 1
    assert subject.store.interrupt_runs(LATER) == 0
    (run,) = subject.store.runs(limit=10)
    assert (run.interrupted, run.verdict, run.ended_at) == (True, None, LATER)


def test_a_report_proves_that_a_run_was_not_interrupted(subject: Subject) -> None:
    subject.abandon_run()
    subject.store.interrupt_runs(LATER)
    (run,) = subject.store.runs(limit=10)
    subject.store.finish_run(run.id, report(), LATER)
    (final,) = subject.store.runs(limit=10)
    assert (final.interrupted, final.verdict) == (False, Verdict.PASS)


def test_the_best_run_is_the_first_graded_one_with_the_best_value(store: Store) -> None:
    def run(tier: Tier, verdict: Verdict, value: float | None) -> int:
        run_id = store.start_run(replace(SUBMISSION, tier=tier), NOON)
        store.finish_run(run_id, report(verdict, value), LATER)
        return run_id

    run(Tier.EMBEDDED, Verdict.FAIL, 0.5)
    best = run(Tier.EMBEDDED, Verdict.PASS, 0.9)
    run(Tier.EMBEDDED, Verdict.PASS, 0.9)
    run(Tier.EMBEDDED, Verdict.TIME, 0.99)
    only_failed = run(Tier.FULL, Verdict.FAIL, 0.1)
    store.start_run(SUBMISSION, NOON)
    found = {place: record.id for place, record in store.best_runs().items()}
    assert found == {("digits", Tier.EMBEDDED): best, ("digits", Tier.FULL): only_failed}


def test_a_medal_counts_before_the_value_and_less_is_better_for_a_distance(store: Store) -> None:
    def run(slug: str, metric: str, medal: Medal | None, value: float) -> int:
        run_id = store.start_run(replace(SUBMISSION, slug=slug), NOON)
        verdict = Verdict.PASS if medal else Verdict.FAIL
        store.finish_run(run_id, report(verdict, value, metric=metric, medal=medal), LATER)
        return run_id

    run("small", "accuracy", None, 0.99)
    bronze = run("small", "accuracy", Medal.BRONZE, 0.9)
    run("forecast", "rmse", Medal.SILVER, 0.4)
    nearest = run("forecast", "rmse", Medal.SILVER, 0.3)
    run("forecast", "rmse", Medal.SILVER, 0.35)
    run("forecast", "rmse", Medal.BRONZE, 0.1)
    run("text", "perplexity", None, 40.0)
    least = run("text", "perplexity", None, 30.0)
    found = {slug: record.id for (slug, _), record in store.best_runs().items()}
    assert found == {"small": bronze, "forecast": nearest, "text": least}


def test_runs_can_be_asked_for_by_challenge_and_paged(store: Store) -> None:
    first = store.start_run(SUBMISSION, NOON)
    store.start_run(replace(SUBMISSION, slug="reviews"), NOON)
    second = store.start_run(SUBMISSION, NOON)
    assert [run.id for run in store.runs(limit=10, slug="digits")] == [second, first]
    assert [run.id for run in store.runs(limit=10, slug="digits", before_id=second)] == [first]


def test_the_newest_runs_of_each_challenge_and_tier_come_without_what_is_large(store: Store) -> None:
    def run(slug: str, tier: Tier) -> int:
        run_id = store.start_run(replace(SUBMISSION, slug=slug, tier=tier), NOON)
        store.finish_run(run_id, report(), LATER)
        return run_id

    run("digits", Tier.EMBEDDED)
    kept = [run("digits", Tier.EMBEDDED), run("reviews", Tier.EMBEDDED), run("digits", Tier.FULL)]
    kept += [run("digits", Tier.EMBEDDED), store.start_run(replace(SUBMISSION, slug="reviews"), NOON)]
    found = store.recent_runs(each=2)
    assert [one.id for one in found] == sorted(kept, reverse=True)
    running, last = found[0], found[1]
    assert (running.verdict, running.medal, running.ended_at) == (None, None, None)
    whole = next(one for one in store.runs(limit=9) if one.id == last.id)
    assert (last.verdict, last.medal, last.isolation) == (whole.verdict, whole.medal, whole.isolation)
    assert (last.value, last.wall_seconds, last.started_at) == (whole.value, whole.wall_seconds, NOON.at)
    assert (last.code, last.output, last.curve, last.samples, last.message) == ("", "", (), (), None)


def test_a_draft_is_replaced_and_discarded(store: Store) -> None:
    store.save_draft("digits", "a = 1", NOON.at)
    store.save_draft("digits", "a = 2", LATER)
    store.save_draft("reviews", "b = 1", LATER)
    assert store.draft("digits") == "a = 2"
    store.discard_draft("digits")
    store.discard_draft("digits")
    assert (store.draft("digits"), store.draft("reviews")) == (None, "b = 1")


def test_times_are_the_same_instant_in_any_zone(store: Store) -> None:
    tokyo = timezone(timedelta(hours=9))
    kept = store.add_attempt(attempt(_session_id(store), answered_at=NOON.at.astimezone(tokyo)))
    assert kept.id is not None
    found = store.attempt(kept.id)
    assert found is not None
    assert found.answered_at == NOON.at


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 3, 14, 12, 0)  # noqa: DTZ001 - what is refused
    session_id = _session_id(store)
    kept = store.add_attempt(attempt(session_id))
    assert kept.id is not None
    run_id = store.start_run(SUBMISSION, NOON)
    calls: list[Callable[[], object]] = [
        lambda: store.add_session(replace(SESSION, started_at=naive)),
        lambda: store.add_attempt(attempt(session_id, 1, answered_at=naive)),
        lambda: store.undo_attempt(kept.id or 0, naive),
        lambda: store.end_session(session_id, naive),
        lambda: store.set_flagged("cnn-1", flagged=True, at=naive),
        lambda: store.start_run(SUBMISSION, Moment(naive, NOON.local_day)),
        lambda: store.finish_run(run_id, report(), naive),
        lambda: store.interrupt_runs(naive),
        lambda: store.save_draft("digits", "", naive),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="zone"):
            call()
    assert store.attempts(limit=10) == (kept,)
    assert kept.answered_at.tzinfo is UTC


def _sprint(store: Store, grades: tuple[Grade, ...], *, mode: Mode = Mode.SPRINT, ended: bool = True) -> int:
    request = replace(SESSION.request, mode=mode)
    session_id = store.add_session(replace(SESSION, request=request)).id
    assert session_id is not None
    for position, grade in enumerate(grades):
        store.add_attempt(attempt(session_id, position, grade=grade))
    if ended:
        store.end_session(session_id, LATER)
    return session_id


def test_sprints_are_ranked_by_right_answers_then_by_fewest_wrong_then_by_age(store: Store) -> None:
    right, wrong = Grade.CORRECT, Grade.INCORRECT
    two_of_three = _sprint(store, (right, wrong, right))
    two_of_two = _sprint(store, (right, right))
    one = _sprint(store, (right,))
    two_again = _sprint(store, (right, right))
    _sprint(store, (right, right, right), mode=Mode.EXAM)
    _sprint(store, (right, right, right), ended=False)
    _sprint(store, ())
    ranked = store.best_sprints(limit=10)
    assert [record.session_id for record in ranked] == [two_of_two, two_again, two_of_three, one]
    assert [(record.correct, record.answered) for record in ranked] == [(2, 2), (2, 2), (2, 3), (1, 1)]
    assert (ranked[0].started_at, ranked[0].local_day) == (NOON.at, NOON.local_day)
    assert store.best_sprints(limit=1) == ranked[:1]


def test_an_answer_taken_back_does_not_count_in_a_sprint(store: Store) -> None:
    session_id = _sprint(store, (Grade.CORRECT, Grade.CORRECT), ended=False)
    newest = store.attempts(limit=1)[0]
    assert newest.id is not None
    store.undo_attempt(newest.id, LATER)
    store.end_session(session_id, LATER)
    assert [(one.correct, one.answered) for one in store.best_sprints(limit=5)] == [(1, 1)]


def test_diagnoses_come_back_newest_first_beside_what_is_true(store: Store) -> None:
    truth, said = Diagnosis(12, BugKind.FROZEN), Diagnosis(12, BugKind.ONE_BATCH)
    first = store.add_diagnosis("tiny~4", truth, said, NOON)
    second = store.add_diagnosis("tiny~4", truth, truth, NOON)

    assert store.diagnoses() == (
        DiagnosisRecord(second, "tiny~4", truth, truth, NOON.at, NOON.local_day),
        DiagnosisRecord(first, "tiny~4", truth, said, NOON.at, NOON.local_day),
    )
    assert [record.grade.is_right for record in store.diagnoses()] == [True, False]
