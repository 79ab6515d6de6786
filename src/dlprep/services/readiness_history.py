"""What was said of readiness, kept by day, and what is to be shown of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.domain.errors import StorageError
from dlprep.domain.planning.said import Saying, earlier
from dlprep.services.planning import plan, stand

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.planning.likely import Likely
    from dlprep.domain.planning.plans import Plan
    from dlprep.services.planning import Stand
    from dlprep.services.ports import Moment, Store
    from dlprep.services.saying_store import SayingStore
    from dlprep.settings import Settings

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ReadinessHistory:
    """What was said about the job that the settings aim at."""

    sayings: tuple[Saying, ...]
    """The oldest day first."""
    others: int
    """Days and jobs that are left out, because they are about another job or level."""
    earlier: Saying | None
    """The one to hold today against; None when there is none before today."""


def history_of(store: SayingStore, settings: Settings, moment: Moment) -> ReadinessHistory:
    """What was said about the job in the settings.

    Raises:
        StorageError: if the history cannot be read.
    """
    found = store.sayings()
    target = (settings.target_role, settings.target_level)
    ours = tuple(one for one in found if (one.role, one.level) == target)
    return ReadinessHistory(ours, len(found) - len(ours), earlier(ours, moment.local_day))


def planned(bank: QuestionBank, store: Store, settings: Settings, moment: Moment) -> Plan:
    """The plan, with what it says of readiness kept for the day; raises as `planning.plan` does."""
    made = plan(bank, store, settings, moment)
    whole = made.readiness.whole
    if made.likely is not None and whole.met:
        said = _saying(settings, moment, now=whole.now, likely=made.likely, coverage=whole.coverage)
        following, stopping = round(whole.following, _DIGITS), round(whole.stopping, _DIGITS)
        _keep(store, replace(said, interview=made.interview, following=following, stopping=stopping))
    return made


def standing(bank: QuestionBank, store: Store, settings: Settings, moment: Moment) -> Stand:
    """How ready one is where no day is set, kept for the day; raises as `planning.stand` does."""
    found = stand(bank, store, settings, moment)
    if found.coverage:
        _keep(
            store,
            _saying(settings, moment, now=found.now, likely=found.likely, coverage=found.coverage),
        )
    return found


def _saying(settings: Settings, moment: Moment, *, now: float, likely: Likely, coverage: float) -> Saying:
    """What is said today, as far as it needs no day of an interview."""
    return Saying(
        day=moment.local_day,
        role=settings.target_role,
        level=settings.target_level,
        now=round(now, _DIGITS),
        low=round(likely.low, _DIGITS),
        high=round(likely.high, _DIGITS),
        coverage=round(coverage, _DIGITS),
        interview=None,
        minutes=settings.minutes_a_day,
        following=None,
        stopping=None,
        made_at=moment.at,
    )


def _keep(store: SayingStore, saying: Saying) -> None:
    """Keeps it if it can: a history that cannot be written can still be looked at."""
    with suppress(StorageError):
        store.keep_saying(saying)
