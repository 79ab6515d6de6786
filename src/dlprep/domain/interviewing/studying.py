"""What to study next: where most was lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.material import Material
from dlprep.domain.text import Text

MOST = 3
_FOR_WRONG = 1.5
"""A wrong belief costs more than a gap: it has to go before the right one comes."""


@dataclass(frozen=True, slots=True)
class Study:
    """A thing to study."""

    topic: str
    question_id: str
    """To be asked again."""
    points: tuple[Text, ...]
    """What was not said, the heaviest first; at most two."""
    is_wrong: bool
    """True when a wrong belief is among them."""
    lost: float
    """Weight that was lost, wrong beliefs counted more; percent of a question."""


def studies(exchanges: Sequence[Exchange], material: Material) -> tuple[Study, ...]:
    """At most three things, one a topic while there are topics, the dearest first."""
    lost = [study for one in exchanges if (study := _study(one, material)) is not None]
    lost.sort(key=lambda study: (-study.lost, study.question_id))
    topics: set[str] = set()
    first: list[Study] = []
    others: list[Study] = []
    for study in lost:
        (others if study.topic in topics else first).append(study)
        topics.add(study.topic)
    return tuple([*first, *others][:MOST])


def _study(exchange: Exchange, material: Material) -> Study | None:
    question = material.questions.get(exchange.question_id)
    if question is None:
        return None
    grades = {grade.id: grade for grade in exchange.grades}
    losses = []
    for point in question.points:
        grade = grades.get(point.id)
        credit = grade.credit if grade else 0.0
        is_wrong = grade is not None and grade.status is Status.WRONG
        loss = point.weight * (1 - credit) * (_FOR_WRONG if is_wrong else 1.0)
        if loss > 0 and (grade is None or grade.status is not Status.COVERED):
            losses.append((loss, is_wrong, point.text))
    if not losses:
        return None
    losses.sort(key=lambda one: -one[0])
    return Study(
        topic=question.topic,
        question_id=question.id,
        points=tuple(text for _, _, text in losses[:2]),
        is_wrong=any(is_wrong for _, is_wrong, _ in losses),
        lost=sum(loss for loss, _, _ in losses),
    )
