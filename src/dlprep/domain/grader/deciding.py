"""The decision list: evidence on a point in, status and confidence out (interview.md 3.2, step 7)."""

from dataclasses import dataclass

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.evidence import Evidence
from dlprep.domain.grader.grades import Status
from dlprep.domain.rubrics import KeyPoint
from dlprep.domain.text import Text


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the decisions lie, fitted on development answers for one embedder.

    Values of nearness are standard deviations, margins are cosines.
    """

    wrong_near: float
    """A misconception counts from here on."""
    wrong_margin: float
    """And when the point is this much less near, or less."""
    clear_margin: float
    """A margin from which a pattern or a denied cue does not make a point wrong."""
    sure_near: float
    """Every cue and this near: covered beyond doubt."""
    half_near: float
    """Half of the cues and this near: maybe."""
    maybe_near: float
    """This near without any cue: maybe."""
    covered_near: float
    """This near, without cues to ask: covered."""
    reply_near: float
    """This near in the reply to a follow-up: the point is recovered."""
    topic_near: float
    """Nothing as near as this to any point: the answer is about something else."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a point."""

    status: Status
    confidence: float
    span: Span | None = None
    say: Text | None = None


def decide(point: KeyPoint, evidence: Evidence, limits: Thresholds | None) -> Decision:
    """The first rule that holds decides; without `limits` there is no embedder and cues decide alone."""
    wrong = _wrong(point, evidence, limits)
    if wrong is not None:
        return wrong
    share = evidence.share.value if evidence.share else 0.0
    near = evidence.near.value if evidence.near else 0.0
    if share == 1 and evidence.share:
        is_sure = limits is None or near >= limits.sure_near
        return Decision(Status.COVERED, 0.85 if is_sure else 0.5, evidence.share.span)
    if limits is None:
        return _by_cues(evidence, share)
    return _by_nearness(point, evidence, limits, share, near)


def _by_cues(evidence: Evidence, share: float) -> Decision:
    # One group of two says too little to be half of a point.
    if share > 0.5 and evidence.share:
        return Decision(Status.MAYBE, 0.4, evidence.share.span)
    return Decision(Status.MISSED, 0.6)


def _by_nearness(
    point: KeyPoint, evidence: Evidence, limits: Thresholds, share: float, near: float
) -> Decision:
    if evidence.near is None:
        return Decision(Status.MISSED, 0.6)
    if not point.cues and near >= limits.covered_near:
        return Decision(Status.COVERED, 0.6, evidence.near.span)
    if (share >= 0.5 and near >= limits.half_near) or near >= limits.maybe_near:
        place = evidence.share if evidence.share and share >= 0.5 else evidence.near
        return Decision(Status.MAYBE, 0.5, place.span)
    return Decision(Status.MISSED, min(0.9, max(0.4, 0.9 - near / 10)))


def _wrong(point: KeyPoint, evidence: Evidence, limits: Thresholds | None) -> Decision | None:
    if limits and evidence.wrong and evidence.believed:
        is_believed = evidence.wrong.value >= limits.wrong_near and evidence.margin <= limits.wrong_margin
        if is_believed:
            return Decision(Status.WRONG, 0.8, evidence.wrong.span, evidence.believed.say)
    if limits and evidence.margin >= limits.clear_margin:
        return None
    if evidence.contradiction:
        misconception, span = evidence.contradiction
        return Decision(Status.WRONG, 0.8, span, misconception.say)
    if evidence.denial and not (evidence.share and evidence.share.value == 1):
        return Decision(Status.WRONG, 0.6, evidence.denial, point.text)
    return None
