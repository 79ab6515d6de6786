"""Grades free answers point by point: by words alone, or with an embedder beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.grader.answers import flags_of, grade
from dlprep.domain.grader.evidence import compared, gather
from dlprep.domain.grader.following import recovered
from dlprep.domain.grader.grades import GraderName, PointGrade, Status
from dlprep.domain.grader.hearsay import told
from dlprep.domain.grader.reading import read
from dlprep.domain.grader.wording import alike, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.grader.deciding import Fit
    from dlprep.domain.grader.evidence import Compared, Evidence
    from dlprep.domain.grader.grades import AnswerGrade, Flag
    from dlprep.domain.grader.reading import Reading
    from dlprep.domain.rubrics import KeyPoint, RubricPoint
    from dlprep.services.ports import Meanings

RULES = "rules"
VERSION = "5"
"""Raised when the same answer may get another grade."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights that were fitted for one embedder or for none, and how meaning is measured with it."""

    fit: Fit
    version: str
    """Of the fit."""
    meanings: Meanings | None = None


class AnswerGrader:
    """The same answer always gets the same grade."""

    def __init__(self, fitted: Fitted) -> None:
        """Without meanings, words alone decide."""
        self._fit, self._meanings = fitted.fit, fitted.meanings
        name, known = RULES, "none"
        if fitted.meanings is not None:
            name = f"{RULES}+{fitted.meanings.name}"
            known = f"{fitted.meanings.name} {fitted.meanings.version}"
        self.name = GraderName(name, f"{VERSION}.{fitted.version}", known)

    def grade(self, points: Sequence[RubricPoint], text: str) -> AnswerGrade:
        """Grades an answer in whatever language it is."""
        reading = read(text)
        return grade(points, text, reading, self.evidence(points, reading), self._fit, self.name)

    def grade_follow_up(self, point: RubricPoint, before: PointGrade | None, text: str) -> PointGrade:
        """What the reply to a follow-up makes of a point; never less than it was `before`."""
        known = before or PointGrade(point.id, point.weight, Status.MISSED, 0.0, 0.5, say=point.text)
        reading = read(text)
        if reading.is_empty:
            return known
        return recovered(point, known, text, reading, self.evidence([point], reading)[0], self._fit)

    def flags(self, text: str) -> tuple[Flag, ...]:
        """What is remarkable about a text, whatever it answers."""
        return flags_of(read(text))

    def evidence(self, points: Sequence[KeyPoint], reading: Reading) -> list[Evidence]:
        """What an answer holds about each point; nothing when it is empty."""
        if reading.is_empty:
            return []
        hearsay = told(reading.text, reading.sentences)
        windows = reading.windows()
        words = [terms(window.of(reading.text)) for window in windows]
        worded = compared(windows, hearsay, [alike(point, words) for point in points])
        meant: Sequence[Compared | None] = [None] * len(points)
        if self._meanings:
            short = reading.short_windows()
            texts = [window.of(reading.text) for window in short]
            meant = compared(short, hearsay, self._meanings.nearness(points, texts))
        return [
            gather(point, reading.text, reading.sentences, by_words, by_meaning)
            for point, by_words, by_meaning in zip(points, worded, meant, strict=True)
        ]
