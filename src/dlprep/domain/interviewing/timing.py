"""How an interview's minutes are shared out: by the time that has passed, never by a clock."""

from dlprep.domain.interviewing.plan import Form, InterviewPlan, Part
from dlprep.domain.questions import Level

SHORTEST_MINUTES = {Form.TALK: 5, Form.LOOP: 20}
"""Below these a part has no room for a question."""
LONGEST_MINUTES = 180

_MINUTES_A_QUESTION = {Level.JUNIOR: 4.0, Level.MID: 5.0, Level.SENIOR: 6.0}
"""A question with its follow-ups."""
_SHARES = {
    Form.TALK: {Part.CONCEPT: 0.9},
    Form.LOOP: {Part.CONCEPT: 0.4, Part.CODE: 0.35, Part.FOLLOW_UP: 0.15},
}
"""What is left is for the candidate's questions."""


def planned_questions(plan: InterviewPlan, part: Part) -> int:
    """How many questions a part has room for; the code part has none."""
    share = _SHARES[plan.form].get(part, 0.0)
    if not share or part is Part.CODE:
        return 0
    return max(1, int(plan.minutes * share / _MINUTES_A_QUESTION[plan.level]))


def ends_at_seconds(plan: InterviewPlan, part: Part) -> float:
    """When a part should be over, in seconds from the start."""
    share = 0.0
    for each, its_share in _SHARES[plan.form].items():
        share += its_share
        if each is part:
            break
    return plan.minutes * 60 * share


def has_time_to_ask(plan: InterviewPlan, part: Part, elapsed_seconds: float) -> bool:
    """True while at least half of a question's time is left of a part."""
    needed = _MINUTES_A_QUESTION[plan.level] * 60 / 2
    return elapsed_seconds + needed <= ends_at_seconds(plan, part)


def has_time_to_probe(plan: InterviewPlan, part: Part, elapsed_seconds: float) -> bool:
    """True while a part is not over: a follow-up is short."""
    return elapsed_seconds < ends_at_seconds(plan, part)


def has_time_for_code(plan: InterviewPlan, elapsed_seconds: float) -> bool:
    """True while half of the code part is left."""
    half = plan.minutes * 60 * _SHARES[plan.form].get(Part.CODE, 0.0) / 2
    return half > 0 and elapsed_seconds + half <= ends_at_seconds(plan, Part.CODE)


def remaining_seconds(plan: InterviewPlan, elapsed_seconds: float) -> float:
    """What is left of the whole, never below 0."""
    return max(0.0, plan.minutes * 60 - elapsed_seconds)
