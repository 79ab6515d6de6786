"""What is said of readiness is kept by day and job, once anything was answered, and never more than once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dlprep.domain.errors import StorageError
from dlprep.domain.messages import message
from dlprep.services.planning import stand
from dlprep.services.readiness_history import history_of, planned, standing
from dlprep.settings import Settings
from tui.study_support import StudyParts, answer_each, answer_some

GOAL = Settings(interview_date=date(2026, 3, 24), minutes_a_day=5, target_role="cv")
DAY = 86_400


def say(parts: StudyParts, settings: Settings = GOAL) -> None:
    planned(parts.bank, parts.fake_store, settings, parts.clock.moment())


def test_what_a_plan_says_is_kept_as_it_says_it() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    made = planned(parts.bank, parts.fake_store, GOAL, parts.clock.moment())
    (said,) = parts.fake_store.sayings()
    whole = made.readiness.whole
    assert made.likely is not None
    assert (said.day, said.role, said.level) == (date(2026, 3, 14), "cv", "mid")
    assert (said.interview, said.minutes) == (GOAL.interview_date, 5)
    assert [said.now, said.coverage, said.following, said.stopping] == pytest.approx(
        [whole.now, whole.coverage, whole.following, whole.stopping], abs=1e-4
    )
    assert (said.low, said.high) == pytest.approx((made.likely.low, made.likely.high), abs=1e-4)


def test_nothing_is_kept_before_the_first_answer() -> None:
    parts = StudyParts()
    say(parts)
    standing(parts.bank, parts.fake_store, Settings(), parts.clock.moment())
    assert parts.fake_store.sayings() == ()


def test_a_day_has_one_row_which_says_the_last() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    say(parts)
    first = parts.fake_store.sayings()
    parts.fake_clock.advance(60)
    say(parts)
    assert parts.fake_store.sayings() == first
    answer_each(parts, ("softmax-logits",))
    say(parts)
    (last,) = parts.fake_store.sayings()
    assert last.coverage > first[0].coverage
    parts.fake_clock.advance(DAY)
    say(parts)
    assert [one.day.day for one in parts.fake_store.sayings()] == [14, 15]


def test_without_a_day_readiness_is_kept_all_the_same() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    aim = replace(GOAL, interview_date=None)
    found = standing(parts.bank, parts.fake_store, aim, parts.clock.moment())
    (said,) = parts.fake_store.sayings()
    assert (said.interview, said.following, said.stopping) == (None, None, None)
    assert said.now == round(found.now, 4)
    with_a_day = planned(parts.bank, parts.fake_store, GOAL, parts.clock.moment())
    assert with_a_day.readiness.now == pytest.approx(found.now)
    (said,) = parts.fake_store.sayings()
    assert said.interview == GOAL.interview_date


def test_a_history_that_cannot_be_written_is_planned_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = StudyParts()
    answer_some(parts, 1)

    def refuse(_saying: object) -> bool:
        raise StorageError(message("read-only"))

    kept = planned(parts.bank, parts.fake_store, GOAL, parts.clock.moment())
    before = parts.fake_store.sayings()
    monkeypatch.setattr(parts.fake_store, "keep_saying", refuse)
    assert planned(parts.bank, parts.fake_store, GOAL, parts.clock.moment()) == kept
    assert parts.fake_store.sayings() == before


def test_other_jobs_are_counted_and_left_out() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    for days, role in enumerate(("cv", "nlp", "cv", "cv")):
        parts.fake_clock.advance(DAY * bool(days))
        say(parts, replace(GOAL, target_role=role))
    found = history_of(parts.fake_store, GOAL, parts.clock.moment())
    assert ([one.day.day for one in found.sayings], found.others) == ([14, 16, 17], 1)
    assert found.earlier is not None
    assert found.earlier.day.day == 14


def test_before_the_first_answer_it_is_a_guess_and_many_answers_make_it_none() -> None:
    parts = StudyParts()
    untouched = stand(parts.bank, parts.fake_store, GOAL, parts.clock.moment())
    assert untouched.likely.is_guess
    assert untouched.likely.from_prior == pytest.approx(1)
    assert untouched.likely.low < untouched.now < untouched.likely.high
    answer_each(parts)
    told = stand(parts.bank, parts.fake_store, GOAL, parts.clock.moment())
    assert not told.likely.is_guess
    assert told.likely.high - told.likely.low < untouched.likely.high - untouched.likely.low
