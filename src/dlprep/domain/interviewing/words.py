"""What the interviewer says: authored lines by style, chosen by seed, around the words of the bank."""

import random

from dlprep.domain.grader.grades import PointGrade, Status
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.lines import Cue, line_for
from dlprep.domain.interviewing.material import Material
from dlprep.domain.interviewing.plan import InterviewPlan
from dlprep.domain.interviewing.policy import Move
from dlprep.domain.interviewing.replies import asked, joined, reply
from dlprep.domain.interviewing.standing import Standing
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.questions import OpenQuestion

_WELL, _BADLY = 75, 40
_ALONE = {
    TurnKind.OPENING: Cue.OPENING,
    TurnKind.SETTLE: Cue.SETTLE,
    TurnKind.RETURN: Cue.RETURN,
    TurnKind.CANDIDATE_QUESTIONS: Cue.CANDIDATE_QUESTIONS,
    TurnKind.CLOSING: Cue.CLOSING,
}
"""Turns that are a line and nothing else."""
_LEADS = {TurnKind.FOLLOW_UP: Cue.FOLLOW_UP, TurnKind.TRAP: Cue.TRAP, TurnKind.WHY: Cue.WHY}


def say(move: Move, number: int, plan: InterviewPlan, state: Standing, material: Material) -> str:
    """The words of turn `number`; the same seed says the same."""
    chance = random.Random(f"{plan.seed}/{number}/{move.kind}")  # noqa: S311 - wording, not a secret

    def line(cue: Cue) -> str:
        return line_for(cue, state.style, state.language, chance.random())

    if move.kind is TurnKind.REPLY and move.to is not None:
        return reply(move.to, state, material, line)
    if move.kind is TurnKind.BRIDGE:
        return joined(state.language, line(_reaction(state.current)), line(Cue.BRIDGE))
    if move.kind is TurnKind.HANDOVER:
        title = material.challenges[plan.challenge or ""].title
        return line(Cue.HANDOVER).format(title=title.in_language(state.language))
    if move.kind is TurnKind.RETURN and not state.handed_over:
        return line(Cue.NO_CODE)
    if move.kind in _ALONE:
        return line(_ALONE[move.kind])
    question = material.questions[move.question_id or ""]
    if move.kind is TurnKind.CORRECTION:
        return f"{line(Cue.CORRECTION)}{_correction(state, question, move.point_id)}"
    authored = asked(move.kind, question, move.point_id, state.language)
    lead = line(_LEADS[move.kind]) if move.kind in _LEADS else ""
    return f"{lead}{authored}" if authored else line(Cue.TELL_MORE)


def _correction(state: Standing, question: OpenQuestion, point_id: str | None) -> str:
    """What is true in place of a wrong belief."""
    known = _grade(state.current, point_id)
    point = next(one for one in question.points if one.id == point_id)
    say_to_it = known.say if known is not None and known.say is not None else point.text
    return say_to_it.in_language(state.language)


def _grade(exchange: Exchange | None, point_id: str | None) -> PointGrade | None:
    grades = exchange.grades if exchange else ()
    return next((one for one in grades if one.id == point_id and one.status is Status.WRONG), None)


def _reaction(exchange: Exchange | None) -> Cue:
    if exchange is None or exchange.skipped:
        return Cue.PASSED_OVER
    if exchange.score is None:
        return Cue.UNSETTLED
    if exchange.score >= _WELL:
        return Cue.WENT_WELL
    return Cue.WENT_BADLY if exchange.score < _BADLY else Cue.WENT_SO_SO
