"""A streak goes by local days, survives flights and clocks that are set, and is bridged by freezes."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.records.streaks import (
    DAYS_FOR_A_FREEZE,
    MOST_FREEZES,
    ActiveDay,
    Streak,
    deciding_days,
    streak,
)

TODAY = date(2026, 3, 14)
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def days_ago(*ago: int) -> tuple[ActiveDay, ...]:
    """Days with something done, without times."""
    return tuple(ActiveDay(TODAY - n * DAY) for n in ago)


def of(*ago: int) -> Streak:
    return streak(days_ago(*ago), TODAY, NOW)


def test_days_in_a_row_count_and_today_is_not_missed_before_it_is_over() -> None:
    assert (of(0, 1, 2, 4).days, of(0, 1, 2, 4).has_today) == (3, True)
    assert (of(1, 2).days, of(1, 2).has_today) == (2, False)
    assert of(2, 3).days == 0
    assert of() == Streak()


def test_seven_days_earn_a_freeze_and_two_are_the_most() -> None:
    assert [of(*range(n)).freezes for n in (6, 7, 13, 14, 30)] == [0, 1, 1, 2, 2]
    assert [of(*range(n)).days_to_next_freeze for n in (0, 6, 7)] == [7, 1, 7]


def test_a_freeze_bridges_a_missed_day_and_adds_nothing() -> None:
    bridged = of(0, *range(2, 9))
    assert (bridged.days, bridged.freezes) == (8, 0)
    assert bridged.bridged == (TODAY - DAY,)


def test_a_freeze_holds_a_streak_through_yesterday() -> None:
    held = of(*range(2, 10))
    assert (held.days, held.freezes, held.bridged, held.has_today) == (8, 0, (TODAY - DAY,), False)


def test_more_missed_days_than_freezes_end_the_streak_and_take_the_freezes() -> None:
    assert of(0, *range(3, 12)) == Streak(days=1, has_today=True)
    assert of(0, *range(3, 17)).days == 15
    assert of(*range(3, 10)).days == 0


def at(local: datetime) -> ActiveDay:
    """A day with one answer at a local time."""
    return ActiveDay(local.date(), first_at=local.astimezone(UTC), last_at=local.astimezone(UTC))


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


def test_a_flight_across_the_date_line_leaves_out_a_day_that_nobody_missed() -> None:
    monday = datetime(2026, 3, 9, 23, tzinfo=zone(-8))
    wednesday = datetime(2026, 3, 11, 8, tzinfo=zone(9))
    assert streak([at(monday), at(wednesday)], wednesday.date(), wednesday).days == 2
    landed = streak([at(monday)], wednesday.date(), wednesday)
    assert (landed.days, landed.has_today) == (1, False)
    at_home = datetime(2026, 3, 11, 23, tzinfo=zone(-8))
    assert streak([at(monday), at(at_home)], at_home.date(), at_home).days == 1


def test_a_flight_back_lives_a_day_twice_and_counts_it_once() -> None:
    tuesday = datetime(2026, 3, 10, 9, tzinfo=zone(9))
    monday_again = datetime(2026, 3, 9, 20, tzinfo=zone(-8))
    found = streak([at(tuesday), at(monday_again)], monday_again.date(), monday_again)
    assert (found.days, found.has_today) == (2, True)


@pytest.mark.parametrize("back", [timedelta(hours=1), DAY, 2 * DAY])
def test_a_clock_set_back_loses_nothing(back: timedelta) -> None:
    assert streak(days_ago(*range(5)), TODAY - back, NOW - back).days == 5


def test_a_day_of_a_clock_that_ran_years_ahead_waits_for_its_time() -> None:
    ahead = ActiveDay(date(2036, 1, 1))
    assert streak([*days_ago(0, 1, 2), ahead], TODAY, NOW).days == 3


active = st.sets(st.integers(0, 60))


def flown(stops: list[tuple[float, float]]) -> tuple[dict[date, ActiveDay], datetime, datetime]:
    """Answers after hours each, in zones of such offsets: the days, and the last moment here and there."""
    moment = local = NOW
    done: dict[date, ActiveDay] = {}
    for hours, offset in stops:
        moment += timedelta(hours=hours)
        local = moment.astimezone(zone(offset))
        old = done.get(local.date(), at(local))
        done[local.date()] = ActiveDay(local.date(), first_at=old.first_at, last_at=moment)
    return done, moment, local


@given(active)
def test_no_freeze_ever_adds_to_the_count(ago: set[int]) -> None:
    found = of(*ago)
    assert 0 <= found.days <= len(ago)
    assert 0 <= found.freezes <= MOST_FREEZES
    assert not {TODAY - n * DAY for n in ago} & set(found.bridged)
    assert len(found.bridged) + found.freezes <= found.days // DAYS_FOR_A_FREEZE


@given(active)
def test_a_streak_is_what_a_plain_calendar_says(ago: set[int]) -> None:
    days = freezes = 0
    for n in range(60, -1, -1):
        if n in ago:
            days += 1
            freezes = min(2, freezes + (days % 7 == 0))
        elif n:
            days, freezes = (days, freezes - 1) if freezes else (0, 0)
    assert (of(*ago).days, of(*ago).freezes) == (days, freezes)


@given(active, st.integers(0, 60))
def test_doing_something_on_one_more_day_never_shortens_a_streak(ago: set[int], more: int) -> None:
    assert of(*ago | {more}).days >= of(*ago).days


@given(
    st.lists(
        st.tuples(st.floats(0.5, 23.9), st.sampled_from([-12, -10, -8, -3.5, 0, 5.75, 8, 9, 14])),
        min_size=1,
        max_size=40,
    )
)
def test_who_practises_within_every_24_hours_keeps_the_streak_wherever_the_plane_lands(
    stops: list[tuple[float, float]],
) -> None:
    done, moment, local = flown(stops)
    assert streak(done.values(), local.date(), moment).days == len(done)


def test_only_days_beside_a_gap_that_matters_are_looked_at_closely() -> None:
    ago = [0, 1, 3, 4, 7, 20, 22]
    assert deciding_days([TODAY - n * DAY for n in ago], TODAY) == tuple(
        TODAY - n * DAY for n in (7, 4, 3, 1)
    )
    assert deciding_days([TODAY - 2 * DAY], TODAY) == (TODAY - 2 * DAY,)
    assert deciding_days([TODAY - 9 * DAY], TODAY) == ()
    assert deciding_days([], TODAY) == ()


@given(
    st.lists(st.tuples(st.floats(1, 100), st.sampled_from([-12, 0, 14])), min_size=1, max_size=40),
    st.floats(0, 60),
)
def test_the_times_of_the_deciding_days_are_all_that_a_streak_needs(
    stops: list[tuple[float, float]], later: float
) -> None:
    done, moment, local = flown(stops)
    now = moment + timedelta(hours=later)
    today = now.astimezone(local.tzinfo).date()
    deciding = deciding_days(done, today)
    few = [day if day.day in deciding else ActiveDay(day.day) for day in done.values()]
    assert streak(few, today, now) == streak(done.values(), today, now)
