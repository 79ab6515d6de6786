"""The plan follows what was really done: answers, answers taken back, days that were missed."""

from datetime import date

import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.planning.plans import Plan
from dlprep.services.planning import plan
from dlprep.settings import Settings
from tui.study_support import StudyParts, answer_some

GOAL = Settings(interview_date=date(2026, 3, 24), minutes_a_day=5)


def planned(parts: StudyParts) -> Plan:
    return plan(parts.bank, parts.fake_store, GOAL, parts.clock.moment())


def test_an_answer_counts_and_one_taken_back_does_not() -> None:
    parts = StudyParts()
    before = planned(parts)
    (attempt,) = answer_some(parts, 1)
    after = planned(parts)
    assert (before.readiness.whole.met, after.readiness.whole.met) == (0, 1)
    assert after.readiness.now > before.readiness.now
    assert after.spent > before.spent == 0
    assert attempt.id is not None
    parts.fake_store.undo_attempt(attempt.id, parts.clock.moment().at)
    assert planned(parts) == before


def test_missed_days_leave_fewer_and_a_plan_that_still_gains() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    first = planned(parts)
    parts.fake_clock.advance(3 * 86_400)
    later = planned(parts)
    assert later.days_left == len(later.days) == first.days_left - 3
    whole = later.readiness.whole
    assert whole.following > whole.stopping
    assert whole.following <= first.readiness.whole.following + 1e-9


@pytest.mark.parametrize(
    ("day", "told"), [(None, "No interview date is set."), (date(2026, 3, 13), "is over")]
)
def test_without_a_day_ahead_there_is_no_plan(day: date | None, told: str) -> None:
    parts = StudyParts()
    with pytest.raises(BadInputError, match=told) as refused:
        plan(parts.bank, parts.fake_store, Settings(interview_date=day), parts.clock.moment())
    assert refused.value.way_out is not None


def test_a_year_ahead_is_planned_day_by_day() -> None:
    parts = StudyParts()
    far = Settings(interview_date=date(2027, 3, 14), minutes_a_day=240)
    found = plan(parts.bank, parts.fake_store, far, parts.clock.moment())
    assert len(found.days) == 365
    assert found.readiness.whole.following >= found.readiness.whole.stopping
