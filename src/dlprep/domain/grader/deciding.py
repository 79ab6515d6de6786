"""Evidence on a point in, status and confidence out (interview.md 3.2, step 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.evidence import Evidence, Meaning
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
    """Nothing as near as this to any point: the answer is about something else."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a point."""

    status: Status
    confidence: float
    span: Span | None = None
    say: Text | None = None
    is_doubted: bool = False
    """True when it is rather wrong than anything else, and not surely enough to be called so."""


def decide(point: KeyPoint, evidence: Evidence, fit: Fit | None, others: Sequence[Evidence] = ()) -> Decision:
    """What an answer does with a point; `others` is the evidence on the question's other points.

    Without a fit or an embedder cues and patterns decide alone.
    """
    if fit is None or evidence.meaning is None:
        return _by_rules(point, evidence)
    return _by_weights(point, evidence, evidence.meaning, fit, others)


def _by_weights(
    point: KeyPoint, evidence: Evidence, meaning: Meaning, fit: Fit, others: Sequence[Evidence]
) -> Decision:
    weights = fit.weights[case_of(point)]
    chances = weights.chances(features(evidence, others))
    status = max(chances, key=lambda one: (chances[one], one.value))
    chance = chances[status]
    if status is Status.WRONG and chance < weights.wrong_from:
        return Decision(Status.MISSED, chance, is_doubted=True)
    if status is Status.MISSED:
        return Decision(Status.MISSED, chance)
    if status is Status.WRONG:
        return _believed(point, evidence, meaning, chance)
    has_all_cues = evidence.share is not None and evidence.share.value == 1
    place = evidence.share if has_all_cues and evidence.share else meaning.near
    return Decision(status, chance, place.span)


def _believed(point: KeyPoint, evidence: Evidence, meaning: Meaning, chance: float) -> Decision:
    if evidence.contradiction:
        misconception, span = evidence.contradiction
        return Decision(Status.WRONG, chance, span, misconception.say)
    if meaning.believed is not None:
        return Decision(Status.WRONG, chance, meaning.wrong.span, meaning.believed.say)
    return Decision(Status.WRONG, chance, evidence.denial or meaning.near.span, point.text)


def _by_rules(point: KeyPoint, evidence: Evidence) -> Decision:
    """The first rule that holds decides."""
    share = evidence.share.value if evidence.share else 0.0
    if evidence.contradiction:
        misconception, span = evidence.contradiction
        return Decision(Status.WRONG, 0.8, span, misconception.say)
    if evidence.denial and share < 1:
        return Decision(Status.WRONG, 0.6, evidence.denial, point.text)
    if evidence.share and share == 1:
        return Decision(Status.COVERED, 0.85, evidence.share.span)
    # One group of two says too little to be half of a point.
    if evidence.share and share > 0.5:
        return Decision(Status.MAYBE, 0.4, evidence.share.span)
    return Decision(Status.MISSED, 0.6)
