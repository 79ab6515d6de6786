"""Ratings: what an answer, an interview exchange and a run say about memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dlprep.domain.grader.grades import PointGrade, Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.exchanges import Assessor, Exchange, PointStanding
from dlprep.domain.interviewing.plan import Part
from dlprep.domain.judging import Medal, Verdict
from dlprep.domain.memory.ratings import AnswerFacts, Rating, rate_answer, rate_exchange, rate_run
from dlprep.domain.practice import Confidence

RIGHT = AnswerFacts(Grade.CORRECT, 1.0, None, 0, 60.0)
WRONG = replace(RIGHT, grade=Grade.INCORRECT, score=0.0)
PARTLY = replace(RIGHT, grade=Grade.PARTIAL)


@pytest.mark.parametrize(
    ("facts", "rating", "why"),
    [
        (RIGHT, Rating.GOOD, "The answer was right."),
        (replace(RIGHT, confidence=Confidence.SURE), Rating.GOOD, "The answer was right."),
        (replace(RIGHT, duration_seconds=30.0), Rating.GOOD, "The answer was right."),
        (
            replace(RIGHT, confidence=Confidence.SURE, duration_seconds=30.0),
            Rating.EASY,
            "Right, sure and quick.",
        ),
        (
            replace(RIGHT, confidence=Confidence.GUESS, duration_seconds=3.0),
            Rating.HARD,
            "Right, but guessed.",
        ),
        (replace(RIGHT, confidence=Confidence.SURE, hints_used=1), Rating.HARD, "Right, with hints."),
        (replace(RIGHT, duration_seconds=180.1), Rating.HARD, "Right, after more than 3 minutes."),
        (replace(PARTLY, score=0.6), Rating.HARD, "Partly right, at 60%."),
        (replace(PARTLY, score=0.59), Rating.AGAIN, "Only 59% of it was right."),
        (WRONG, Rating.AGAIN, "The answer was wrong."),
        (replace(WRONG, confidence=Confidence.SURE), Rating.AGAIN, "Wrong, and you were sure."),
    ],
)
def test_answers(facts: AnswerFacts, rating: Rating, why: str) -> None:
    rated = rate_answer(facts)
    assert rated is not None
    assert (rated.rating, str(rated.why)) == (rating, why)
    assert rated.is_confidently_wrong == (
        facts.grade is Grade.INCORRECT and facts.confidence is Confidence.SURE
    )


def test_what_was_not_graded_says_nothing() -> None:
    assert rate_answer(replace(RIGHT, grade=Grade.UNGRADED)) is None


def exchange(*earned: float, first: Status = Status.COVERED, **changes: object) -> Exchange:
    """An exchange over points of equal weight."""
    weight = 100 / len(earned)
    points = tuple(
        PointStanding(
            PointGrade(
                str(place),
                weight,
                Status.COVERED if credit else Status.MISSED,
                credit,
                1.0,
            ),
            Assessor.GRADER,
            first,
        )
        for place, credit in enumerate(earned)
    )
    return replace(Exchange("q", Part.CONCEPT, 0.0, answer="words", points=points), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        (exchange(1.0, 1.0), Rating.EASY),
        (exchange(1.0, 0.6), Rating.GOOD),
        (exchange(1.0, 0.2), Rating.HARD),
        (exchange(0.4, 0.4), Rating.AGAIN),
        (exchange(1.0, skipped=True), Rating.AGAIN),
        (exchange(1.0, 1.0, hints=1), Rating.HARD),
        (exchange(0.7, 0.7, 1.0, first=Status.MISSED), Rating.HARD),
    ],
)
def test_interview_answers(said: Exchange, rating: Rating) -> None:
    rated = rate_exchange(said)
    assert rated is not None
    assert rated.rating is rating


def test_ones_own_word_is_never_easy() -> None:
    said = exchange(1.0, 1.0)
    own = replace(said, points=tuple(one.assessed(Status.COVERED) for one in said.points))
    rated = rate_exchange(own)
    assert rated is not None
    assert rated.rating is Rating.GOOD


def test_a_wrong_belief_is_being_wrong_and_sure() -> None:
    said = exchange(1.0, 1.0, 1.0, 1.0, 1.0)
    wrong = replace(said.points[0], grade=replace(said.points[0].grade, status=Status.WRONG, credit=0.0))
    rated = rate_exchange(replace(said, points=(wrong, *said.points[1:])))
    assert rated is not None
    assert (rated.rating, rated.is_confidently_wrong) == (Rating.HARD, True)


@pytest.mark.parametrize("said", [exchange(1.0, answer=None), exchange(1.0, is_unsettled=True)])
def test_what_stays_open_says_nothing(said: Exchange) -> None:
    assert rate_exchange(said) is None


@pytest.mark.parametrize("verdict", Verdict)
def test_only_graded_runs_count(verdict: Verdict) -> None:
    assert (rate_run(verdict, None) is not None) == (verdict in (Verdict.PASS, Verdict.FAIL))
    assert rate_run(None, None) is None


def test_medals() -> None:
    rated = [rate_run(Verdict.PASS, medal) for medal in (None, Medal.BRONZE, Medal.SILVER, Medal.GOLD)]
    assert [one and one.rating for one in rated] == list(Rating)
