"""Evidence on a point in, status and confidence out (interview.md 3.2, step 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.evidence import Evidence
from dlprep.domain.grader.grades import Status
from dlprep.domain.grader.weighing import Weights, case_of, features
from dlprep.domain.rubrics import KeyPoint
from dlprep.domain.text import Text


@dataclass(frozen=True, slots=True)
class Fit:
    """How evidence is weighed, fitted on development answers for one embedder."""

    weights: Mapping[str, Weights]
    """By what a rubric tells (`weighing.CASES`)."""
    reply_near: float
    """This near in the reply to a follow-up, in standard deviations: the point is recovered."""
    topic_near: float
    """Nothing as near as this to any point, in standard deviations: the answer is about something else."""
    familiar: Mapping[str, float]
    """By what a rubric tells: mean likeness of words below which an answer is worded as nobody foresaw."""


COVERED_FROM = 0.65
MAYBE_FROM = 0.4
"""What a point is expected to earn, by chances, from which on it is called so."""
VERBATIM = 0.95
"""How sure a verdict on the rubric's own words is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a point."""

    status: Status
    confidence: float
    span: Span | None = None
    say: Text | None = None
    is_doubted: bool = False
    """True when it is rather wrong than anything else, and not surely enough to be called so."""
    is_verbatim: bool = False
    """True when the rubric's own words decided."""


def decide(point: KeyPoint, evidence: Evidence, fit: Fit, others: Sequence[Evidence] = ()) -> Decision:
    """What an answer does with a point; `others` is the evidence on the question's other points."""
    if evidence.said_wrong:
        misconception, place = evidence.said_wrong
        return Decision(Status.WRONG, VERBATIM, place, misconception.say, is_verbatim=True)
    if evidence.said:
        return Decision(Status.COVERED, VERBATIM, evidence.said, is_verbatim=True)
    weights = fit.weights[case_of(point)]
    chances = weights.chances(features(evidence, others))
    wrong = chances.get(Status.WRONG, 0.0)
    is_doubted = wrong >= max(chances.values())
    if is_doubted and wrong >= weights.wrong_from:
        return _believed(point, evidence, wrong)
    expected = chances[Status.COVERED] + chances.get(Status.MAYBE, 0.0) / 2
    if expected >= COVERED_FROM:
        return Decision(Status.COVERED, expected, _place(evidence))
    if expected >= MAYBE_FROM:
        surest = max(chances[Status.COVERED], chances[Status.MISSED] + wrong)
        return Decision(Status.MAYBE, 1 - surest, _place(evidence))
    return Decision(Status.MISSED, 1 - expected, is_doubted=is_doubted)


def _place(evidence: Evidence) -> Span:
    if evidence.share is not None and evidence.share.value == 1:
        return evidence.share.span
    return (evidence.meaning or evidence.wording).near.span


def _believed(point: KeyPoint, evidence: Evidence, chance: float) -> Decision:
    if evidence.contradiction:
        misconception, span = evidence.contradiction
        return Decision(Status.WRONG, chance, span, misconception.say)
    nearest = evidence.meaning or evidence.wording
    if nearest.believed is not None:
        return Decision(Status.WRONG, chance, nearest.wrong.span, nearest.believed.say)
    return Decision(Status.WRONG, chance, evidence.denial or nearest.near.span, point.text)
