"""Shares, weeks, calibration, retention and the wrong book, by exact values."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.grading import Grade
from dlprep.domain.practice import Confidence
from dlprep.domain.progress import DayRecord, QuestionRecord
from dlprep.domain.records.calibration import calibration
from dlprep.domain.records.retention import RETENTION_FROM, retention
from dlprep.domain.records.shares import Share
from dlprep.domain.records.weeks import Day, calendar, monday_of
from dlprep.domain.records.wrong_book import wrong_book

SATURDAY = date(2026, 3, 14)
SURE, THINK_SO, GUESS = Confidence.SURE, Confidence.THINK_SO, Confidence.GUESS


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (8, 10, 0.490162, 0.943318),
        (0, 5, 0.0, 0.434482),
        (50, 100, 0.403832, 0.596168),
        (3, 3, 0.438503, 1.0),
    ],
)
def test_wilson_intervals_have_their_known_values(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=1e-6)


def test_of_nothing_nothing_is_known() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, (0.0, 1.0))


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(whole: int, share: float) -> None:
    found = Share(round(share * whole), whole)
    low, high = found.interval
    assert found.value is not None
    assert 0 <= low <= found.value + 1e-12
    assert found.value - 1e-12 <= high <= 1


def test_brier_is_the_mean_squared_distance_from_what_the_marks_claim() -> None:
    found = calibration({SURE: Share(8, 10), THINK_SO: Share(3, 4), GUESS: Share(1, 5)})
    assert [mark.claimed for mark in found.marks] == [0.95, 0.75, 0.35]
    assert found.answers == 19
    sure, think_so, guess = 8 * 0.05**2 + 2 * 0.95**2, 3 * 0.25**2 + 0.75**2, 0.65**2 + 4 * 0.35**2
    assert found.brier == pytest.approx((sure + think_so + guess) / 19)
    assert found.brier == pytest.approx(0.183553, abs=1e-6)
    assert found.brier_without_marks == pytest.approx(12 / 19 * 7 / 19)


def test_without_answers_there_is_no_brier_score() -> None:
    found = calibration({})
    assert (found.answers, found.brier, found.brier_without_marks) == (0, None, None)
    assert [mark.confidence for mark in found.marks] == [SURE, THINK_SO, GUESS]


def test_a_mark_leans_only_when_its_interval_leaves_out_what_it_claims() -> None:
    marks = {SURE: Share(12, 20), THINK_SO: Share(15, 20), GUESS: Share(16, 20)}
    assert [mark.leaning for mark in calibration(marks).marks] == [1, 0, -1]
    assert [mark.leaning for mark in calibration({SURE: Share(0, 9)}).marks] == [0, 0, 0]


def test_retention_has_every_bucket_in_order() -> None:
    buckets = retention({0: Share(1, 2), 61: Share(3, 9)})
    assert [(one.first_day, one.last_day) for one in buckets] == [
        (0, 0),
        (1, 1),
        (2, 3),
        (4, 7),
        (8, 14),
        (15, 30),
        (31, 60),
        (61, None),
    ]
    assert tuple(one.first_day for one in buckets) == RETENTION_FROM
    assert (buckets[0].right, buckets[1].right, buckets[-1].right) == (Share(1, 2), Share(0, 0), Share(3, 9))


def test_a_calendar_has_whole_weeks_from_monday_and_stops_today() -> None:
    days = [
        DayRecord(SATURDAY, attempts=3, score_sum=1.5, runs=1, graded=2),
        DayRecord(SATURDAY - timedelta(days=5), attempts=30, score_sum=20, runs=0, graded=30),
        DayRecord(SATURDAY - timedelta(days=6), attempts=7, score_sum=7, runs=0, graded=7),
        DayRecord(SATURDAY - timedelta(days=300), attempts=7, score_sum=7, runs=0, graded=7),
        DayRecord(SATURDAY + timedelta(days=1), attempts=9, score_sum=9, runs=0, graded=9),
    ]
    before, week = calendar(days, SATURDAY, 2)
    assert (before.monday, week.monday) == (date(2026, 3, 2), date(2026, 3, 9))
    assert [day.count for day in before.days] == [0, 0, 0, 0, 0, 0, 7]
    assert [(day.day.day, day.count) for day in week.days] == [
        (9, 30),
        (10, 0),
        (11, 0),
        (12, 0),
        (13, 0),
        (14, 4),
    ]
    assert (week.answers, week.graded, week.runs, week.mean_score) == (33, 32, 1, 21.5 / 32)


def test_a_week_without_anything_is_there_and_has_no_mean() -> None:
    (week,) = calendar([], SATURDAY, 1)
    assert (week.answers, week.mean_score, len(week.days)) == (0, None, 6)


@pytest.mark.parametrize(
    ("count", "level"),
    [(0, 0), (1, 1), (4, 1), (5, 2), (14, 2), (15, 3), (29, 3), (30, 4), (999, 4)],
)
def test_levels_begin_where_they_say(count: int, level: int) -> None:
    assert Day(SATURDAY, count).level == level


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_weeks_follow_one_another(today: date, count: int) -> None:
    weeks = calendar([], today, count)
    assert len(weeks) == count
    assert weeks[-1].monday == monday_of(today)
    assert all(later.monday - week.monday == timedelta(days=7) for week, later in pairwise(weeks))
    assert weeks[-1].days[-1].day == today


def test_the_wrong_book_holds_what_was_not_right_the_last_time_newest_first() -> None:
    noon = datetime(2026, 3, 14, 12, tzinfo=UTC)
    grades = {"a": Grade.INCORRECT, "b": Grade.CORRECT, "c": Grade.PARTIAL}
    records = [
        QuestionRecord(name, 1, 0, 0.0, grade, noon + timedelta(hours=place))
        for place, (name, grade) in enumerate(grades.items())
    ]
    assert [record.question_id for record in wrong_book(records)] == ["c", "a"]
