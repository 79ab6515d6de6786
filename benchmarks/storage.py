"""How long an answer takes to keep, and the sums to make, with a million attempts in the history."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.histories import ATTEMPTS, copy_of
from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, PlannedQuestion, PracticeSession, QuizRequest
from dlprep.services.ports import Moment
from dlprep.storage.store import SqliteStore, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS = 300

_NOON = Moment(datetime(2026, 3, 14, 12, 0, tzinfo=UTC), date(2026, 3, 14))


def measure(attempts: int = ATTEMPTS, answers: int = ANSWERS) -> list[Figure]:
    """What answering and summing cost with `attempts` in the history."""
    with tempfile.TemporaryDirectory() as folder:
        path = copy_of(attempts, Path(folder) / "history.db")
        with open_store(path, moment=_NOON) as store:
            figures = _answering(store, answers) + _summing(store)
        opening = 1000 * _seconds(lambda: open_store(path, moment=_NOON).close())
    return [*figures, Figure("  opening the history", opening, "ms")]


def _answering(store: SqliteStore, answers: int) -> list[Figure]:
    plan = tuple(PlannedQuestion(f"question-{n}", "0123456789abcdef", n) for n in range(answers))
    session = store.add_session(
        PracticeSession(QuizRequest(), 1, plan, Language.EN, _NOON.at, _NOON.local_day)
    )
    attempts = [_attempt(session, position) for position in range(answers)]
    taken = sorted(1000 * _seconds(partial(store.add_attempt, attempt)) for attempt in attempts)
    return [
        Figure("an answer kept on disk, p50, 1,000,000 attempts", statistics.median(taken), "ms"),
        Figure("an answer kept on disk, p99, 1,000,000 attempts", taken[int(len(taken) * 0.99)], "ms"),
    ]


def _attempt(session: PracticeSession, position: int) -> Attempt:
    return Attempt(
        session_id=session.id or 0,
        position=position,
        planned=session.plan[position],
        answer=ChoiceAnswer(option="a"),
        grade=Grade.CORRECT,
        score=1.0,
        language=Language.EN,
        confidence=None,
        hints_used=0,
        duration_seconds=12.5,
        answered_at=_NOON.at,
        local_day=_NOON.local_day,
    )


def _summing(store: SqliteStore) -> list[Figure]:
    asked = store.attempts(limit=1)[0].planned.question_id
    calls: dict[str, Callable[[], object]] = {
        "question_records": store.question_records,
        "days": store.days,
        "sessions, a page of 50": lambda: store.sessions(limit=50),
        "attempts, a page of 50": lambda: store.attempts(limit=50),
        "attempts of one question, a page of 50": lambda: store.attempts(limit=50, question_id=asked),
        "unfinished_session": store.unfinished_session,
        "check of the whole file": store.check,
    }
    return [
        Figure(f"  {name}", 1000 * min(_seconds(call) for _ in range(3)), "ms")
        for name, call in calls.items()
    ]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
