"""What an answer says about memory: a rating in FSRS' sense, and the sentence that explains it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.exchanges import Exchange
from dlprep.domain.judging import Medal, Verdict
from dlprep.domain.messages import Message, message
from dlprep.domain.practice import Confidence

QUICK_SECONDS = 30
"""A third of what an exam allows for a question: who is right by then did not have to work it out."""
SLOW_SECONDS = 180
"""Twice what an exam allows for a question."""
_MOSTLY_RIGHT = 0.6
"""Part of the points from which a partly right answer counts as recalled with effort."""

_SURE_OF_IT, _KNEW_IT, _KNEW_SOME = 90, 70, 50
"""Scores of an interview answer, of 100, from which it is EASY, GOOD and HARD."""
_BROUGHT_BY_FOLLOW_UP = 25.0
"""Percent of a question from which points that only a follow-up brought make it HARD."""
_OWN_WORD = 50.0
"""Percent of a question that rests on the candidate's own word and from which it is never EASY."""


class Rating(StrEnum):
    """How well something was recalled (FSRS' four)."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with its reason."""

    rating: Rating
    why: Message
    is_confidently_wrong: bool = False
    """True when the learner was sure of what is wrong."""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What of an attempt its rating follows from."""

    grade: Grade
    score: float
    """0 to 1."""
    confidence: Confidence | None
    hints_used: int
    duration_seconds: float


def rate_answer(facts: AnswerFacts) -> Rated | None:
    """The rating of an answer; None when it was not graded."""
    if facts.grade is Grade.UNGRADED:
        return None
    if facts.grade is Grade.INCORRECT:
        if facts.confidence is Confidence.SURE:
            return Rated(Rating.AGAIN, message("Wrong, and you were sure."), is_confidently_wrong=True)
        return Rated(Rating.AGAIN, message("The answer was wrong."))
    if facts.grade is Grade.PARTIAL:
        percent = round(100 * facts.score)
        if facts.score < _MOSTLY_RIGHT:
            return Rated(Rating.AGAIN, message("Only {percent}% of it was right.", percent=percent))
        return Rated(Rating.HARD, message("Partly right, at {percent}%.", percent=percent))
    return _rate_right(facts)


def _rate_right(facts: AnswerFacts) -> Rated:
    if facts.confidence is Confidence.GUESS:
        return Rated(Rating.HARD, message("Right, but guessed."))
    if facts.hints_used:
        return Rated(Rating.HARD, message("Right, with hints."))
    if facts.duration_seconds > SLOW_SECONDS:
        return Rated(
            Rating.HARD, message("Right, after more than {minutes} minutes.", minutes=SLOW_SECONDS // 60)
        )
    if facts.confidence is Confidence.SURE and facts.duration_seconds <= QUICK_SECONDS:
        return Rated(Rating.EASY, message("Right, sure and quick."))
    return Rated(Rating.GOOD, message("The answer was right."))


def rate_exchange(exchange: Exchange) -> Rated | None:
    """The rating of what was said to an interview question; None when nothing can be said of it.

    A wrong belief that stood to the end counts as being wrong and sure: it was said to an interviewer.
    """
    score = exchange.score
    if score is None:
        return None
    if exchange.skipped:
        return Rated(Rating.AGAIN, message("You passed over it in an interview."))
    wrong = any(grade.status is Status.WRONG for grade in exchange.grades)
    said = message("Your interview answer got {score} of 100.", score=score)
    if score < _KNEW_SOME:
        return Rated(Rating.AGAIN, said, is_confidently_wrong=wrong)
    if score < _KNEW_IT or wrong:
        return Rated(Rating.HARD, said, is_confidently_wrong=wrong)
    if exchange.hints:
        return Rated(Rating.HARD, message("You needed hints in the interview."))
    recovered = sum(point.grade.weight for point in exchange.points if point.is_recovered)
    if recovered >= _BROUGHT_BY_FOLLOW_UP:
        return Rated(
            Rating.HARD, message("Follow-ups had to bring {percent}% of it.", percent=round(recovered))
        )
    if score < _SURE_OF_IT or recovered or exchange.self_assessed_weight >= _OWN_WORD:
        return Rated(Rating.GOOD, said)
    return Rated(Rating.EASY, said)


_MEDALS: Mapping[Medal, Rating] = {
    Medal.BRONZE: Rating.HARD,
    Medal.SILVER: Rating.GOOD,
    Medal.GOLD: Rating.EASY,
}


def rate_run(verdict: Verdict | None, medal: Medal | None) -> Rated | None:
    """The rating of a challenge run; None unless it was graded: our faults and cancelled runs say nothing."""
    if verdict is None or not verdict.is_graded:
        return None
    if medal is None:
        return Rated(Rating.AGAIN, message("The run earned no medal."))
    return Rated(_MEDALS[medal], message("The run earned a medal: {medal}.", medal=medal.value))
