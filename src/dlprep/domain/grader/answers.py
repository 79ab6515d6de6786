"""From the points of a rubric and what was found about them to the grade of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.deciding import Decision, Thresholds, decide
from dlprep.domain.grader.evidence import Nearness, gather
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
from dlprep.domain.rubrics import KeyPoint, RubricPoint

_CREDIT = {Status.COVERED: 1.0, Status.MAYBE: HALF, Status.MISSED: 0.0, Status.WRONG: 0.0}
_ABSTAIN_RECOGNISED = 40
"""Percent of the weight: below it the wording may be unfamiliar (interview.md 3.2, step 9)."""
_ABSTAIN_WRONG = 60
_ABSTAIN_CHARACTERS = {True: 40, False: 120}
"""Length from which an answer says much; by whether it is Chinese."""


@dataclass(frozen=True, slots=True)
class Found:
    """How near each window comes to each point; no windows without an embedder."""

    windows: tuple[Span, ...] = ()
    nearness: tuple[tuple[Nearness, ...], ...] = ()
    """By point, then by window."""

    def of(self, place: int) -> tuple[tuple[Span, Nearness], ...]:
        """The windows of one point."""
        return tuple(zip(self.windows, self.nearness[place], strict=True)) if self.windows else ()


def grade(
    points: Sequence[RubricPoint],
    original: str,
    reading: Reading,
    found: Found,
    limits: Thresholds | None,
    grader: GraderName,
) -> AnswerGrade:
    """Grades an answer that was read; `limits` is None where no embedder is there."""
    if reading.is_empty:
        graded = tuple(
            PointGrade(one.id, one.weight, Status.MISSED, 0.0, 1.0, say=one.text) for one in points
        )
        return AnswerGrade(graded, flags_of(reading, is_on_topic=True), False, next_point(graded), grader)
    decisions = [decide_point(point, reading, found.of(place), limits) for place, point in enumerate(points)]
    graded = tuple(
        _graded(point, original, reading, decision) for point, decision in zip(points, decisions, strict=True)
    )
    is_on_topic = _is_on_topic(graded, found, limits)
    abstained = _abstains(graded, reading, is_on_topic=is_on_topic)
    return AnswerGrade(
        graded, flags_of(reading, is_on_topic=is_on_topic), abstained, next_point(graded), grader
    )


def decide_point(
    point: KeyPoint,
    reading: Reading,
    near: tuple[tuple[Span, Nearness], ...],
    limits: Thresholds | None,
) -> Decision:
    """What an answer does with one point; a list of terms earns names at most."""
    decision = decide(point, gather(point, reading.text, reading.sentences, near), limits)
    if reading.is_stuffed and decision.status in (Status.COVERED, Status.MAYBE):
        status = Status.MAYBE if point.kind == "name" else Status.MISSED
        return Decision(status, 0.7, decision.span)
    return decision


def _graded(point: RubricPoint, original: str, reading: Reading, decision: Decision) -> PointGrade:
    evidence, span = reading.quote(original, decision.span) if decision.span else ("", None)
    say = decision.say or (None if decision.status is Status.COVERED else point.text)
    credit = _CREDIT[decision.status]
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


def _is_on_topic(graded: Sequence[PointGrade], found: Found, limits: Thresholds | None) -> bool:
    if any(one.status is not Status.MISSED for one in graded):
        return True
    if limits is None or not found.windows:
        return True
    return max(one.point for row in found.nearness for one in row) >= limits.topic_near


def _abstains(graded: Sequence[PointGrade], reading: Reading, *, is_on_topic: bool) -> bool:
    recognised = sum(one.weight * one.credit for one in graded)
    wrong = sum(one.weight for one in graded if one.status is Status.WRONG)
    is_long = len(reading.kept) >= _ABSTAIN_CHARACTERS[any(map(is_cjk, reading.kept))]
    return (
        recognised < _ABSTAIN_RECOGNISED
        and wrong < _ABSTAIN_WRONG
        and is_long
        and is_on_topic
        and not reading.is_stuffed
    )
