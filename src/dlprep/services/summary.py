"""What a finished session amounts to."""

from collections.abc import Callable
from dataclasses import dataclass

from dlprep.domain.bank import QuestionBank
from dlprep.domain.grading import Grade
from dlprep.domain.messages import Message, message
from dlprep.domain.practice import Attempt, Confidence, PracticeSession
from dlprep.domain.progress import SprintRecord


@dataclass(frozen=True, slots=True)
class Tally:
    """Scores of one topic or one type."""

    name: str
    answered: int
    correct: int
    mean_score: float


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """Score, time and what to look at again."""

    planned: int
    answered: int
    correct: int
    partial: int
    score: float
    """Mean score of the graded answers, 0 to 1; 0 when there is none."""
    seconds: float
    """Sum of the answers' durations."""
    by_topic: tuple[Tally, ...]
    """Weakest first."""
    by_type: tuple[Tally, ...]
    confidently_wrong: tuple[Attempt, ...]
    """Answers marked sure that earned less than half."""
    to_retry: tuple[str, ...]
    """Question ids that were not fully right, confidently wrong ones first."""


def best_round(best: SprintRecord, session: PracticeSession) -> Message:
    """How `session`, a sprint, stands to the best one so far, in a sentence."""
    if best.session_id == session.id:
        return message("★ Your best round so far")
    return message(
        "Your best round: {correct} right of {answered}, on {day}",
        correct=best.correct,
        answered=best.answered,
        day=best.local_day,
    )


def summarise(bank: QuestionBank, session: PracticeSession) -> SessionSummary:
    """The summary of `session`; ungraded answers are counted as answered and left out of every mean."""
    graded = [attempt for attempt in session.attempts if attempt.grade is not Grade.UNGRADED]
    sure_and_wrong = tuple(
        attempt for attempt in graded if attempt.confidence is Confidence.SURE and attempt.score < 0.5
    )
    missed = [attempt for attempt in graded if attempt.grade is not Grade.CORRECT]
    first = [attempt.planned.question_id for attempt in sure_and_wrong]
    retry = dict.fromkeys([*first, *(attempt.planned.question_id for attempt in missed)])

    def question_of(attempt: Attempt, field: str) -> str:
        question = bank.questions.get(attempt.planned.question_id)
        return str(getattr(question, field)) if question else "?"

    return SessionSummary(
        planned=len(session.plan),
        answered=len(session.attempts),
        correct=sum(attempt.grade is Grade.CORRECT for attempt in graded),
        partial=sum(attempt.grade is Grade.PARTIAL for attempt in graded),
        score=_mean(graded),
        seconds=sum(attempt.duration_seconds for attempt in session.attempts),
        by_topic=_tallies(graded, lambda attempt: question_of(attempt, "topic")),
        by_type=_tallies(graded, lambda attempt: question_of(attempt, "type")),
        confidently_wrong=sure_and_wrong,
        to_retry=tuple(retry),
    )


def _mean(attempts: list[Attempt]) -> float:
    return sum(attempt.score for attempt in attempts) / len(attempts) if attempts else 0.0


def _tallies(attempts: list[Attempt], name_of: Callable[[Attempt], str]) -> tuple[Tally, ...]:
    groups: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        groups.setdefault(name_of(attempt), []).append(attempt)
    tallies = [
        Tally(
            name=name,
            answered=len(group),
            correct=sum(attempt.grade is Grade.CORRECT for attempt in group),
            mean_score=_mean(group),
        )
        for name, group in groups.items()
    ]
    return tuple(sorted(tallies, key=lambda tally: (tally.mean_score, tally.name)))
