"""How a run ended, from a fresh report or from the history: one value that the panels show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.judging import Epoch, Isolation, Medal, Report, Verdict
    from dlprep.domain.messages import Message
    from dlprep.domain.progress import RunRecord


@dataclass(frozen=True)
class RunOutcome:
    """What is told of a run that has ended."""

    verdict: Verdict | None
    """None while it runs, and for ever when dlprep ended before the run did."""
    is_running: bool
    medal: Medal | None
    value: float | None
    thresholds: Mapping[str, float]
    message: Message | None
    next_step: Message | None
    epochs: int
    wall_seconds: float
    cpu_seconds: float
    isolation: Isolation | None
    curve: tuple[Epoch, ...]
    output: str
    error_line: int | None
    confusion: tuple[tuple[int, ...], ...]


def of_report(report: Report) -> RunOutcome:
    """The outcome in a report."""
    return _outcome(report, report.thresholds, is_running=False)


def of_record(run: RunRecord, bank: QuestionBank) -> RunOutcome:
    """The outcome in the history; the medals' thresholds are those of today's bank."""
    folder = bank.challenges.get(run.slug)
    rules = folder.challenge.tiers.get(run.tier) if folder else None
    thresholds = rules.thresholds.model_dump() if rules else {}
    return _outcome(run, thresholds, is_running=run.verdict is None and not run.interrupted)


def _outcome(told: Report | RunRecord, thresholds: Mapping[str, float], *, is_running: bool) -> RunOutcome:
    return RunOutcome(
        verdict=told.verdict,
        is_running=is_running,
        medal=told.medal,
        value=told.value,
        thresholds=thresholds,
        message=told.message,
        next_step=told.next_step,
        epochs=told.epochs,
        wall_seconds=told.wall_seconds,
        cpu_seconds=told.cpu_seconds,
        isolation=told.isolation,
        curve=told.curve,
        output=told.output,
        error_line=told.error_line,
        confusion=told.confusion,
    )
