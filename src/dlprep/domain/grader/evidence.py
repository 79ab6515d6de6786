"""What an answer holds about one point: cues, contradictions and nearness in meaning, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlprep.domain.grader.clauses import Sentence, Span, windows
from dlprep.domain.grader.contradictions import contradicts
from dlprep.domain.grader.cues import match
from dlprep.domain.rubrics import KeyPoint, Misconception


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a part of an answer comes to a point in meaning, and to the point's misconceptions."""

    point: float
    """Cosine with the nearest wording of the point, in standard deviations above what other points get."""
    wrong: float
    """The same for the nearest misconception; minus infinity without one."""
    margin: float
    """Cosine with the point less cosine with the misconception; infinity without one."""
    misconception: int = 0
    """Which misconception is nearest."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Something found, and where."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that is known about one point."""

    share: Placed | None
    """The best share of cue groups in a window where none is denied; None without cues."""
    denial: Span | None
    """A window with every cue group, one of which is denied."""
    contradiction: tuple[Misconception, Span] | None
    """A misconception whose pattern stands in a clause."""
    near: Placed | None
    """The window nearest to the point, in standard deviations; None without an embedder."""
    wrong: Placed | None
    """The window nearest to a misconception."""
    margin: float
    """The best cosine with the point less the best with a misconception; 0 without an embedder."""
    believed: Misconception | None
    """The misconception that `wrong` is about."""


def gather(
    point: KeyPoint, text: str, found: Sequence[Sentence], near: Sequence[tuple[Span, Nearness]]
) -> Evidence:
    """Looks for a point in the sentences of a plain text; `near` holds the windows that were embedded."""
    share, denial = _cued(point, text, found)
    return Evidence(share, denial, _contradiction(point, text, found), *_meant(point, near))


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


def _meant(
    point: KeyPoint, near: Sequence[tuple[Span, Nearness]]
) -> tuple[Placed | None, Placed | None, float, Misconception | None]:
    if not near:
        return None, None, 0.0, None
    span, best = max(near, key=lambda one: one[1].point)
    if not point.misconceptions:
        return Placed(best.point, span), None, 0.0, None
    wrong_span, worst = max(near, key=lambda one: one[1].wrong)
    return (
        Placed(best.point, span),
        Placed(worst.wrong, wrong_span),
        worst.margin,
        point.misconceptions[worst.misconception],
    )
