"""The hire bar: what a level asks for, and why an interview is above or below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.choosing import RISING_LEVELS
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.turns import Outcome, TurnKind
from dlprep.domain.messages import Message, mark, message
from dlprep.domain.questions import Level

NEEDED = {Level.JUNIOR: 55, Level.MID: 65, Level.SENIOR: 75}
"""Score from which a level is met."""
_STRONG = 15
"""Points above it for a strong hire."""
_NEAR = 10
"""Points below it that are still near."""
FEWEST = 2
"""Questions that have to be scored before anything is said."""
_A_LEVEL = 10
"""What a question above or below the level counts more or less."""
_MOST_WRONG = {Level.JUNIOR: 3, Level.MID: 2, Level.SENIOR: 1}
"""Wrong beliefs that may stand."""
_LEVEL_NAMES = {
    Level.JUNIOR: mark("junior level"),
    Level.MID: mark("mid level"),
    Level.SENIOR: mark("senior level"),
}


class Bar(StrEnum):
    """On which side of the bar."""

    STRONG_HIRE = "strong-hire"
    HIRE = "hire"
    LEAN_NO = "lean-no"
    NO_HIRE = "no-hire"
    TOO_LITTLE = "too-little"
    """Too few questions were scored to say."""


_FALLING = (Bar.STRONG_HIRE, Bar.HIRE, Bar.LEAN_NO, Bar.NO_HIRE)


@dataclass(frozen=True, slots=True)
class HireBar:
    """The side of the bar, and the reasons."""

    bar: Bar
    needed: int
    score: int | None
    """The mean with each question counted by its level; None when nothing was scored."""
    reasons: tuple[Message, ...]


def level_score(score: int, level: Level, of_question: Level) -> int:
    """What a question's score says about a level: ten points more from a level above, less from one below."""
    if score == 0:
        return 0
    steps = RISING_LEVELS.index(of_question) - RISING_LEVELS.index(level)
    return min(100, max(0, score + _A_LEVEL * steps))


def hire_bar(
    level: Level, level_scores: Sequence[int], exchanges: Sequence[Exchange], outcome: Outcome | None
) -> HireBar:
    """Where the scores stand against the level; what weighs against a hire lowers the bar's side by one."""
    needed = NEEDED[level]
    if len(level_scores) < FEWEST:
        score = level_scores[0] if level_scores else None
        few = message("Fewer than {count} questions were scored, too few to say.", count=FEWEST)
        return HireBar(Bar.TOO_LITTLE, needed, score, (few,))
    score = int(sum(level_scores) / len(level_scores) + 0.5)
    name = message(_LEVEL_NAMES[level])
    said = message(
        "The score by level is {score}; {level} needs {needed}.", score=score, level=name, needed=needed
    )
    against = _against(level, exchanges, outcome)
    place = min(_FALLING.index(_side(score, needed)) + len(against), len(_FALLING) - 1)
    return HireBar(_FALLING[place], needed, score, (said, *against))


def _side(score: int, needed: int) -> Bar:
    if score >= needed + _STRONG:
        return Bar.STRONG_HIRE
    if score >= needed:
        return Bar.HIRE
    return Bar.LEAN_NO if score >= needed - _NEAR else Bar.NO_HIRE


def _against(level: Level, exchanges: Sequence[Exchange], outcome: Outcome | None) -> tuple[Message, ...]:
    """What a good mean does not make up for."""
    wrong = sum(point.grade.status is Status.WRONG for one in exchanges for point in one.points)
    probes = [probe for one in exchanges for probe in one.probes if probe.kind is TurnKind.WHY]
    climbed = any(probe.grade is not None and probe.grade.status is Status.COVERED for probe in probes)
    found = []
    if wrong > _MOST_WRONG[level]:
        found.append(message("Wrong beliefs that stood to the end: {count}.", count=wrong))
    if level is Level.SENIOR and probes and not climbed:
        found.append(message("No question about the why was answered; senior level needs depth."))
    if outcome is not None and not outcome.passed:
        found.append(message("The coding task was not passed."))
    return tuple(found)
