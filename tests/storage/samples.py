"""Values to keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.judging import (
    BudgetUse,
    CheckOutcome,
    Epoch,
    Isolation,
    Medal,
    Picture,
    Report,
    Sample,
    Submission,
    Tier,
    Verdict,
)
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.planning.said import Saying
from dlprep.domain.practice import Attempt, Confidence, Mode, PlannedQuestion, PracticeSession, QuizRequest
from dlprep.services.ports import Moment

NOON = Moment(datetime(2026, 3, 14, 12, 0, tzinfo=UTC), date(2026, 3, 14))
PLAN = tuple(
    PlannedQuestion(f"cnn-{number}", f"hash-{number}", shuffle_seed=number, template_seed=None)
    for number in range(5)
)
SESSION = PracticeSession(
    request=QuizRequest(Mode.EXAM, topics=("cnn",), levels=("senior",), count=5, minutes=2.5),
    seed=2**70 + 1,
    plan=PLAN,
    language=Language.ZH,
    started_at=NOON.at,
    local_day=NOON.local_day,
    time_limit_seconds=150.0,
)
SAYING = Saying(
    day=NOON.local_day,
    role="nlp",
    level="senior",
    now=0.5125,
    low=0.4,
    high=0.625,
    coverage=0.25,
    interview=date(2026, 4, 1),
    minutes=25,
    following=0.75,
    stopping=0.375,
    made_at=NOON.at,
)
SUBMISSION = Submission("digits", Tier.EMBEDDED, "model = 1\n")


def attempt(session_id: int, position: int = 0, **changes: object) -> Attempt:
    """An answer at noon to a question of PLAN, correct unless `changes` say otherwise."""
    base = Attempt(
        session_id=session_id,
        position=position,
        planned=PLAN[position % len(PLAN)],
        answer=ChoiceAnswer(option="a"),
        grade=Grade.CORRECT,
        score=1.0,
        language=Language.ZH,
        confidence=Confidence.SURE,
        hints_used=1,
        duration_seconds=12.5,
        answered_at=NOON.at,
        local_day=NOON.local_day,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def report(verdict: Verdict = Verdict.PASS, value: float | None = 0.9, **changes: object) -> Report:
    """A report of SUBMISSION with something in every field."""
    base = Report(
        slug=SUBMISSION.slug,
        tier=SUBMISSION.tier,
        verdict=verdict,
        medal=Medal.SILVER,
        metric="accuracy",
        value=value,
        thresholds={"bronze": 0.8},
        epochs=2,
        wall_seconds=30.5,
        cpu_seconds=55.0,
        isolation=Isolation.BASE,
        message=message("{metric} is {value}.", metric=message("Accuracy"), value=0.9),
        next_step=message("Train longer."),
        curve=(Epoch(1, {"loss": 1.5, "accuracy": 0.5}, 3.0), Epoch(2, {"loss": float("inf")}, 2.5)),
        output="第一轮\nepoch 2",
        error_line=3,
        confusion=((5, 1), (0, 6)),
        checks=(
            CheckOutcome("shape", passed=True),
            CheckOutcome("gradient", passed=False, detail=message("off by {error:.1e}", error=0.25)),
            CheckOutcome("speed", passed=None),
        ),
        budgets=(BudgetUse("parameters", 48_210.0, 50_000.0), BudgetUse("cost", float("inf"), 0.5)),
        samples=(
            Sample("猫", "dog", 0.98, Picture(2, 1, 3, bytes(range(250, 256)))),
            Sample("1", "0", 0.75, text="一点也不好"),
        ),
        seed_values=(0.88, 0.9),
    )
    return replace(base, **changes)  # type: ignore[arg-type]
