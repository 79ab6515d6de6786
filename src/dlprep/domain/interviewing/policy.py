"""What the interviewer does next: a pure function of the interview so far and of what can be asked."""

from dataclasses import dataclass

from dlprep.domain.grader.following import next_point
from dlprep.domain.grader.grades import Flag, Status
from dlprep.domain.interviewing.choosing import choose
from dlprep.domain.interviewing.dimensions import is_very_sure
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.material import TRAP, WHY, Material, probe_id
from dlprep.domain.interviewing.plan import Form, InterviewPlan, Part, Style
from dlprep.domain.interviewing.standing import Standing, standing
from dlprep.domain.interviewing.timing import (
    has_time_for_code,
    has_time_to_ask,
    has_time_to_probe,
    planned_questions,
)
from dlprep.domain.interviewing.turns import Interview, Turn, TurnKind
from dlprep.domain.questions import OpenQuestion

MOST_PROBES = 2
"""Follow-ups, traps and whys with one question."""
MOST_ASKS_BACK = 3
"""Questions of the candidate's own at the end."""


@dataclass(frozen=True, slots=True)
class Move:
    """What the interviewer is about to do."""

    kind: TurnKind
    question_id: str | None = None
    point_id: str | None = None
    to: Turn | None = None
    """What a reply speaks to."""


def next_move(interview: Interview, material: Material) -> Move | None:
    """The next thing the interviewer says; None when it is the candidate's turn, or all is said."""
    state = standing(interview)
    if state.is_closed:
        return None
    if state.last is None:
        return Move(TurnKind.OPENING)
    if state.unreplied is not None:
        asked = state.unreplied
        return Move(TurnKind.REPLY, asked.question_id, asked.point_id, asked)
    if state.is_leaving:
        return Move(TurnKind.CLOSING)
    if state.open is not None:
        is_at_end = state.open.kind is TurnKind.CANDIDATE_QUESTIONS
        return Move(TurnKind.CLOSING) if is_at_end and state.asks_back >= MOST_ASKS_BACK else None
    return _onward(interview, state, material)


def _onward(interview: Interview, state: Standing, material: Material) -> Move:
    if _is_over(interview):
        return Move(TurnKind.CLOSING)
    if state.part is Part.CODE:
        return Move(TurnKind.RETURN)
    exchange = state.current
    if exchange is not None:
        probe = _probe(interview.plan, state, exchange, material)
        if probe is not None:
            return probe
    return _next_question(interview.plan, state, material)


def _is_over(interview: Interview) -> bool:
    """True once the candidate's own questions have come, and are answered or passed over."""
    return any(turn.kind is TurnKind.CANDIDATE_QUESTIONS for turn in interview.turns)


def _probe(plan: InterviewPlan, state: Standing, exchange: Exchange, material: Material) -> Move | None:
    """What is still to be said about the question at hand; None when it is done."""
    question = material.questions.get(exchange.question_id)
    if question is None or exchange.answer is None or exchange.part is not state.part:
        return None
    if exchange.is_unsettled:
        return None if exchange.settle_asked else Move(TurnKind.SETTLE, exchange.question_id)
    if not _may_probe(plan, state, exchange):
        return None
    return (
        _follow_up(exchange, question) or _trap(state.style, exchange, question) or _why(exchange, question)
    )


def _may_probe(plan: InterviewPlan, state: Standing, exchange: Exchange) -> bool:
    has_nothing = Flag.EMPTY in exchange.flags
    return (
        not exchange.revealed
        and len(exchange.probes) < (1 if has_nothing else MOST_PROBES)
        and exchange.gave_up <= has_nothing
        and has_time_to_probe(plan, exchange.part, state.elapsed_seconds)
    )


def _follow_up(exchange: Exchange, question: OpenQuestion) -> Move | None:
    """Asks about what graders disagree on, or else what matters most; a wrong belief is corrected first."""
    point = exchange.contested or next_point(exchange.grades, exchange.asked_points)
    if point is None or all(one.id != point for one in question.points):
        return None
    is_wrong = any(one.id == point and one.status is Status.WRONG for one in exchange.grades)
    kind = TurnKind.CORRECTION if is_wrong and point not in exchange.corrected else TurnKind.FOLLOW_UP
    return Move(kind, question.id, point)


def _trap(style: Style, exchange: Exchange, question: OpenQuestion) -> Move | None:
    """Something false taken for granted, for one who is very sure; once, and only where it is strict."""
    is_asked = any(probe.kind is TurnKind.TRAP for probe in exchange.probes)
    if style is not Style.STRICT or is_asked or not question.traps or not is_very_sure(exchange.answer or ""):
        return None
    return Move(TurnKind.TRAP, question.id, probe_id(TRAP, 0))


def _why(exchange: Exchange, question: OpenQuestion) -> Move | None:
    """The next step of the ladder, when every point is covered and the last step was climbed."""
    climbed = [probe for probe in exchange.probes if probe.kind is TurnKind.WHY]
    is_whole = all(grade.status is Status.COVERED for grade in exchange.grades)
    is_climbing = all(probe.grade is not None and probe.grade.status is Status.COVERED for probe in climbed)
    if not is_whole or not is_climbing or len(climbed) >= len(question.why):
        return None
    return Move(TurnKind.WHY, question.id, probe_id(WHY, len(climbed)))


def _next_question(plan: InterviewPlan, state: Standing, material: Material) -> Move:
    part, exchanges = state.part, state.exchanges
    done = sum(one.part is part for one in exchanges)
    if done < planned_questions(plan, part) and has_time_to_ask(plan, part, state.elapsed_seconds):
        chosen = choose(material, plan, exchanges, shift=state.shift, part=part)
        if chosen is not None:
            needs_bridge = bool(done) and state.last is not TurnKind.BRIDGE
            return Move(TurnKind.BRIDGE if needs_bridge else TurnKind.QUESTION, chosen)
    if plan.form is Form.LOOP and part is Part.CONCEPT:
        can_code = plan.challenge in material.challenges and has_time_for_code(plan, state.elapsed_seconds)
        return Move(TurnKind.HANDOVER if can_code else TurnKind.RETURN)
    return Move(TurnKind.CANDIDATE_QUESTIONS)
