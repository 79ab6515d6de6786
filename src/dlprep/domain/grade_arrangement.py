"""Graders of arrangements: order and match."""

from itertools import combinations

from dlprep.domain.answers import MatchAnswer, OrderAnswer
from dlprep.domain.credit import check_ids, from_parts, mean_of
from dlprep.domain.errors import AnswerError
from dlprep.domain.grading import Grading, PartGrade
from dlprep.domain.messages import message
from dlprep.domain.questions import MatchQuestion, OrderQuestion


def grade_order(question: OrderQuestion, answer: OrderAnswer) -> Grading:
    """Kendall's tau of the order against the right one, floored at zero, or all or nothing."""
    right = [step.id for step in question.steps]
    if sorted(answer.steps) != sorted(right):
        raise AnswerError(message("Every step must be placed exactly once."))
    parts = [
        PartGrade(given, float(given == wanted)) for given, wanted in zip(answer.steps, right, strict=True)
    ]
    place = {step: position for position, step in enumerate(right)}
    pairs = list(combinations(answer.steps, 2))
    in_order = sum(place[first] < place[second] for first, second in pairs)
    tau = 2 * in_order / len(pairs) - 1
    if question.partial == "none":
        tau = float(in_order == len(pairs))
    return from_parts(parts, max(0.0, tau))


def grade_match(question: MatchQuestion, answer: MatchAnswer) -> Grading:
    """Pairs put right over pairs; a left side without a partner earns nothing."""
    sides = {pair.id for pair in question.pairs}
    check_ids(set(answer.pairs), sides)
    check_ids(set(answer.pairs.values()), sides | {question.spare.id})
    parts = [
        PartGrade(pair.id, float(answer.pairs.get(pair.id) == pair.id), pair.why) for pair in question.pairs
    ]
    return mean_of(parts)
