"""From the points of a rubric and what was found about them to the grade of an answer."""

from collections.abc import Sequence

from dlprep.domain.grader.deciding import Decision, Fit, decide
from dlprep.domain.grader.evidence import Evidence
from dlprep.domain.grader.following import next_point
from dlprep.domain.grader.grades import (
    HALF,
    AnswerGrade,
    Flag,
    GraderName,
    PointGrade,
    Status,
)
from dlprep.domain.grader.plain import is_cjk
from dlprep.domain.grader.reading import Reading
from dlprep.domain.grader.weighing import case_of
from dlprep.domain.rubrics import KeyPoint, RubricPoint

CREDIT = {Status.COVERED: 1.0, Status.MAYBE: HALF, Status.MISSED: 0.0, Status.WRONG: 0.0}
_ABSTAIN_RECOGNISED = 40
"""Percent of the weight: below it the wording may be unfamiliar (interview.md 3.2, step 9)."""
_ABSTAIN_WRONG = 40
"""Percent of the weight that is wrong, or rather wrong than anything else: then the wording is familiar."""
_ABSTAIN_CHARACTERS = {True: 40, False: 120}
"""Length from which an answer says much; by whether it is Chinese."""


def grade(
    points: Sequence[RubricPoint],
    original: str,
    reading: Reading,
    evidence: Sequence[Evidence],
    fit: Fit,
    grader: GraderName,
) -> AnswerGrade:
    """Grades an answer by the evidence on each point; there is none on an empty answer."""
    if reading.is_empty:
        graded = tuple(
            PointGrade(one.id, one.weight, Status.MISSED, 0.0, 1.0, say=one.text) for one in points
        )
        return AnswerGrade(graded, flags_of(reading), False, next_point(graded), grader)
    decisions = [
        decide_point(point, reading, known, fit, _without(evidence, place))
        for place, (point, known) in enumerate(zip(points, evidence, strict=True))
    ]
    graded = tuple(
        _graded(point, original, reading, decision) for point, decision in zip(points, decisions, strict=True)
    )
    is_on_topic = _is_on_topic(graded, evidence, fit)
    in_error = sum(
        point.weight
        for point, decision in zip(points, decisions, strict=True)
        if decision.is_doubted or decision.status is Status.WRONG
    )
    is_familiar = familiarity(evidence) >= fit.familiar[case_of(points[0])]
    abstained = not is_familiar and _abstains(graded, reading, in_error, is_on_topic=is_on_topic)
    return AnswerGrade(
        graded, flags_of(reading, is_on_topic=is_on_topic), abstained, next_point(graded), grader
    )


def _without(evidence: Sequence[Evidence], place: int) -> tuple[Evidence, ...]:
    return (*evidence[:place], *evidence[place + 1 :])


def decide_point(
    point: KeyPoint,
    reading: Reading,
    evidence: Evidence,
    fit: Fit,
    others: Sequence[Evidence] = (),
) -> Decision:
    """What an answer does with one point."""
    return without_stuffing(decide(point, evidence, fit, others), point, reading)


def without_stuffing(decision: Decision, point: KeyPoint, reading: Reading) -> Decision:
    """The decision, unless the answer is a list of terms: that earns half of a name at most."""
    if reading.is_stuffed and not decision.is_verbatim and decision.status in (Status.COVERED, Status.MAYBE):
        status = Status.MAYBE if point.kind == "name" else Status.MISSED
        return Decision(status, 0.7, decision.span)
    return decision


def _graded(point: RubricPoint, original: str, reading: Reading, decision: Decision) -> PointGrade:
    evidence, span = reading.quote(original, decision.span) if decision.span else ("", None)
    say = decision.say or (None if decision.status is Status.COVERED else point.text)
    credit = CREDIT[decision.status]
    return PointGrade(
        point.id, point.weight, decision.status, credit, decision.confidence, evidence, span, say
    )


def flags_of(reading: Reading, *, is_on_topic: bool = True) -> tuple[Flag, ...]:
    """What is remarkable about an answer."""
    raised = {
        Flag.EMPTY: reading.is_empty,
        Flag.STUFFING: reading.is_stuffed,
        Flag.INJECTION: bool(reading.dropped),
        Flag.OFF_TOPIC: not is_on_topic,
    }
    return tuple(flag for flag, is_raised in raised.items() if is_raised)


def _is_on_topic(graded: Sequence[PointGrade], evidence: Sequence[Evidence], fit: Fit) -> bool:
    meanings = [one.meaning for one in evidence if one.meaning is not None]
    if not meanings or any(one.status is not Status.MISSED for one in graded):
        return True
    return any(one.near.value >= fit.topic_near for one in meanings)


def familiarity(evidence: Sequence[Evidence]) -> float:
    """The mean over the parts of an answer of how alike their words are to anything in the rubric."""
    best: list[float] = [
        max(of_window) for of_window in zip(*(one.likeness for one in evidence), strict=True)
    ]
    return sum(best) / len(best)


def _abstains(graded: Sequence[PointGrade], reading: Reading, in_error: float, *, is_on_topic: bool) -> bool:
    recognised = sum(one.weight * one.credit for one in graded)
    is_long = len(reading.kept) >= _ABSTAIN_CHARACTERS[any(map(is_cjk, reading.kept))]
    return (
        recognised < _ABSTAIN_RECOGNISED
        and in_error < _ABSTAIN_WRONG
        and is_long
        and is_on_topic
        and not reading.is_stuffed
    )
