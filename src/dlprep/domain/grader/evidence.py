"""What an answer holds about one point: cues, contradictions and nearness in meaning, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Sentence, Span, windows
from dlprep.domain.grader.contradictions import contradicts
from dlprep.domain.grader.cues import match
from dlprep.domain.rubrics import KeyPoint, Misconception

_AROUND = 3
"""Parts of an answer over which a margin is averaged."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a part of an answer comes to a point in meaning, and to the point's misconceptions."""

    point: float
    """Cosine with the nearest wording of the point, in standard deviations above what other points get."""
    wrong: float
    """The same for the nearest misconception; `point` without one."""
    right_cosine: float
    """With the nearest wording of the point."""
    wrong_cosine: float
    """With the nearest misconception; `right_cosine` without one."""
    misconception: int = 0
    """Which misconception is nearest."""

    @property
    def margin(self) -> float:
        """How much nearer the point is than its misconceptions."""
        return self.right_cosine - self.wrong_cosine


@dataclass(frozen=True, slots=True)
class Placed:
    """Something found, and where."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the parts of an answer mean for one point, against its misconceptions (interview.md 2.2)."""

    near: Placed
    """The part nearest to the point, in standard deviations."""
    wrong: Placed
    """The part nearest to a misconception, in standard deviations."""
    margin: float
    """The best cosine with the point less the best with a misconception."""
    margin_at_point: float
    """The same difference within the part that is nearest to the point."""
    margin_at_wrong: float
    """And within the part that is nearest to a misconception."""
    margin_around: float
    """And its mean over the three parts that are nearest to either."""
    believed: Misconception | None
    """The misconception that `wrong` is about."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is known about one point."""

    share: Placed | None
    """The best share of cue groups in a window where none is denied; None without cues."""
    denial: Span | None
    """A window with every cue group, one of which is denied."""
    contradiction: tuple[Misconception, Span] | None
    """A misconception whose pattern stands in a clause."""
    meaning: Meaning | None
    """None without an embedder."""


def gather(
    point: KeyPoint, text: str, found: Sequence[Sentence], near: Sequence[tuple[Span, Nearness]]
) -> Evidence:
    """Looks for a point in the sentences of a plain text; `near` holds the windows that were embedded."""
    share, denial = _cued(point, text, found)
    return Evidence(share, denial, _contradiction(point, text, found), _meant(point, near))


def _cued(point: KeyPoint, text: str, found: Sequence[Sentence]) -> tuple[Placed | None, Span | None]:
    if not point.cues:
        return None, None
    best, denial = Placed(0.0, Span(0, 0)), None
    for window in windows(tuple(found)):
        matched = match(point.cues, window.of(text))
        if matched.is_denied and not point.negative:
            if matched.share == 1 and denial is None:
                denial = window
        elif matched.share > best.value:
            best = Placed(matched.share, window)
    return best, denial


def _contradiction(
    point: KeyPoint, text: str, found: Sequence[Sentence]
) -> tuple[Misconception, Span] | None:
    return next(
        (
            (misconception, clause)
            for sentence in found
            for clause in sentence.clauses
            for misconception in point.misconceptions
            if contradicts(misconception, clause.of(text))
        ),
        None,
    )


def _meant(point: KeyPoint, near: Sequence[tuple[Span, Nearness]]) -> Meaning | None:
    if not near:
        return None
    at_point = max(near, key=lambda one: one[1].right_cosine)[1]
    at_wrong = max(near, key=lambda one: one[1].wrong_cosine)[1]
    span, best = max(near, key=lambda one: one[1].point)
    wrong_span, worst = max(near, key=lambda one: one[1].wrong)
    around = sorted(near, key=lambda one: -max(one[1].right_cosine, one[1].wrong_cosine))[:_AROUND]
    return Meaning(
        near=Placed(best.point, span),
        wrong=Placed(worst.wrong, wrong_span),
        margin=at_point.right_cosine - at_wrong.wrong_cosine,
        margin_at_point=at_point.margin,
        margin_at_wrong=at_wrong.margin,
        margin_around=sum(one.margin for _, one in around) / len(around),
        believed=point.misconceptions[worst.misconception] if point.misconceptions else None,
    )
