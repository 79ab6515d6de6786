"""From what a model claims to what is shown of it: quotes looked up, graders compared, the score counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.grader.grades import Flag, Status
from dlprep.domain.opinion.opinions import CREDIT, STATUS, PointOpinion, SecondOpinion, Verdict
from dlprep.domain.opinion.quotes import echoes, find_quote
from dlprep.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlprep.domain.grader.evidence import Evidence
    from dlprep.domain.grader.grades import AnswerGrade, PointGrade
    from dlprep.domain.grader.reading import Reading
    from dlprep.domain.opinion.replies import Claim
    from dlprep.domain.text import Text

CAP = 20
"""Points of the score that an answer which spoke to the grader may get above the offline grade."""
_NEAR = 1.6
"""Standard deviations of nearness from which the offline grader sees a trace (interview.md 3.4)."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an answer before a model is asked."""

    question: Text
    answer: str
    reading: Reading
    grade: AnswerGrade
    """The grade of record."""
    traced: frozenset[str]
    """Ids of the points of which the offline grader sees a trace."""


def is_traced(evidence: Evidence) -> bool:
    """True when there is a cue of a point, or the answer comes near it in meaning."""
    is_cued = evidence.share is not None and evidence.share.value > 0
    meaning = evidence.meaning
    return is_cued or (meaning is not None and meaning.near.value >= _NEAR)


def weigh(given: Given, claims: Mapping[str, Claim], model: str) -> SecondOpinion:
    """The opinion that stands after every check; `claims` are by the id of the point."""
    points = tuple(_checked(given, offline, claims[offline.id]) for offline in given.grade.points)
    return SecondOpinion(model, points, _score(given.grade, points), _follow_up(given.grade, points))


def _checked(given: Given, offline: PointGrade, claim: Claim) -> PointOpinion:
    verdict, quote = _proven(given, claim)
    is_contested = (verdict is Verdict.COVERED and offline.id not in given.traced) or (
        verdict in CREDIT and offline.status is Status.WRONG
    )
    agrees = verdict is not Verdict.UNCERTAIN and STATUS[verdict] is offline.status
    return PointOpinion(offline.id, verdict, quote, agrees, is_contested)


def _proven(given: Given, claim: Claim) -> tuple[Verdict, str]:
    """A verdict with the candidate's own words for it; without them it is uncertain."""
    if claim.verdict is Verdict.MISSED:
        return Verdict.MISSED, ""
    if echoes(claim.quote, (given.question.zh, given.question.en)):
        return Verdict.UNCERTAIN, ""
    place = find_quote(claim.quote, given.reading)
    if place is None:
        return Verdict.UNCERTAIN, ""
    return claim.verdict, visible(given.answer[slice(*place)])


def _score(grade: AnswerGrade, points: Sequence[PointOpinion]) -> int | None:
    """What the proven verdicts come to; None where something was claimed and nothing proven."""
    verdicts = {one.verdict for one in points}
    if Verdict.UNCERTAIN in verdicts and verdicts <= {Verdict.UNCERTAIN, Verdict.MISSED}:
        return None
    weights = {offline.id: offline.weight for offline in grade.points}
    counted = sum(weights[one.id] * CREDIT.get(one.verdict, 0.0) for one in points)
    if Flag.INJECTION in grade.flags:
        counted = min(counted, CAP + sum(one.weight * one.credit for one in grade.points))
    return min(100, int(counted + 0.5))


def _follow_up(grade: AnswerGrade, points: Sequence[PointOpinion]) -> str | None:
    """The weightiest point that the graders disagree about."""
    weights = {offline.id: offline.weight for offline in grade.points}
    contested = [one.id for one in points if one.contested]
    return max(contested, key=lambda one: weights[one], default=None)
