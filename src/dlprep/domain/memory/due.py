"""What is due today, in the order in which it is worth doing, with the reason of every item."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from dlprep.domain.memory.cards import CardKey
from dlprep.domain.memory.schedule import Remembered, retrievability
from dlprep.domain.messages import Message, message

LEECH_LAPSES = 4
"""Days on which something was lost again, from which repeating it alone is not what it needs."""
_WAITING = timedelta(days=7)
"""What a review is worth is what would be lost by leaving it this long."""


class Reason(StrEnum):
    """Why something is in the queue, the most urgent first."""

    STUDY = "study"
    """The last interview's scorecard named it."""
    CONFIDENTLY_WRONG = "confidently-wrong"
    SAME_CONCEPT = "same-concept"
    """A challenge failed, or an interview answer was fumbled, on what it asks."""
    LEECH = "leech"
    DUE = "due"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a day asks for."""

    reviews: int = 60
    new: int = 10
    leeches: int = 5
    """Of the reviews; more of them in one day discourage and teach little."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What else than the calendar brings something into the queue; each with its reason."""

    studies: Mapping[CardKey, Message] = field(default_factory=dict)
    pulled: Mapping[CardKey, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Something that has no card yet, and why its turn has come."""

    key: CardKey
    why: Message


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to recall today."""

    key: CardKey
    reason: Reason
    why: Message
    recall: float | None = None
    """The chance to recall it now; None for what is new."""
    overdue_days: int = 0
    """Days since it was due; 0 for what is due today, or comes early."""
    is_leech: bool = False


@dataclass(frozen=True, slots=True)
class DueQueue:
    """What today asks for."""

    items: tuple[DueItem, ...]
    later: int
    """Reviews that are due and left to other days, because there are more than a day takes."""
    reviewed_today: int
    new_today: int

    @property
    def reviews(self) -> int:
        """Items that were asked before."""
        return sum(item.reason is not Reason.NEW for item in self.items)


def due_queue(
    cards: Collection[Remembered],
    signals: Signals,
    *,
    at: datetime,
    today: date,
    limits: Limits = Limits(),
    newcomers: Iterable[Newcomer] = (),
    weight: Callable[[CardKey], float] = lambda _: 1.0,
) -> DueQueue:
    """The queue of a day, `at` a time of it.

    A card may be due at any time of the day. Of what is due, the urgent comes first, in the order of Reason,
    then what loses most by waiting: its weight times what the chance to recall it would fall by in a week.
    So a backlog is worked off from what can still be saved. New things come only when no review waits: of
    `newcomers`, in the order in which they are to come, no more is taken than there is room for.
    """
    due = [_item(one, signals, at, today) for one in cards if _is_asked(one, signals, today)]
    values = {one.key: weight(one.key) * _loss(one, at) for one in cards}
    order = list(Reason)
    due.sort(key=lambda item: (order.index(item.reason), -values[item.key], str(item.key)))
    reviewed_today = sum(one.last_day == today and one.first_day != today for one in cards)
    new_today = sum(one.first_day == today for one in cards)
    taken = _within(due, limits.leeches)[: max(0, limits.reviews - reviewed_today)]
    room = max(0, limits.new - new_today) if len(taken) == len(due) else 0
    known = {one.key for one in cards}
    return DueQueue(
        items=(*taken, *_pointed(signals, known), *_new(newcomers, signals, known, room)),
        later=len(due) - len(taken),
        reviewed_today=reviewed_today,
        new_today=new_today,
    )


def _is_asked(one: Remembered, signals: Signals, today: date) -> bool:
    return one.due_day <= today or one.key in signals.studies or one.key in signals.pulled


def _loss(one: Remembered, at: datetime) -> float:
    return retrievability(one.card, at) - retrievability(one.card, at + _WAITING)


def _item(one: Remembered, signals: Signals, at: datetime, today: date) -> DueItem:
    recall = retrievability(one.card, at)
    is_leech = one.card.lapses >= LEECH_LAPSES
    reason, why = _reason(one, signals, today, recall, is_leech=is_leech)
    return DueItem(one.key, reason, why, recall, max(0, (today - one.due_day).days), is_leech)


def _reason(
    one: Remembered, signals: Signals, today: date, recall: float, *, is_leech: bool
) -> tuple[Reason, Message]:
    if why := signals.studies.get(one.key):
        return Reason.STUDY, why
    if one.is_confidently_wrong and one.due_day <= today:
        return Reason.CONFIDENTLY_WRONG, message("You were sure last time, and wrong.")
    if why := signals.pulled.get(one.key):
        return Reason.SAME_CONCEPT, why
    if is_leech:
        slipped = message(
            "It slipped {count} times: read its explanation first, then answer.", count=one.card.lapses
        )
        return Reason.LEECH, slipped
    return Reason.DUE, due_words((today - one.due_day).days, recall)


def due_words(overdue_days: int, recall: float) -> Message:
    """Since when something is due, and how likely it would be recalled."""
    percent = round(100 * recall)
    if overdue_days < 1:
        return message("Due today; you would recall it with {percent}%.", percent=percent)
    if overdue_days == 1:
        return message("Due since yesterday; you would recall it with {percent}%.", percent=percent)
    return message(
        "Due since {days} days; you would recall it with {percent}%.", days=overdue_days, percent=percent
    )


def _within(due: Sequence[DueItem], leeches: int) -> list[DueItem]:
    """What is due, with no more items than that which are there as leeches."""
    allowed = [item.key for item in due if item.reason is Reason.LEECH][:leeches]
    return [item for item in due if item.reason is not Reason.LEECH or item.key in allowed]


def _pointed(signals: Signals, known: Collection[CardKey]) -> list[DueItem]:
    """What was never asked, and an interview or a failed challenge points to: no limit holds it up."""
    found = [
        DueItem(key, reason, why)
        for reason, pointed in ((Reason.STUDY, signals.studies), (Reason.SAME_CONCEPT, signals.pulled))
        for key, why in pointed.items()
        if key not in known
    ]
    unique = {item.key: item for item in reversed(found)}
    return [*reversed(unique.values())]


def _new(
    newcomers: Iterable[Newcomer], signals: Signals, known: Collection[CardKey], room: int
) -> list[DueItem]:
    taken = {*known, *signals.studies, *signals.pulled}
    left = (one for one in newcomers if one.key not in taken)
    return [DueItem(one.key, Reason.NEW, one.why) for one in islice(left, room)]
