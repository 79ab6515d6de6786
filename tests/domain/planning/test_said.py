"""Which earlier saying today is held against."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dlprep.domain.planning.said import earlier
from dlprep.domain.planning.telling import earlier_line
from storage.samples import SAYING

TODAY = SAYING.day


@pytest.mark.parametrize(
    ("ages", "found"),
    [
        ((), None),
        ((0,), None),
        ((1, 0), 1),
        ((20, 14, 3, 0), 14),
        ((40, 20), 20),
        ((15, 12), 12),
        ((3, -2), 3),
    ],
)
def test_the_oldest_of_two_weeks_or_else_the_newest_before(ages: tuple[int, ...], found: int | None) -> None:
    said = earlier([replace(SAYING, day=TODAY - timedelta(days=age)) for age in ages], TODAY)
    assert (None if said is None else (TODAY - said.day).days) == found


@pytest.mark.parametrize(("age", "told"), [(1, "Yesterday: 51%."), (12, "12 days ago: 51%.")])
def test_it_says_when_that_was(age: int, told: str) -> None:
    assert str(earlier_line(replace(SAYING, day=TODAY - timedelta(days=age)), TODAY)) == told
