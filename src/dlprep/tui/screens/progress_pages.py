"""What Progress reads, a page at a time; every function here touches the disk and belongs into a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.services.review import today
from dlprep.tui.screens import progress_rows as rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.language import Language
    from dlprep.tui.core import Core
    from dlprep.tui.widgets.record_list import Record

    Tr = Callable[..., str]

PAGE = 60
"""Rows read at a time, more than the highest terminal shows."""


@dataclass(frozen=True)
class Told:
    """The line above the topics, in numbers."""

    today: int
    """Answers of today."""
    streak: int
    """Days in a row."""
    answers: int
    runs: int
    days: int
    """Days with something done."""


def read_topics(core: Core, language: Language) -> tuple[Told, tuple[Record, ...]]:
    """All topics, for there are few, and what there is to tell of the whole history."""
    bank, store = core.bank(), core.store()
    found, days = today(bank, store, core.clock.moment()), store.days()
    told = Told(
        today=found.attempts_today,
        streak=found.streak,
        answers=sum(day.attempts for day in days),
        runs=sum(day.runs for day in days),
        days=len(days),
    )
    return told, tuple(rows.topic_record(topic, bank, language) for topic in found.topics)


def _sessions(core: Core, language: Language, tr: Tr, before_id: int | None) -> tuple[Record, ...]:  # noqa: ARG001
    found = core.store().sessions(limit=PAGE, before_id=before_id)
    return tuple(rows.session_record(session, tr) for session in found)


def _attempts(core: Core, language: Language, tr: Tr, before_id: int | None) -> tuple[Record, ...]:
    bank = core.bank()
    found = core.store().attempts(limit=PAGE, before_id=before_id)
    return tuple(rows.attempt_record(attempt, bank, language, tr) for attempt in found)


def _runs(core: Core, language: Language, tr: Tr, before_id: int | None) -> tuple[Record, ...]:
    bank = core.bank()
    found = core.store().runs(limit=PAGE, before_id=before_id)
    return tuple(rows.run_record(run, bank, language, tr) for run in found)


def _interviews(core: Core, language: Language, tr: Tr, before_id: int | None) -> tuple[Record, ...]:  # noqa: ARG001
    found = core.store().interviews(limit=PAGE, before_id=before_id)
    return tuple(rows.interview_record(interview, tr) for interview in found)


READERS: dict[str, Callable[[Core, Language, Tr, int | None], tuple[Record, ...]]] = {
    "sessions": _sessions,
    "attempts": _attempts,
    "runs": _runs,
    "interviews": _interviews,
}
"""A page of each list that pages, newest first, by the name of its tab."""
