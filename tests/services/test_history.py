"""What is looked for in the history, and what it says of topics, challenges and mastery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Mode
from dlprep.domain.records.filters import EVERYTHING, WRONG, HistoryFilter
from dlprep.services.abilities import ability_course, ability_report
from dlprep.services.history import challenge_courses, history_filter, topic_shares
from dlprep.services.search import SearchIndex
from tui.history_support import fill
from tui.study_support import StudyParts


@pytest.fixture(scope="module")
def parts() -> StudyParts:
    made = StudyParts()
    fill(made)
    return made


def test_choices_become_a_filter(parts: StudyParts) -> None:
    bank, index = parts.bank, SearchIndex(parts.bank)
    nothing = {"words": "", "topic": "", "grade": "", "mode": ""}
    assert history_filter(bank, None, **nothing) == EVERYTHING
    assert history_filter(bank, None, **{**nothing, "grade": "wrong"}) == HistoryFilter(grades=WRONG)
    assert history_filter(bank, None, **{**nothing, "grade": "correct"}).grades == {Grade.CORRECT}
    assert history_filter(bank, None, **{**nothing, "mode": "exam"}).mode is Mode.EXAM
    of_topic = history_filter(bank, None, **{**nothing, "topic": "nn-basics"}).question_ids
    assert of_topic == frozenset(("relu-dead", "loss-heads"))
    both = history_filter(bank, index, **{**nothing, "topic": "nn-basics", "words": "softmax"}).question_ids
    assert both == frozenset(("loss-heads",))
    assert (
        history_filter(bank, index, **{**nothing, "words": "nobody wrote this"}).question_ids == frozenset()
    )


def test_shares_of_topics_are_over_all_answers_to_their_questions(parts: StudyParts) -> None:
    records = parts.fake_store.question_records()
    shares = topic_shares(parts.bank, records)
    assert list(shares) == [topic.id for topic in parts.bank.topics if topic.id in shares]
    assert sum(share.whole for share in shares.values()) == sum(each.attempts for each in records.values())
    assert sum(share.part for share in shares.values()) == sum(each.correct for each in records.values())
    assert topic_shares(parts.bank, {}) == {}


def test_a_challenge_tells_its_best_run_and_what_its_runs_reached(parts: StudyParts) -> None:
    (course,) = challenge_courses(parts.fake_store)
    assert course.values == tuple(pytest.approx(0.84 + 0.008 * place) for place in range(9))
    assert course.best.value == course.values[-1]


def test_the_course_of_mastery_ends_where_the_abilities_stand(parts: StudyParts) -> None:
    bank, store, moment = parts.bank, parts.fake_store, parts.clock.moment()
    monday = datetime(2026, 3, 9, tzinfo=UTC)
    ends = [*(monday - timedelta(weeks=weeks) for weeks in (100, 20, 10, 1, 0)), moment.at]
    before, *course = ability_course(bank, store, ends)
    assert before is None
    assert len(course) == 5
    now = ability_report(bank, store, moment).overall
    assert course[-1] is not None
    assert (course[-1].mean, course[-1].deviation) == pytest.approx((now.mean, now.deviation), abs=0.01)
