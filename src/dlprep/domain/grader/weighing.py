"""Evidence as numbers, and weights fitted on labelled answers that turn them into a status for each point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from dlprep.domain.grader.evidence import Evidence
from dlprep.domain.grader.grades import Status
from dlprep.domain.rubrics import KeyPoint

FEATURES = (
    "cues",
    "every cue",
    "denied",
    "contradicted",
    "near",
    "near wrong",
    "margin",
    "margin at point",
    "margin at wrong",
    "margin around",
    "others margin",
    "others near",
)
"""Names of the numbers, in the order of `features`."""
_OF_CUES = frozenset({"cues", "every cue", "denied"})
_OF_BELIEFS = frozenset(
    {"near wrong", "margin", "margin at point", "margin at wrong", "margin around", "others margin"}
)


_MANY = 3
"""Misconceptions of a point from which on most errors have been foreseen."""


def case_of(point: KeyPoint) -> str:
    """What a rubric tells about a point decides which weights can be used."""
    if point.cues and len(point.misconceptions) >= _MANY:
        return "cues+many misconceptions"
    parts = ["cues"] if point.cues else []
    parts += ["misconceptions"] if point.misconceptions else []
    return "+".join(parts) or "text"


CASES: Mapping[str, frozenset[str]] = {
    "cues+many misconceptions": frozenset(FEATURES),
    "cues+misconceptions": frozenset(FEATURES),
    "misconceptions": frozenset(FEATURES) - _OF_CUES,
    "cues": frozenset(FEATURES) - _OF_BELIEFS,
    "text": frozenset(FEATURES) - _OF_CUES - _OF_BELIEFS,
}
"""The numbers that mean something, by what a rubric tells."""


def features(evidence: Evidence, others: Sequence[Evidence]) -> tuple[float, ...]:
    """The numbers of a point. `others` are the other points: who is wrong on these is more likely so here.

    Without other points, the point stands for them.

    Raises:
        ValueError: if nothing was embedded.
    """
    meaning = evidence.meaning
    if meaning is None:
        raise ValueError("there is no meaning to weigh")
    around = [one.meaning for one in others if one.meaning is not None] or [meaning]
    share = evidence.share.value if evidence.share else 0.0
    return (
        share,
        float(share == 1),
        float(evidence.denial is not None),
        float(evidence.contradiction is not None),
        meaning.near.value,
        meaning.wrong.value,
        meaning.margin,
        meaning.margin_at_point,
        meaning.margin_at_wrong,
        meaning.margin_around,
        sum(one.margin for one in around) / len(around),
        sum(one.near.value for one in around) / len(around),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic regression, fitted for one embedder and one case."""

    wrong_from: float
    """A point is called wrong only when it is at least so likely; below that it is missed."""
    bias: Mapping[Status, float]
    of: Mapping[Status, tuple[float, ...]]
    """In the order of FEATURES."""

    def chances(self, numbers: Sequence[float]) -> dict[Status, float]:
        """How likely each status is; they add up to 1."""
        raised = {
            status: self.bias[status] + sum(w * x for w, x in zip(weights, numbers, strict=True))
            for status, weights in self.of.items()
        }
        most = max(raised.values())
        parts = {status: exp(value - most) for status, value in raised.items()}
        total = sum(parts.values())
        return {status: part / total for status, part in parts.items()}
