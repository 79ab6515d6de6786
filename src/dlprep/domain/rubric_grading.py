"""Open answers of a quiz against a rubric, by rules alone: at once, and without a model of meaning."""

from collections.abc import Sequence

from dlprep.domain.grader.answers import CREDIT, decide_point
from dlprep.domain.grader.deciding import Decision
from dlprep.domain.grader.evidence import gather
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
    decision = Decision(Status.MISSED, 1.0)
    if not reading.is_empty:
        evidence = gather(point, reading.text, reading.sentences, ())
        decision = decide_point(point, reading, evidence, None)
    words, _ = reading.quote(text, decision.span) if decision.span else ("", None)
    note = None if decision.status is Status.COVERED else decision.say or point.text
    return PartGrade(point.id, CREDIT[decision.status], note, words)
