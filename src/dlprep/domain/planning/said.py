"""What was said of readiness: one saying for each day and job, so that it can be held against later ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Saying:
    """The last thing said on a day about readiness for a job. Shares are from 0 to 1, to four digits."""

    day: date
    """The learner's own."""
    role: str
    """As in the settings; empty for any."""
    level: str
    now: float
    low: float
    """Where it likely is at least."""
    high: float
    """Where it likely is at most."""
    coverage: float
    """Share, by weight, of what was met."""
    interview: date | None
    """None where no day was set; `following` and `stopping` are None then too."""
    minutes: int
    """A day, by the plan."""
    following: float | None
    """On the day of the interview, if the plan is followed."""
    stopping: float | None
    """On the day, if nothing more is done."""
    made_at: datetime

    def says_the_same(self, other: Saying) -> bool:
        """True when only the time of day differs."""
        return replace(self, made_at=other.made_at) == other


_LOOKED_BACK_DAYS = 14


def earlier(sayings: Sequence[Saying], today: date) -> Saying | None:
    """What to hold today against: the oldest of the last two weeks, or the newest before them.

    None when nothing was said before today. `sayings` begin with the oldest.
    """
    before = [one for one in sayings if one.day < today]
    recent = [one for one in before if (today - one.day).days <= _LOOKED_BACK_DAYS]
    return recent[0] if recent else before[-1] if before else None
