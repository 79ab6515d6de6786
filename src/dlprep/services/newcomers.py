"""What comes new today, in what order and why: by the plan where a day is set, else what one is ready for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dlprep.domain.ability.beginning import beginnings
from dlprep.domain.ability.items import item_of
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.due import Newcomer
from dlprep.domain.messages import Message, authored, message
from dlprep.services.abilities import learned
from dlprep.services.aims import worth_of
from dlprep.services.planning import plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dlprep.domain.ability.beginning import Beginning
    from dlprep.domain.ability.items import Item
    from dlprep.domain.bank import QuestionBank
    from dlprep.services.ports import Moment, Store
    from dlprep.settings import Settings


def newcomers(
    bank: QuestionBank, store: Store, settings: Settings, known: Collection[CardKey], moment: Moment
) -> Iterator[Newcomer]:
    """What was never asked, one by one: nothing is read or computed before the first is taken.

    Raises:
        StorageError: if the history cannot be read.
    """
    interview = settings.interview_date
    if interview is not None and interview >= moment.local_day:
        days = plan(bank, store, settings, moment).days
        tasks = days[0].tasks if days else ()
        yield from (Newcomer(task.key, task.reason) for task in tasks if task.is_new)
        return
    for one in _in_turn(bank, store, settings, known, moment):
        yield Newcomer(CardKey(CardKind.QUESTION, one.item.id), _why(bank, one))


def _in_turn(
    bank: QuestionBank, store: Store, settings: Settings, known: Collection[CardKey], moment: Moment
) -> Iterator[Beginning]:
    """The questions of the bank that nobody asked yet; an open one may have come in an interview.

    What the job in the settings never asks comes last.
    """
    asked = {key.id for key in known if key.kind is not CardKind.CHALLENGE}
    met = Counter(bank.questions[name].topic for name in asked if name in bank.questions)
    worth, model = worth_of(bank, settings), learned(bank, store, moment)
    wanted: list[Item] = []
    others: list[Item] = []
    for name, question in bank.questions.items():
        if name not in asked:
            is_wanted = worth(CardKey(CardKind.QUESTION, name)) > 0
            (wanted if is_wanted else others).append(item_of(question))
    yield from beginnings(model, wanted, met)
    yield from beginnings(model, others, met)


def _why(bank: QuestionBank, one: Beginning) -> Message:
    percent = round(100 * one.success)
    topic = _name(bank, one.topic)
    if one.missing:
        return message(
            "New: {topic} builds on {needed}, not firm yet; nothing better prepared is left.",
            topic=topic,
            needed=_name(bank, one.missing[0]),
        )
    if bank.topic(one.topic).needs:
        return message(
            "New: what {topic} builds on stands. You would get it right with {percent}%.",
            topic=topic,
            percent=percent,
        )
    return message(
        "New: {topic} needs nothing before it. You would get it right with {percent}%.",
        topic=topic,
        percent=percent,
    )


def _name(bank: QuestionBank, topic: str) -> Message:
    name = bank.topic(topic).name
    return authored(zh=name.zh, en=name.en)
