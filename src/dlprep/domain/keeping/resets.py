"""Topics begun anew: their answers no longer count, until that is undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TopicReset:
    """One reset."""

    id: int
    topic: str
    made_at: datetime
    local_day: date
    answers: int
    """How many it took out of the count."""
    undone_at: datetime | None = None
    """Set when it was undone: the answers count again."""
