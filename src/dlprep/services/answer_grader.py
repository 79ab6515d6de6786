"""Grades free answers point by point: rules alone, or with an embedder beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.grader.answers import flags_of, grade
from dlprep.domain.grader.evidence import gather
from dlprep.domain.grader.following import recovered
from dlprep.domain.grader.grades import GraderName, PointGrade, Status
from dlprep.domain.grader.reading import read
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.grader.deciding import Fit
    from dlprep.domain.grader.evidence import Evidence
    from dlprep.domain.grader.grades import AnswerGrade, Flag
    from dlprep.domain.grader.reading import Reading
    from dlprep.domain.rubrics import KeyPoint, RubricPoint
    from dlprep.domain.text import Text
    from dlprep.services.ports import Meanings

RULES = "rules"
_BACKGROUND = 3
"""Points of a topic: with 28 topics enough for a mean and a deviation."""
VERSION = "2"
"""Raised when the same answer may get another grade."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights that were fitted for one embedder, and how meaning is measured with it."""

    meanings: Meanings
    fit: Fit
    version: str
    """Of the fit."""


class AnswerGrader:
    """The same answer always gets the same grade."""

    def __init__(self, fitted: Fitted | None = None) -> None:
        """Without `fitted` cues and patterns decide alone."""
        self._fitted = fitted
        if fitted is None:
            self.name = GraderName(RULES, VERSION, "none")
        else:
            meanings = fitted.meanings
            known = f"{meanings.name} {meanings.version}"
            self.name = GraderName(f"{RULES}+{meanings.name}", f"{VERSION}.{fitted.version}", known)

    def grade(self, points: Sequence[RubricPoint], text: str) -> AnswerGrade:
        """Grades an answer in whatever language it is."""
        reading = read(text)
        fit = self._fitted.fit if self._fitted else None
        return grade(points, text, reading, self.evidence(points, reading), fit, self.name)

    def grade_follow_up(self, point: RubricPoint, before: PointGrade | None, text: str) -> PointGrade:
        """What the reply to a follow-up makes of a point; never less than it was `before`."""
        reading = read(text)
        evidence = self.evidence([point], reading)[0]
        fit = self._fitted.fit if self._fitted else None
        known = before or PointGrade(point.id, point.weight, Status.MISSED, 0.0, 0.5, say=point.text)
        return recovered(point, known, text, reading, evidence, fit)

    def flags(self, text: str) -> tuple[Flag, ...]:
        """What is remarkable about a text, whatever it answers."""
        return flags_of(read(text))

    def evidence(self, points: Sequence[KeyPoint], reading: Reading) -> list[Evidence]:
        """What an answer holds about each point."""
        windows = reading.windows() if self._fitted else ()
        texts = [window.of(reading.text) for window in windows]
        nearness = self._fitted.meanings.nearness(points, texts) if self._fitted else [()] * len(points)
        return [
            gather(point, reading.text, reading.sentences, list(zip(windows, near, strict=True)))
            for point, near in zip(points, nearness, strict=True)
        ]


def background_of(bank: QuestionBank) -> dict[Language, tuple[str, ...]]:
    """Points of all topics, a few each, that tell how near any clause comes to any point."""
    taken: dict[str, list[Text]] = {}
    for question in bank.questions.values():
        if isinstance(question, OpenQuestion):
            of_topic = taken.setdefault(question.topic, [])
            of_topic.extend(point.text for point in question.points[: _BACKGROUND - len(of_topic)])
    texts = [text for of_topic in taken.values() for text in of_topic]
    return {language: tuple(text.in_language(language) for text in texts) for language in Language}
