"""Days in a row, by the learner's own calendar, with freezes for days that were missed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

DAYS_FOR_A_FREEZE = 7
"""Each time a streak grows by so many days, a freeze is earned."""
MOST_FREEZES = 2
"""Kept at a time."""
_FURTHEST_AHEAD = timedelta(days=2)
"""Who flies east and back may be so far ahead of today; a day beyond that came from a wrong clock."""
_DAY = timedelta(days=1)
_SAVED_BY_FLYING = 2
"""Days that a calendar may leave out at most for who flies: zones lie 26 hours apart."""


@dataclass(frozen=True, slots=True)
class ActiveDay:
    """A local day on which something was done."""

    day: date
    first_at: datetime | None = None
    last_at: datetime | None = None
    """When it was done first and last; None where it decides nothing."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Where the days in a row stand."""

    days: int = 0
    """Days with something done; a day that a freeze bridged is none of them."""
    freezes: int = 0
    """Kept for days to come."""
    bridged: tuple[date, ...] = ()
    """Missed days of this streak, each of which took a freeze."""
    has_today: bool = False
    """True when something was done today; before that, today is not missed yet."""

    @property
    def days_to_next_freeze(self) -> int:
        """How many days more until one is earned; at the most that are kept, until one would be."""
        return DAYS_FOR_A_FREEZE - self.days % DAYS_FOR_A_FREEZE


def streak(days: Iterable[ActiveDay], today: date, now: datetime) -> Streak:
    """The streak on the local day `today`.

    Days are local days as they were kept, so no change of zone moves what was done. Who flies west across
    the date line has a calendar that leaves a day out: days are missed only as far as 24 hours for each have
    gone by. A clock set back makes `today` earlier than days already done; these still count.
    """
    active = sorted(
        (record for record in days if record.day <= today + _FURTHEST_AHEAD),
        key=lambda record: record.day,
    )
    if not active:
        return Streak()
    walk = _Walk()
    before: ActiveDay | None = None
    for record in active:
        if before is not None:
            walk.miss(_missed(before, record.day, record.first_at))
        walk.add()
        before = record
    last = active[-1]
    walk.miss(_missed(last, max(today, last.day), now))
    return Streak(walk.days, walk.freezes, tuple(walk.bridged), has_today=last.day >= today)


@dataclass(slots=True)
class _Walk:
    """A streak while the days go by."""

    days: int = 0
    freezes: int = 0
    bridged: list[date] = field(default_factory=list)

    def add(self) -> None:
        """A day with something done."""
        self.days += 1
        if self.days % DAYS_FOR_A_FREEZE == 0:
            self.freezes = min(MOST_FREEZES, self.freezes + 1)

    def miss(self, missed: list[date]) -> None:
        """Days without; each takes a freeze, or ends the streak."""
        if len(missed) > self.freezes:
            self.days, self.freezes, self.bridged = 0, 0, []
            return
        self.freezes -= len(missed)
        self.bridged += missed


def _missed(before: ActiveDay, day: date, at: datetime | None) -> list[date]:
    """The days between two, as far as they can have gone by since what was done last."""
    between = max(0, (day - before.day).days - 1)
    if between and at is not None and before.last_at is not None:
        gone_by = max(timedelta(), at - before.last_at) // _DAY
        between = min(between, gone_by)
    return [before.day + n * _DAY for n in range(1, between + 1)]


def deciding_days(days: Collection[date], today: date) -> tuple[date, ...]:
    """The days of which it matters when something was done: those beside a gap that flying may explain."""
    ordered = sorted(day for day in days if day <= today + _FURTHEST_AHEAD)
    if not ordered:
        return ()
    found: set[date] = set()
    most = 1 + MOST_FREEZES + _SAVED_BY_FLYING
    for day, after in reversed(list(pairwise([*ordered, max(today, ordered[-1])]))):
        if (after - day).days > most:
            break
        if (after - day).days > 1:
            found |= {day, after}
    return tuple(sorted(found & set(ordered)))
