"""What the plan shows: its lines, and the rows of its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.messages import mark
from dlprep.domain.planning.telling import percent
from dlprep.tui.browsing import stem_line
from dlprep.tui.cells import bar
from dlprep.tui.widgets.record_list import Column, Record

if TYPE_CHECKING:
    from textual.content import Content

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.planning.plans import Plan, Task
    from dlprep.tui.translating import Tr

KINDS = {
    CardKind.QUESTION: mark("quiz"),
    CardKind.INTERVIEW: mark("interview"),
    CardKind.CHALLENGE: mark("challenge"),
}
_BAR_CELLS = 16
"""A bar is read beside its number; so many cells tell five points apart."""


def task_columns(tr: Tr) -> tuple[Column, ...]:
    """Kind, what it is, minutes, recall now, on the day without and with it."""
    return (
        Column(tr("Kind"), 9),
        Column(tr("What")),
        Column(tr("Min"), 4, right=True),
        Column(tr("Now"), 5, right=True),
        Column(tr("On the day"), 11, right=True),
    )


def task_record(task: Task, bank: QuestionBank, language: Language, tr: Tr) -> Record:
    """The row of a task; what was never answered has no recall yet."""
    return Record(
        str(task.key),
        (
            tr(KINDS[task.key.kind]),
            task_title(task.key, bank, language),
            f"{task.minutes:.0f}" if task.minutes >= 1 else "<1",
            tr("new") if task.is_new else f"{percent(task.chance)}%",
            f"{percent(task.without)}→{percent(task.following)}%",
        ),
    )


def task_title(key: CardKey, bank: QuestionBank, language: Language) -> Content | str:
    """What a task is called."""
    if key.kind is CardKind.CHALLENGE:
        return bank.challenge(key.id).challenge.title.in_language(language)
    return stem_line(bank.question(key.id), language)


def day_columns(tr: Tr) -> tuple[Column, ...]:
    """Day, minutes, tasks by kind, new ones, and the readiness of that morning with and without the plan."""
    return (
        Column(tr("Day"), 10),
        Column(tr("Min"), 4, right=True),
        Column(tr("Quiz"), 5, right=True),
        Column(tr("Talk"), 5, right=True),
        Column(tr("Code"), 5, right=True),
        Column(tr("New"), 4, right=True),
        Column(tr("If you stop"), 11, right=True),
        Column(tr("Readiness that morning")),
    )


def day_records(plan: Plan) -> tuple[Record, ...]:
    """A row for every day, the last for that of the interview."""
    rows = []
    for place, morning in enumerate(plan.trajectory):
        share = f"{bar(morning.following, _BAR_CELLS)} {percent(morning.following)}%"
        stopping = f"{percent(morning.stopping)}%"
        if place == len(plan.days):
            cells = (morning.day.isoformat(), "", "", "", "", "", stopping, share)
            rows.append(Record(morning.day.isoformat(), cells))
            continue
        day = plan.days[place]
        counts = [str(len(day.of(kind)) or "·") for kind in KINDS]
        cells = (
            day.day.isoformat(), f"{day.minutes:.0f}", counts[0], counts[1], counts[2], str(day.new or "·"),
            stopping, share,
        )  # fmt: skip
        rows.append(Record(day.day.isoformat(), cells))
    return tuple(rows)


def topic_columns(tr: Tr) -> tuple[Column, ...]:
    """Topic, its share of what is asked, what was met, expected success now and on the day."""
    return (
        Column(tr("Topic")),
        Column(tr("Asked"), 6, right=True),
        Column(tr("Met"), 7, right=True),
        Column(tr("Now"), 5, right=True),
        Column(tr("If you stop"), 11, right=True),
        Column(tr("On the day"), _BAR_CELLS + 5),
    )


def topic_records(plan: Plan, bank: QuestionBank, language: Language) -> tuple[Record, ...]:
    """A row for each topic, what counts most first."""
    names = {topic.id: topic.name.in_language(language) for topic in bank.topics}
    return tuple(
        Record(
            one.topic,
            (
                names.get(one.topic, one.topic),
                f"{percent(one.standing.weight)}%",
                f"{one.standing.met}/{one.standing.items}",
                f"{percent(one.standing.now)}%",
                f"{percent(one.standing.stopping)}%",
                f"{bar(one.standing.following, _BAR_CELLS)} {percent(one.standing.following):>3}%",
            ),
        )
        for one in plan.readiness.topics
    )
