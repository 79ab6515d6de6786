"""Second opinions as a grader of their own, so that the same report can be run on them (docs/llm.md)."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.bootstrap import Parts
from dlprep.domain.grader.grades import AnswerGrade, Flag
from dlprep.domain.grader.plain import is_cjk
from dlprep.domain.language import Language
from dlprep.domain.opinion.opinions import CREDIT, STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.grader.grades import PointGrade
    from dlprep.domain.opinion.opinions import SecondOpinion
    from dlprep.domain.questions import OpenQuestion
    from dlprep.domain.rubrics import RubricPoint

NAME = "llm"
_EVERY = 20


class OpinionGrader:
    """Grades by what the learner's own model says; where its reply is discarded there is no score.

    What was asked before comes from the cache, so that a report which was broken off goes on.
    """

    def __init__(self, questions: Sequence[OpenQuestion], parts: Parts | None = None) -> None:
        """Says where answers go before any goes there."""
        self._questions = questions
        self._parts = parts or Parts()
        self._opinions = self._parts.second_opinions
        self._outcomes: Counter[str] = Counter()
        print(self._parts.endpoint.notice, file=sys.stderr)

    def grade(self, rubric: Sequence[RubricPoint], text: str) -> AnswerGrade:
        """The opinion in the form of a grade."""
        question = next(one for one in self._questions if one.points is rubric)
        language = Language.ZH if any(map(is_cjk, text)) else Language.EN
        offline = self._parts.answer_grader.grade(rubric, text)
        found = self._opinions.opinion(question.stem, rubric, text, offline, language)
        self._count(found.discarded or ("given" if found.score is not None else "unproven"))
        if found.score is None:
            return replace(offline, abstained=True, grader=found.grader)
        points, who = _graded(offline, found), found.grader
        return AnswerGrade(points, offline.flags, abstained=False, follow_up=None, grader=who)

    def summary(self) -> str:
        """How many opinions were given, and how many discarded for what."""
        return ", ".join(f"{name} {count}" for name, count in self._outcomes.most_common())

    def _count(self, outcome: str) -> None:
        self._outcomes[outcome] += 1
        if self._outcomes.total() % _EVERY == 0:
            print(f"{self._outcomes.total()} answers: {self.summary()}", file=sys.stderr)


def _graded(offline: AnswerGrade, found: SecondOpinion) -> tuple[PointGrade, ...]:
    """The points with credits that sum to the score of the opinion, its cap included."""
    said = {one.id: one.verdict for one in found.points}
    earned = sum(one.weight * CREDIT.get(said[one.id], 0.0) for one in offline.points)
    share = min(1.0, (found.score or 0) / earned) if Flag.INJECTION in offline.flags and earned else 1.0
    return tuple(
        replace(one, status=STATUS[said[one.id]], credit=share * CREDIT.get(said[one.id], 0.0))
        for one in offline.points
    )
