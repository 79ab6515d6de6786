"""What an interview came to: by point, topic and dimension, against the bar, and what to study next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.bar import Bar, HireBar, hire_bar, level_score
from dlprep.domain.interviewing.dimensions import ClaritySignals, clarity
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.interviewing.material import Material
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.studying import Study, studies
from dlprep.domain.interviewing.turns import Interview, Outcome, TurnKind

__all__ = ["Bar", "Dimension", "Measure", "Scorecard", "TopicScore", "scorecard"]


class Dimension(StrEnum):
    """A side of how it went."""

    CORRECTNESS = "correctness"
    DEPTH = "depth"
    """Replies to why-questions and traps."""
    CLARITY = "clarity"
    """How it was said; shown, and never part of the score."""
    RECOVERY = "recovery"
    """Points that a follow-up brought, of those asked about."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How one dimension went."""

    dimension: Dimension
    score: int | None
    """0 to 100; None when there was nothing to go by."""
    good: int
    """How many were good of `count`: points, probes, answers or follow-ups."""
    count: int


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How the questions of one topic went."""

    topic: str
    score: int
    questions: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that an interview came to."""

    score: int | None
    """0 to 100, the mean of the questions; None when none was scored."""
    bar: HireBar
    exchanges: tuple[Exchange, ...]
    """By question, with its points."""
    topics: tuple[TopicScore, ...]
    """The weakest first."""
    measures: tuple[Measure, ...]
    signals: ClaritySignals | None
    studies: tuple[Study, ...]
    """At most three, the most worthwhile first."""
    self_assessed: int
    """Percent of the score's weight that rests on the candidate's own word."""
    unanswered_follow_ups: int
    outcome: Outcome | None
    """Of the loop's challenge."""
    seconds: float


def scorecard(interview: Interview, material: Material) -> Scorecard:
    """What the interview comes to as it stands, ended or not."""
    state = standing(interview)
    scored = [one for one in state.exchanges if one.score is not None]
    scores = [one.score for one in scored if one.score is not None]
    answers = [text for one in state.exchanges for text in (one.answer or "", *one.replies)]
    level_scores = [
        level_score(score, interview.plan.level, material.questions[one.question_id].level)
        for one, score in zip(scored, scores, strict=True)
        if one.question_id in material.questions
    ]
    return Scorecard(
        score=_mean(scores),
        bar=hire_bar(interview.plan.level, level_scores, state.exchanges, state.outcome),
        exchanges=state.exchanges,
        topics=_topics(scored, material),
        measures=_measures(state.exchanges, clarity(answers)),
        signals=clarity(answers),
        studies=studies(scored, material),
        self_assessed=_mean([int(one.self_assessed_weight) for one in scored]) or 0,
        unanswered_follow_ups=sum(probe.grade is None for one in state.exchanges for probe in one.probes),
        outcome=state.outcome,
        seconds=interview.elapsed_seconds,
    )


def _mean(values: Sequence[int]) -> int | None:
    return int(sum(values) / len(values) + 0.5) if values else None


def _topics(scored: Sequence[Exchange], material: Material) -> tuple[TopicScore, ...]:
    by_topic: dict[str, list[int]] = {}
    for one in scored:
        if one.question_id in material.questions and one.score is not None:
            by_topic.setdefault(material.questions[one.question_id].topic, []).append(one.score)
    found = [TopicScore(topic, _mean(scores) or 0, len(scores)) for topic, scores in by_topic.items()]
    return tuple(sorted(found, key=lambda one: (one.score, one.topic)))


def _measures(exchanges: Sequence[Exchange], signals: ClaritySignals | None) -> tuple[Measure, ...]:
    points = [point for one in exchanges if one.score is not None for point in one.points]
    credit = sum(100 * point.grade.credit * point.grade.weight for point in points)
    weight = sum(point.grade.weight for point in points)
    covered = sum(point.grade.status is Status.COVERED for point in points)
    probes = [probe for one in exchanges for probe in one.probes if probe.grade is not None]
    deep = [probe for probe in probes if probe.kind is not TurnKind.FOLLOW_UP]
    is_deep = [probe.grade is not None and probe.grade.status is Status.COVERED for probe in deep]
    asked = [
        point for one in exchanges for point in one.points
        if any(probe.point_id == point.grade.id and probe.kind is TurnKind.FOLLOW_UP for probe in one.probes)
    ]  # fmt: skip
    recovered = sum(point.is_recovered for point in asked)
    return (
        Measure(Dimension.CORRECTNESS, int(credit / weight + 0.5) if weight else None, covered, len(points)),
        _share(Dimension.DEPTH, sum(is_deep), len(deep)),
        Measure(Dimension.CLARITY, signals.score if signals else None, 0, 0),
        _share(Dimension.RECOVERY, recovered, len(asked)),
    )


def _share(dimension: Dimension, good: int, count: int) -> Measure:
    return Measure(dimension, int(100 * good / count + 0.5) if count else None, good, count)
