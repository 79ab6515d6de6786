"""Open answers of a quiz against a rubric, by rules alone: at once, and without a model of meaning."""

from collections.abc import Sequence

from dlprep.domain.grader.answers import CREDIT, without_stuffing
from dlprep.domain.grader.deciding import Decision
from dlprep.domain.grader.evidence import contradiction, cued
from dlprep.domain.grader.grades import Status
from dlprep.domain.grader.reading import Reading, read
from dlprep.domain.grading import Grading, PartGrade, grade_of
from dlprep.domain.rubrics import RubricPoint


def grade_text(points: Sequence[RubricPoint], text: str) -> Grading:
    """Grades free text point by point; evidence is what decided, in the learner's words."""
    reading = read(text)
    parts = tuple(_part(point, text, reading) for point in points)
    score = sum(point.weight * part.earned for point, part in zip(points, parts, strict=True)) / 100
    return Grading(grade_of(score), score, parts)


def _part(point: RubricPoint, text: str, reading: Reading) -> PartGrade:
    decision = without_stuffing(_decide(point, reading), point, reading)
    words, _ = reading.quote(text, decision.span) if decision.span else ("", None)
    note = None if decision.status is Status.COVERED else decision.say or point.text
    return PartGrade(point.id, CREDIT[decision.status], note, words)


def _decide(point: RubricPoint, reading: Reading) -> Decision:
    """The first rule that holds decides."""
    best, denial = cued(point, reading.text, reading.sentences)
    share = best.value if best else 0.0
    if believed := contradiction(point, reading.text, reading.sentences):
        return Decision(Status.WRONG, 0.8, believed[1], believed[0].say)
    if denial and share < 1:
        return Decision(Status.WRONG, 0.6, denial, point.text)
    if best and share == 1:
        return Decision(Status.COVERED, 0.85, best.span)
    # One group of two says too little to be half of a point.
    if best and share > 0.5:
        return Decision(Status.MAYBE, 0.4, best.span)
    return Decision(Status.MISSED, 0.6)
