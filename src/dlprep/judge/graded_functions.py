"""The verdict on functions: which checks hold, and what the first that fails has found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.grade_words import MEDALS
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import Message, authored, message
from dlprep.judge import unpredicted
from dlprep.judge.finding import Finding

if TYPE_CHECKING:
    from dlprep.domain.challenges import Challenge, TierRules
    from dlprep.judge.outcome import Outcome


def not_called(outcome: Outcome) -> Finding | None:
    """Why the functions could not be called, or None when they were."""
    if outcome.unreadable:
        return Finding(
            Verdict.BAD_SHAPE,
            message("What the functions returned cannot be read: {reason}.", reason=outcome.unreadable),
            message("Return arrays of numbers, and let dlprep write them."),
        )
    if not outcome.has_called:
        return unpredicted.died_predicting(outcome)
    return None


def graded(outcome: Outcome, challenge: Challenge, rules: TierRules) -> Finding:
    """The verdict by the checks, in their order."""
    value = outcome.value or 0.0
    medal = rules.thresholds.medal(value)
    sheets = {sheet.id: sheet for sheet in challenge.checks}
    failed = next((one for one in outcome.checks if not one.passed), None)
    count = message(
        "{held} of {all} checks hold",
        held=sum(bool(one.passed) for one in outcome.checks),
        all=len(challenge.checks),
    )
    if failed is None or failed.id not in sheets:
        words = message("{count}: {medal}.", count=count, medal=MEDALS[medal] if medal else "-")
        return Finding(Verdict.PASS if medal else Verdict.FAIL, words)
    what: Message | str = failed.detail or message("it was not reached")
    sheet = sheets[failed.id]
    words = message(
        "{count}; the first that does not, “{check}” ({level}): {what}.",
        count=count,
        check=authored(zh=sheet.title.zh, en=sheet.title.en),
        level=MEDALS[sheet.level],
        what=what,
    )
    return Finding(
        Verdict.PASS if medal else Verdict.FAIL, words, authored(zh=sheet.hint.zh, en=sheet.hint.en)
    )
