"""A question and all that was said about it, as it stands after each turn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dlprep.domain.grader.grades import HALF, AnswerGrade, Flag, PointGrade, Status
from dlprep.domain.interviewing.plan import Part
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.opinion.opinions import SecondOpinion

_SELF_CREDIT = {Status.COVERED: 1.0, Status.MAYBE: HALF, Status.MISSED: 0.0}


class Assessor(StrEnum):
    """Who says what a point earned."""

    GRADER = "grader"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class PointStanding:
    """Where a point stands."""

    grade: PointGrade
    assessor: Assessor
    at_first: Status
    """What the first answer did with it."""

    @property
    def is_recovered(self) -> bool:
        """True when a follow-up brought it."""
        return (
            self.assessor is Assessor.GRADER
            and self.grade.status is Status.COVERED
            and self.at_first is not Status.COVERED
        )

    def assessed(self, status: Status) -> "PointStanding":
        """The point as the candidate sees it."""
        credit = _SELF_CREDIT[status]
        say = None if status is Status.COVERED else self.grade.say
        grade = replace(self.grade, status=status, credit=credit, confidence=1.0, say=say)
        return replace(self, grade=grade, assessor=Assessor.SELF)


@dataclass(frozen=True, slots=True)
class ProbeStanding:
    """A question asked after the answer, and what the reply made of it."""

    kind: TurnKind
    point_id: str
    grade: PointGrade | None = None
    """None while there is no reply."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what became of it."""

    question_id: str
    part: Part
    started_seconds: float
    seconds: float = 0.0
    """From asking it to the last answer or reply."""
    answer: str | None = None
    replies: tuple[str, ...] = ()
    points: tuple[PointStanding, ...] = ()
    flags: tuple[Flag, ...] = ()
    opinion: SecondOpinion | None = None
    """What a language model said of the answer; it earns nothing."""
    is_unsettled: bool = False
    """True while the grader abstains and the candidate has not said what was covered."""
    settle_asked: bool = False
    probes: tuple[ProbeStanding, ...] = ()
    corrected: frozenset[str] = frozenset()
    gave_up: int = 0
    """Answers and replies that said nothing."""
    hints: int = 0
    skipped: bool = False
    revealed: bool = False
    """True once the answer was shown: nothing more is asked about it."""

    @property
    def grades(self) -> tuple[PointGrade, ...]:
        """What each point earned."""
        return tuple(point.grade for point in self.points)

    @property
    def asked_points(self) -> frozenset[str]:
        """Points and probes already asked about."""
        return frozenset(probe.point_id for probe in self.probes)

    @property
    def score(self) -> int | None:
        """0 to 100, with what the candidate says of it; None when nothing can be said."""
        if self.skipped:
            return 0
        if self.answer is None or self.is_unsettled:
            return None
        return _percent(self.grades)

    @property
    def self_assessed_weight(self) -> float:
        """Percent of the question that rests on the candidate's own word."""
        return sum(one.grade.weight for one in self.points if one.assessor is Assessor.SELF)

    @property
    def contested(self) -> str | None:
        """The point that the graders truly disagree about, while it is neither covered nor asked about."""
        point_id = self.opinion.follow_up if self.opinion is not None else None
        is_open = any(one.id == point_id and one.status is not Status.COVERED for one in self.grades)
        return point_id if is_open and point_id not in self.asked_points else None

    def answered(self, text: str, grade: AnswerGrade, opinion: SecondOpinion | None = None) -> "Exchange":
        """After the answer, or after saying the same in other words."""
        points = tuple(PointStanding(one, Assessor.GRADER, one.status) for one in grade.points)
        return replace(
            self,
            answer=text if self.answer is None else f"{self.answer}\n{text}",
            points=points,
            flags=grade.flags,
            opinion=opinion,
            is_unsettled=grade.abstained,
            gave_up=self.gave_up + (Flag.EMPTY in grade.flags),
        )

    def replied(self, text: str, point_id: str, grade: AnswerGrade) -> "Exchange":
        """After the reply to a question about one point."""
        reply = grade.points[0]
        points = tuple(replace(one, grade=reply) if one.grade.id == point_id else one for one in self.points)
        probes = tuple(
            replace(probe, grade=reply) if probe.point_id == point_id else probe for probe in self.probes
        )
        gave_up = self.gave_up + (Flag.EMPTY in grade.flags)
        return replace(self, replies=(*self.replies, text), points=points, probes=probes, gave_up=gave_up)

    def settled(self, ticked: Mapping[str, Status]) -> "Exchange":
        """After the candidate said what was covered."""
        points = tuple(
            one.assessed(ticked[one.grade.id]) if one.grade.id in ticked else one for one in self.points
        )
        return replace(self, points=points, is_unsettled=False)

    def claimed(self, point_id: str) -> "Exchange":
        """After “I did say this”; a point that is covered stays as it was graded."""
        points = tuple(
            one.assessed(Status.COVERED)
            if one.grade.id == point_id and one.grade.status is not Status.COVERED
            else one
            for one in self.points
        )
        return replace(self, points=points)


def _percent(grades: tuple[PointGrade, ...]) -> int:
    return int(sum(grade.weight * grade.credit for grade in grades) + 0.5)
