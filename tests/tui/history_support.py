"""A history of months to look at: better and better answers, a gap, runs and interviews."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.plan import InterviewPlan
from dlprep.domain.interviewing.turns import Interview
from dlprep.domain.judging import Medal
from dlprep.domain.language import Language
from dlprep.domain.planning.said import Saying
from dlprep.domain.practice import Attempt, Confidence, Mode, QuizRequest
from dlprep.domain.questions import Level
from dlprep.services.ports import Moment
from dlprep.services.quiz import plan_session
from fakes_judge import passed
from tui.study_support import StudyParts, keep_run

if TYPE_CHECKING:
    from datetime import datetime

DAYS = 150
_ASKED = (
    "relu-dead",
    "softmax-logits",
    "clip-norm",
    "loss-heads",
    "conv-parameters",
    "print-tuple",
    "adam-decay",
)
_BARS = ("no-hire", "lean-no", "too-little", "lean-no", "hire", "strong-hire")


def fill(parts: StudyParts) -> None:
    """Keeps the months before the clock's day, and a little of the day itself."""
    now, chance = parts.clock.moment(), random.Random(4)  # noqa: S311 - the same every time
    for ago in range(DAYS, -1, -1):
        is_missed = ago == 3 or 40 < ago < 48 or (chance.random() < 0.2 and ago > 14)
        if not is_missed:
            _day(
                parts, Moment(now.at - timedelta(days=ago), now.local_day - timedelta(days=ago)), ago, chance
            )
    for place, bar in enumerate(_BARS):
        _interview(parts, now.at - timedelta(days=60 - 10 * place), 30 + 9 * place, bar)
    for place in range(9):
        medal = (Medal.BRONZE, Medal.SILVER, Medal.GOLD)[place // 3]
        keep_run(parts.fake_store, parts, "import keras\n", passed(value=0.84 + 0.008 * place, medal=medal))
    parts.fake_clock.now = now


def aim(parts: StudyParts) -> None:
    """Sets an interview in three weeks, and says day by day how ready for it."""
    today, chance = parts.clock.moment().local_day, random.Random(5)  # noqa: S311 - the same every time
    interview = today + timedelta(days=21)
    parts.settings = replace(parts.settings, interview_date=interview, minutes_a_day=20)
    for ago in range(45, 0, -1):
        if chance.random() < 0.6:
            now = 0.8 - ago / 150 + chance.uniform(-0.02, 0.02)
            parts.fake_store.keep_saying(
                Saying(
                    day=today - timedelta(days=ago),
                    role="",
                    level="mid",
                    now=now,
                    low=now - 0.04 - ago / 500,
                    high=now + 0.04 + ago / 500,
                    coverage=0.5 - ago / 100,
                    interview=interview,
                    minutes=20,
                    following=now + 0.1,
                    stopping=now - 0.1,
                    made_at=parts.clock.moment().at - timedelta(days=ago),
                )
            )


def _day(parts: StudyParts, moment: Moment, ago: int, chance: random.Random) -> None:
    count = 6 if ago == 0 else chance.choice((2, 6, 9, 18, 34))
    mode = Mode.EXAM if ago % 9 == 0 else Mode.PRACTICE
    request = QuizRequest(mode=mode, question_ids=tuple(chance.choice(_ASKED) for _ in range(count)))
    session = parts.fake_store.add_session(
        plan_session(parts.bank, request, language=Language.EN, seed=ago, moment=moment)
    )
    for position, planned in enumerate(session.plan):
        is_right = chance.random() < 0.9 - ago / 300
        attempt = Attempt(
            session_id=session.id or 0,
            position=position,
            planned=planned,
            answer=SkippedAnswer(),
            grade=Grade.CORRECT if is_right else Grade.INCORRECT,
            score=float(is_right),
            language=Language.EN,
            confidence=chance.choice((Confidence.SURE, Confidence.THINK_SO, Confidence.GUESS, None)),
            hints_used=0,
            duration_seconds=20.0,
            answered_at=moment.at + timedelta(seconds=30 * position),
            local_day=moment.local_day,
        )
        parts.fake_store.add_attempt(attempt)
    parts.fake_store.end_session(session.id or 0, moment.at + timedelta(minutes=20))


def _interview(parts: StudyParts, at: datetime, score: int, bar: str) -> None:
    plan = InterviewPlan(Level.MID, Language.EN, seed=1)
    kept = parts.fake_store.add_interview(Interview(plan, at, at.date()))
    result = None if bar == "too-little" else score
    parts.fake_store.end_interview(kept.id or 0, at + timedelta(minutes=30), score=result, bar=bar)
