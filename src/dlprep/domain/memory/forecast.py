"""What memory asks for in the coming days, and how much would be left without any review."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dlprep.domain.memory.schedule import Remembered, retrievability

DAYS = 30


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """One coming day."""

    day: date
    due: int
    """Cards due on it; those overdue count to the first day."""
    recall: float | None
    """Mean chance to recall a card then, if nothing were reviewed before; None without cards."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The coming days, today first."""

    days: tuple[ForecastDay, ...]
    cards: int

    @property
    def recall_today(self) -> float | None:
        """Mean chance to recall a card now."""
        return self.days[0].recall if self.days else None


def forecast(cards: Collection[Remembered], *, at: datetime, today: date, days: int = DAYS) -> Forecast:
    """Due load and recall for `days` days from today."""
    load = Counter(max(0, (one.due_day - today).days) for one in cards)
    return Forecast(
        tuple(
            ForecastDay(_after(today, n), load[n], mean_recall(cards, at + timedelta(days=n)))
            for n in range(days)
        ),
        len(cards),
    )


def mean_recall(cards: Collection[Remembered], at: datetime) -> float | None:
    """Mean chance to recall a card at a time; None without cards."""
    if not cards:
        return None
    return sum(retrievability(one.card, at) for one in cards) / len(cards)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
