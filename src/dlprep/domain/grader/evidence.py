"""What an answer holds about one point: cues, contradictions and nearness in meaning, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from dlprep.domain.grader import verbatim
from dlprep.domain.grader.clauses import Sentence, Span, bridges, windows
from dlprep.domain.grader.contradictions import contradicts
from dlprep.domain.grader.cues import match
from dlprep.domain.rubrics import KeyPoint, Misconception

_AROUND = 3
"""Parts of an answer over which a margin is averaged."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a part of an answer comes to a point, and to its misconceptions: in meaning, or in words."""

    point: float
    """Cosine with the nearest wording; of meanings, in standard deviations above what other points get."""
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

    def not_believed(self) -> Self:
        """The same of a part that only tells of the misconception."""
        if self.margin >= 0:
            return self
        return replace(self, wrong=self.point, wrong_cosine=self.right_cosine)

    @property
    def touch(self) -> float:
        """How near the part comes to the matter of the point, rightly or wrongly."""
        return max(self.right_cosine, self.wrong_cosine)


@dataclass(frozen=True, slots=True)
class Placed:
    """Something found, and where."""

    value: float
    span: Span


@dataclass(frozen=True, slots=True)
class Contrast:
    """How the parts of an answer compare with one point and with its misconceptions (interview.md 2.2)."""

    near: Placed
    """The part nearest to the point."""
    wrong: Placed
    """The part nearest to a misconception."""
    margin: float
    """The best cosine with the point less the best with a misconception."""
    margin_at_point: float
    """The same difference within the part that is nearest to the point."""
    margin_at_wrong: float
    """And within the part that is nearest to a misconception."""
    margin_around: float
    """And its mean over the three parts that are nearest to either."""
    margin_owned: float
    """And over the parts that are nearer to the matter of this point than of any other; 0 where none is."""
    margin_most_owned: float
    """And over the three parts of which this is truest."""
    lead: float
    """The most by which a part is nearer to the point than to the matter of any other point."""
    lead_at_point: float
    """And by which the part is that is nearest to the point."""
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
    said: Span | None
    """Sentences that are a wording of the point, word by word."""
    said_wrong: tuple[Misconception, Span] | None
    """Sentences that are a misconception, word by word."""
    wording: Contrast
    """What the words tell."""
    meaning: Contrast | None
    """What the meanings tell; None without an embedder."""
    likeness: tuple[float, ...]
    """For each window, how alike its words are to anything that the rubric says about the point."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The windows of an answer beside one point, and beside the other points of the question."""

    spans: Sequence[Span]
    near: Sequence[Nearness]
    """How near each comes to the point."""
    rivals: Sequence[float]
    """The most that each touches another point; equal to its own touch where there is none."""


def compared(
    spans: Sequence[Span], told: Sequence[Span], near: Sequence[Sequence[Nearness]]
) -> list[Compared]:
    """For each point, the windows beside it and beside the other points. `near` goes by point and window.

    Within what is `told` as the belief of others, a misconception is not the speaker's.
    """
    is_told = [any(part.start <= one.start and one.end <= part.end for part in told) for one in spans]
    near = [
        [one.not_believed() if tells else one for one, tells in zip(of_point, is_told, strict=True)]
        for of_point in near
    ]
    return [
        Compared(spans, own, _rivals([*near[:place], *near[place + 1 :]] or [own]))
        for place, own in enumerate(near)
    ]


def _rivals(others: Sequence[Sequence[Nearness]]) -> list[float]:
    return [max(one.touch for one in of_window) for of_window in zip(*others, strict=True)]


def gather(
    point: KeyPoint, text: str, found: Sequence[Sentence], worded: Compared, meant: Compared | None
) -> Evidence:
    """Looks for a point in the sentences of a plain text, with its windows compared by words and meaning."""
    share, denial = cued(point, text, found)
    return Evidence(
        share=share,
        denial=denial,
        contradiction=contradiction(point, text, found),
        said=verbatim.said(point, text, found),
        said_wrong=verbatim.said_wrong(point, text, found),
        wording=_contrast(point, worded),
        meaning=_contrast(point, meant) if meant else None,
        likeness=tuple(one.touch for one in worded.near),
    )


def cued(point: KeyPoint, text: str, found: Sequence[Sentence]) -> tuple[Placed | None, Span | None]:
    """The best share of cue groups in a window, and a window that holds all of them and denies one."""
    if not point.cues:
        return None, None
    best, denial = Placed(0.0, Span(0, 0)), None
    for window in (*windows(tuple(found)), *bridges(tuple(found))):
        matched = match(point.cues, window.of(text))
        if matched.is_denied and not point.negative:
            if matched.share == 1 and denial is None:
                denial = window
        elif matched.share > best.value:
            best = Placed(matched.share, window)
    return best, denial


def contradiction(point: KeyPoint, text: str, found: Sequence[Sentence]) -> tuple[Misconception, Span] | None:
    """The first misconception whose pattern stands in a clause, and the clause."""
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


def _contrast(point: KeyPoint, windows: Compared) -> Contrast:
    near, rivals = windows.near, windows.rivals
    places = range(len(near))
    at_point = max(places, key=lambda place: near[place].right_cosine)
    at_wrong = max(places, key=lambda place: near[place].wrong_cosine)
    best = max(places, key=lambda place: near[place].point)
    worst = max(places, key=lambda place: near[place].wrong)
    around = sorted(places, key=lambda place: -near[place].touch)[:_AROUND]
    owned = [place for place in places if near[place].touch >= rivals[place]]
    most_owned = sorted(places, key=lambda place: rivals[place] - near[place].touch)[:_AROUND]
    leads = [near[place].right_cosine - rivals[place] for place in places]

    def mean_margin(of: Sequence[int]) -> float:
        return sum(near[place].margin for place in of) / len(of) if of else 0.0

    believed = near[worst].misconception
    return Contrast(
        near=Placed(near[best].point, windows.spans[best]),
        wrong=Placed(near[worst].wrong, windows.spans[worst]),
        margin=near[at_point].right_cosine - near[at_wrong].wrong_cosine,
        margin_at_point=near[at_point].margin,
        margin_at_wrong=near[at_wrong].margin,
        margin_around=mean_margin(around),
        margin_owned=mean_margin(owned),
        margin_most_owned=mean_margin(most_owned),
        lead=max(leads),
        lead_at_point=leads[at_point],
        believed=point.misconceptions[believed] if point.misconceptions else None,
    )
