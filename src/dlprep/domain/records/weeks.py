"""Days as weeks of a calendar, and how each week went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dlprep.domain.progress import DayRecord

LEVELS_FROM = (1, 5, 15, 30)
"""How many answers and runs a day needs for level 1, 2, 3 and 4; a day without is at level 0."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date
    count: int
    """Answers and runs."""

    @property
    def level(self) -> int:
        """0 to 4."""
        return sum(self.count >= least for least in LEVELS_FROM)


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday on."""

    monday: date
    days: tuple[Day, ...]
    """Monday to Sunday; days to come are left out."""
    answers: int
    graded: int
    """Answers with a grade."""
    score_sum: float
    runs: int

    @property
    def mean_score(self) -> float | None:
        """0 to 1; None without a graded answer."""
        return self.score_sum / self.graded if self.graded else None


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * _DAY


def calendar(days: Iterable[DayRecord], today: date, count: int) -> tuple[Week, ...]:
    """The last `count` weeks up to today's, oldest first; weeks without anything are there too."""
    first = monday_of(today) - (count - 1) * 7 * _DAY
    inside = sorted((record for record in days if first <= record.day <= today), key=lambda one: one.day)
    by_week = {monday: list(found) for monday, found in groupby(inside, lambda one: monday_of(one.day))}
    mondays = (first + number * 7 * _DAY for number in range(count))
    return tuple(_week(monday, by_week.get(monday, []), today) for monday in mondays)


def _week(monday: date, records: list[DayRecord], today: date) -> Week:
    counts = {record.day: record.attempts + record.runs for record in records}
    whole = (monday + number * _DAY for number in range(7))
    return Week(
        monday=monday,
        days=tuple(Day(day, counts.get(day, 0)) for day in whole if day <= today),
        answers=sum(record.attempts for record in records),
        graded=sum(record.graded for record in records),
        score_sum=sum(record.score_sum for record in records),
        runs=sum(record.runs for record in records),
    )
