"""How long an answer takes to keep, and the sums to make, with a million attempts in the history."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, PlannedQuestion, PracticeSession, QuizRequest
from dlprep.services.ports import Moment
from dlprep.storage.store import SqliteStore, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS = 1_000_000
QUESTIONS = 650
PER_SESSION = 20
ANSWERS = 300

_NOON = Moment(datetime(2026, 3, 14, 12, 0, tzinfo=UTC), date(2026, 3, 14))

_SESSIONS = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :sessions)
INSERT INTO sessions (mode, language, started_at, local_day, ended_at, seed, request, plan, planned,
                      elapsed_seconds, hints_shown)
SELECT 'practice', 'en', datetime('2020-01-01', '+' || n || ' hours') || '.000000',
       date('2020-01-01', '+' || n || ' hours'), datetime('2020-01-01', '+' || n || ' hours') || '.000000',
       '1', '{"mode":"practice"}', '[]', :each, 600.0, 0
FROM number
"""
_ATTEMPTS = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :attempts)
INSERT INTO attempts (session_id, position, question_id, content_hash, shuffle_seed, answer, grade, score,
                      language, hints_used, duration_seconds, answered_at, local_day)
SELECT n / :each + 1, n % :each, 'topic.question-' || ((n * 7919) % :questions),
       '0123456789abcdef', '123456789', '{"type":"single","option":"a"}',
       CASE n % 3 WHEN 0 THEN 'incorrect' ELSE 'correct' END, CASE n % 3 WHEN 0 THEN 0.0 ELSE 1.0 END, 'en',
       0, 12.5, datetime('2020-01-01', '+' || (n / :each) || ' hours') || '.000000',
       date('2020-01-01', '+' || (n / :each) || ' hours')
FROM number
"""


def measure(attempts: int = ATTEMPTS, answers: int = ANSWERS) -> list[Figure]:
    """What answering and summing cost with `attempts` in the history."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        open_store(path, moment=_NOON).close()
        _fill(path, attempts)
        with open_store(path, moment=_NOON) as store:
            figures = _answering(store, answers) + _summing(store)
        opening = 1000 * _seconds(lambda: open_store(path, moment=_NOON).close())
    return [*figures, Figure("  opening the history", opening, "ms")]


def _fill(path: Path, attempts: int) -> None:
    numbers = {"attempts": attempts, "sessions": attempts // PER_SESSION, "each": PER_SESSION}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_SESSIONS, numbers)
        connection.execute(_ATTEMPTS, {**numbers, "questions": QUESTIONS})


def _answering(store: SqliteStore, answers: int) -> list[Figure]:
    plan = tuple(PlannedQuestion(f"topic.question-{n}", "0123456789abcdef", n) for n in range(answers))
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
    calls: dict[str, Callable[[], object]] = {
        "question_records": store.question_records,
        "days": store.days,
        "sessions, a page of 50": lambda: store.sessions(limit=50),
        "attempts, a page of 50": lambda: store.attempts(limit=50),
        "attempts of one question, a page of 50": lambda: store.attempts(
            limit=50, question_id="topic.question-1"
        ),
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
