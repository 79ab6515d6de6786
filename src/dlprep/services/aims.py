"""What the settings say is prepared for, and what it makes of the queue of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.memory.cards import CardKind
from dlprep.domain.planning.asked import Target, asked
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from dlprep.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.memory.cards import CardKey


def target_of(settings: Settings) -> Target:
    """The job that the settings aim at."""
    role = Role(settings.target_role) if settings.target_role else None
    return Target(role, Level(settings.target_level))


def has_aim(settings: Settings) -> bool:
    """True when the learner said what is prepared for: a day, a job or a level other than the usual one."""
    named = settings.target_role or settings.target_level != Settings().target_level
    return bool(named) or settings.interview_date is not None


def worth_of(bank: QuestionBank, settings: Settings) -> Callable[[CardKey], float]:
    """What a minute with each thing is worth for what is prepared for; all the same where nothing is named.

    By the minute, because reviews of one day are counted: what takes long would always go first.
    """
    if not has_aim(settings):
        return lambda _: 1.0
    found = {_name(one.key): one.weight / one.minutes for one in asked(bank, target_of(settings))}
    return lambda key: found.get(_name(key), 0.0)


def _name(key: CardKey) -> tuple[bool, str]:
    """Open questions come in quizzes and in interviews, and are worth the same in both."""
    return key.kind is CardKind.CHALLENGE, key.id
