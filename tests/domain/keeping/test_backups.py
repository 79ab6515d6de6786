"""Which backups are kept, against a plain model of the rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.keeping.backups import (
    Backup,
    BackupKind,
    backup_of,
    file_name,
    newest_first,
    outdated,
)

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
FOLDER = Path("backups")


def _backup(kind: BackupKind, at: datetime, number: int = 1) -> Backup:
    day = at.date()
    return Backup(FOLDER / file_name(kind, at, day, number), kind, at, day, number)


def _daily(days_ago: int) -> Backup:
    return _backup(BackupKind.DAILY, NOON - timedelta(days=days_ago))


def _kept_days(days: range) -> list[int]:
    backups = [_daily(ago) for ago in days]
    gone = set(outdated(backups, NOON))
    return [ago for ago, backup in zip(days, backups, strict=True) if backup not in gone]


backups = st.lists(
    st.builds(
        _backup,
        st.sampled_from(BackupKind),
        st.integers(-900 * 24, 30 * 24).map(lambda hours: NOON + timedelta(hours=hours)),
    ),
    unique=True,
    max_size=60,
)


def test_a_week_of_days_two_months_of_weeks_and_a_year_of_months_stay() -> None:
    kept = _kept_days(range(800))
    assert kept[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(kept) <= 7 + 8 + 12
    sundays, ends_of_months = [13, 20, 27, 34, 41, 48], [14, 42]
    assert [ago for ago in kept if 7 <= ago < 56] == sorted(sundays + ends_of_months)
    assert kept[-1] == 318, "the end of last April, the twelfth month"


def test_a_pause_of_years_takes_nothing_away() -> None:
    assert _kept_days(range(1000, 1007)) == list(range(1000, 1007))


def test_a_clock_set_forward_for_a_moment_drops_one_day_at_most() -> None:
    week = [_daily(ago) for ago in range(7)]
    late = _backup(BackupKind.DAILY, NOON + timedelta(days=3650))
    assert len(outdated([*week, late], late.at)) <= 1


def test_what_bears_a_time_to_come_counts_for_nothing_and_stays() -> None:
    to_come = [_backup(BackupKind.DAILY, NOON + timedelta(days=ahead)) for ahead in range(1, 20)]
    week = [_daily(ago) for ago in range(7)]
    assert outdated([*to_come, *week], NOON) == ()


def test_the_learners_own_backups_are_the_learners_to_delete() -> None:
    assert outdated([_backup(BackupKind.MANUAL, NOON - timedelta(hours=n)) for n in range(50)], NOON) == ()


@given(backups)
def test_rotation_agrees_with_the_plain_rule(held: list[Backup]) -> None:
    gone = set(outdated(held, NOON))
    for one in held:
        assert (one in gone) == (not _is_wanted(one, held))


@given(backups)
def test_rotating_again_drops_nothing_more(held: list[Backup]) -> None:
    gone = outdated(held, NOON)
    assert outdated([one for one in held if one not in gone], NOON) == ()


def _is_wanted(one: Backup, held: list[Backup]) -> bool:
    """The rule as the documentation tells it, one backup at a time."""
    if one.at > NOON or one.kind is BackupKind.MANUAL:
        return True
    newer = [
        other
        for other in held
        if other.kind is one.kind and other.at <= NOON and newest_first([one, other])[0] == other != one
    ]
    if one.kind is not BackupKind.DAILY:
        return len(newer) < 3

    def is_newest_of(period: str, most: int) -> bool:
        newer_periods = {f"{other.local_day:{period}}" for other in newer}
        return f"{one.local_day:{period}}" not in newer_periods and len(newer_periods) < most

    return is_newest_of("%Y-%m-%d", 7) or is_newest_of("%G-%V", 8) or is_newest_of("%Y-%m", 12)


@given(
    st.sampled_from(BackupKind),
    st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - made aware below
    st.dates(date(1970, 1, 1)),
    st.integers(1, 99),
)
def test_a_name_says_all_there_is_to_say(kind: BackupKind, at: datetime, day: date, number: int) -> None:
    at = at.replace(tzinfo=UTC, microsecond=0)
    path = FOLDER / file_name(kind, at, day, number)
    assert backup_of(path) == Backup(path, kind, at, day, number)


@pytest.mark.parametrize(
    "name",
    [
        "making.db",
        "backups-lock",
        "2026-03-14-yearly-20260314T120000Z.db",
        "2026-02-30-daily-20260314T120000Z.db",
        "2026-03-14-daily-20260314T120000Z.db-wal",
        "2026-03-14-daily-20260314T126100Z.db",
    ],
)
def test_other_files_are_no_backups(name: str) -> None:
    assert backup_of(FOLDER / name) is None
