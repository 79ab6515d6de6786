"""`dlprep plan`: how ready one will be on the day of the interview, and what to do until then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import (
    command,
    current_parts,
    interface_language,
    jsonable,
    padded,
    print_data,
    print_json,
)
from dlprep.domain.errors import unknown
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import mark
from dlprep.i18n import translator
from dlprep.settings import LEAST_MINUTES, LEVELS, MOST_MINUTES, ROLES, Settings

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.planning.plans import Plan, PlannedDay, Task
    from dlprep.domain.planning.said import Saying
    from dlprep.services.readiness_history import ReadinessHistory

_DAYS_AHEAD = 7
_TOPICS = 8
_TOPIC_COLUMNS = 26


@command
def plan(
    date: Annotated[str | None, typer.Option(help="Day of the interview, such as 2027-01-31.")] = None,
    minutes: Annotated[
        int | None, typer.Option(min=LEAST_MINUTES, max=MOST_MINUTES, help="Minutes a day.")
    ] = None,
    role: Annotated[str | None, typer.Option(help="The job; without it, that of the settings.")] = None,
    level: Annotated[str | None, typer.Option(help="junior, mid or senior.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """How ready you are, how ready you will be on the day, and what to do each day until then.

    Options try something out; Settings in the full-screen app keep it.
    """
    from dlprep.domain.planning.aims import checked_date
    from dlprep.services.planning import plan as tried
    from dlprep.services.readiness_history import history_of, planned

    parts = current_parts()
    moment = parts.clock.moment()
    settings = parts.settings
    settings = replace(
        settings,
        interview_date=checked_date(date, moment.local_day) if date is not None else settings.interview_date,
        minutes_a_day=minutes or settings.minutes_a_day,
        target_role=_known(mark("role"), role, ROLES) if role is not None else settings.target_role,
        target_level=_known(mark("level"), level, LEVELS) if level is not None else settings.target_level,
    )
    make = planned if settings == parts.settings else tried
    found = make(parts.bank, parts.store, settings, moment)
    history = history_of(parts.store, settings, moment)
    if json:
        print_json(_figures(found, settings, history.sayings))
        return
    language = interface_language(parts)
    _print(found, history, parts.bank, language)


def _known(kind: str, name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise unknown(kind, name, names)
    return name


def _figures(plan: Plan, settings: Settings, sayings: tuple[Saying, ...]) -> dict[str, object]:
    """The plan for programs; shares are numbers from 0 to 1."""
    return {
        "today": plan.today,
        "interview": plan.interview,
        "days_left": plan.days_left,
        "minutes_a_day": plan.minutes,
        "minutes_spent_today": round(plan.spent, 2),
        "role": settings.target_role or None,
        "level": settings.target_level,
        "readiness": _rounded(jsonable(plan.readiness)),
        "likely": _likely_figures(plan),
        "days": [_day_figures(day) for day in plan.days],
        "trajectory": _rounded(jsonable(plan.trajectory)),
        "history": [jsonable(one) for one in sayings],
    }


def _likely_figures(plan: Plan) -> dict[str, object] | None:
    """Between what readiness now is, two times out of three; a guess rests on no answers to speak of."""
    found = plan.likely
    if found is None:
        return None
    return {"low": round(found.low, 4), "high": round(found.high, 4), "is_guess": found.is_guess}


def _day_figures(day: PlannedDay) -> dict[str, object]:
    return {
        "day": day.day,
        "minutes": round(day.minutes, 2),
        "tasks": [
            {
                "kind": task.key.kind.value,
                "id": task.key.id,
                "topic": task.topic,
                "minutes": round(task.minutes, 2),
                "is_new": task.is_new,
                "chance": round(task.chance, 4),
                "without": round(task.without, 4),
                "following": round(task.following, 4),
                "gain": round(task.gain, 6),
                "reason": str(task.reason),
            }
            for task in day.tasks
        ],
    }


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value


def _print(plan: Plan, history: ReadinessHistory, bank: QuestionBank, language: Language) -> None:
    tr = translator(language)
    _print_headline(plan, history, tr)
    names = {topic.id: topic.name.in_language(language) for topic in bank.topics}
    print_data()
    print_data(f"  {padded(tr('Topic'), _TOPIC_COLUMNS)}{tr('Asked')}  {tr('Now')} -> {tr('On the day')}")
    for one in plan.readiness.topics[:_TOPICS]:
        share = one.standing
        print_data(
            f"  {padded(names.get(one.topic, one.topic), _TOPIC_COLUMNS)}"
            f"{share.weight:>4.0%}  {share.now:>4.0%} -> {share.following:>4.0%}"
        )
    if not plan.days:
        return
    print_data()
    if not plan.days[0].tasks:
        print_data(tr("Nothing is left to do today."))
    else:
        print_data(tr("Today: {tasks} in {minutes} minutes").format(**_counts(plan.days[0])))
    for task in plan.days[0].tasks:
        print_data(f"  {_task_line(task, tr)}")
    if plan.days[1:]:
        print_data()
    for day in plan.days[1 : 1 + _DAYS_AHEAD]:
        line = tr("{day}: {tasks} in {minutes} minutes, {new} of them new")
        print_data(line.format(day=day.day, new=day.new, **_counts(day)))
    if len(plan.days) > 1 + _DAYS_AHEAD:
        print_data(tr("… and {days} days more.").format(days=len(plan.days) - 1 - _DAYS_AHEAD))


def _print_headline(plan: Plan, history: ReadinessHistory, tr: Translate) -> None:
    from dlprep.domain.planning.telling import earlier_line, headline, is_guess

    for sentence in headline(plan):
        print_data(sentence.render(tr))
    if history.earlier is not None:
        print_data(earlier_line(history.earlier, plan.today).render(tr))
    if is_guess(plan):
        print_data(tr("Take it with: dlprep quiz --mode placement"))


def _counts(day: PlannedDay) -> dict[str, object]:
    return {"tasks": len(day.tasks), "minutes": round(day.minutes)}


def _task_line(task: Task, tr: Translate) -> str:
    kinds = {
        CardKind.QUESTION: tr("quiz"),
        CardKind.INTERVIEW: tr("interview"),
        CardKind.CHALLENGE: tr("challenge"),
    }
    return f"{kinds[task.key.kind]}  {task.key.id}  {task.reason.render(tr)}"
