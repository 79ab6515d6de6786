"""Evidence as numbers, and weights fitted on labelled answers that turn them into a status for each point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from dlprep.domain.grader.evidence import Contrast, Evidence
from dlprep.domain.grader.grades import Status
from dlprep.domain.rubrics import KeyPoint

_CUES = ("cues", "every cue", "denied")
_CONTRAST = (
    "near",
    "wrong",
    "margin",
    "margin at point",
    "margin at wrong",
    "margin around",
    "margin owned",
    "margin most owned",
    "lead",
    "lead at point",
)
_AROUND = ("others margin", "others near")
_OF_NEARNESS = ("near", "lead", "lead at point", "others near")
"""What there is without misconceptions."""
FEATURES = (
    *_CUES,
    "contradicted",
    *(f"{kind}: {name}" for kind in ("words", "meaning") for name in (*_CONTRAST, *_AROUND)),
)
"""Names of the numbers, in the order of `features`."""
_MANY = 3
"""Misconceptions of a point from which on most errors have been foreseen."""


def case_of(point: KeyPoint) -> str:
    """What a rubric tells about a point decides which weights can be used."""
    if point.cues and len(point.misconceptions) >= _MANY:
        return "cues+many misconceptions"
    parts = ["cues"] if point.cues else []
    parts += ["misconceptions"] if point.misconceptions else []
    return "+".join(parts) or "text"


def _without(*names: str) -> frozenset[str]:
    return frozenset(name for name in FEATURES if name.partition(": ")[2] not in names and name not in names)


_BELIEFS = tuple(name for name in (*_CONTRAST, *_AROUND) if name not in _OF_NEARNESS)
CASES: Mapping[str, frozenset[str]] = {
    "cues+many misconceptions": frozenset(FEATURES),
    "cues+misconceptions": frozenset(FEATURES),
    "misconceptions": _without(*_CUES),
    "cues": _without(*_BELIEFS, "contradicted"),
    "text": _without(*_CUES, *_BELIEFS, "contradicted"),
}
"""The numbers that mean something, by what a rubric tells."""


def features(evidence: Evidence, others: Sequence[Evidence]) -> tuple[float, ...]:
    """The numbers of a point. `others` are the other points: who is wrong on these is more likely so here.

    Without other points, the point stands for them. Without an embedder, the numbers of meaning are 0.
    """
    share = evidence.share.value if evidence.share else 0.0
    around = others or [evidence]
    return (
        share,
        float(share == 1),
        float(evidence.denial is not None),
        float(evidence.contradiction is not None),
        *_numbers(evidence.wording, [one.wording for one in around]),
        *_numbers(evidence.meaning, [one.meaning for one in around if one.meaning is not None]),
    )


def _numbers(one: Contrast | None, around: Sequence[Contrast]) -> tuple[float, ...]:
    if one is None or not around:
        return (0.0,) * len((*_CONTRAST, *_AROUND))
    return (
        one.near.value,
        one.wrong.value,
        one.margin,
        one.margin_at_point,
        one.margin_at_wrong,
        one.margin_around,
        one.margin_owned,
        one.margin_most_owned,
        one.lead,
        one.lead_at_point,
        sum(other.margin for other in around) / len(around),
        sum(other.near.value for other in around) / len(around),
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
