"""Which point to ask about next, and what the reply earns (interview.md 3.2, step 10)."""

from collections.abc import Sequence
from dataclasses import replace

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.deciding import Fit, decide
from dlprep.domain.grader.evidence import Evidence
from dlprep.domain.grader.grades import RECOVERED, PointGrade, Status
from dlprep.domain.grader.reading import Reading
from dlprep.domain.rubrics import KeyPoint

_NEED = {Status.WRONG: 3, Status.MISSED: 2, Status.MAYBE: 1}


def next_point(graded: Sequence[PointGrade], asked: frozenset[str] = frozenset()) -> str | None:
    """The point worth most among the worst that was not asked about; None when all are covered.

    Wrong comes before missed and missed before maybe; among equals weight times uncertainty decides.
    """
    open_points = [one for one in graded if one.status in _NEED and one.id not in asked]
    if not open_points:
        return None
    return max(open_points, key=lambda one: (_NEED[one.status], one.weight * (1.5 - one.confidence))).id


def reply_status(point: KeyPoint, evidence: Evidence, fit: Fit) -> tuple[Status, Span | None]:
    """What a reply to a question about one point does with it: the bar is lower, the question helped."""
    decision = decide(point, evidence, fit)
    if decision.status in (Status.WRONG, Status.COVERED):
        return decision.status, decision.span
    place = _touched(evidence, fit)
    return (Status.COVERED, place) if place else (Status.MISSED, None)


def _touched(evidence: Evidence, fit: Fit) -> Span | None:
    if evidence.share and evidence.share.value > 0:
        return evidence.share.span
    meaning = evidence.meaning
    if meaning and meaning.near.value >= fit.reply_near and meaning.margin_at_point > 0:
        return meaning.near.span
    return None


def recovered(
    point: KeyPoint,
    before: PointGrade,
    original: str,
    reading: Reading,
    evidence: Evidence,
    fit: Fit,
) -> PointGrade:
    """The grade of a point after the reply to its follow-up; never less than it was."""
    status, span = reply_status(point, evidence, fit)
    if status is not Status.COVERED or span is None:
        return before
    words, place = reading.quote(original, span)
    credit = max(before.credit, RECOVERED)
    return replace(before, status=Status.COVERED, credit=credit, evidence=words, span=place, say=None)
