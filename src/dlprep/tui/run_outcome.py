"""How a run ended, from a fresh report or from the history: one value that the panels show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.domain.progress import FALLING_METRICS, merit
from dlprep.services.mutants import base_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.judging import (
        BudgetUse,
        CheckOutcome,
        Epoch,
        Isolation,
        Medal,
        Report,
        Sample,
        Tier,
        Verdict,
    )
    from dlprep.domain.messages import Message
    from dlprep.domain.progress import RunRecord


@dataclass(frozen=True)
class RunOutcome:
    """What is told of a run that has ended."""

    verdict: Verdict | None
    """None while it runs, and for ever when dlprep ended before the run did."""
    is_running: bool
    medal: Medal | None
    metric: str
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
    checks: tuple[CheckOutcome, ...]
    budgets: tuple[BudgetUse, ...]
    samples: tuple[Sample, ...]
    seed_values: tuple[float, ...]
    is_rehearsal: bool = False
    """It ran in small, and nothing was kept."""
    best: RunRecord | None = None
    """The best of the other graded runs on the same tier."""

    @property
    def is_best(self) -> bool:
        """True when no other run has as much merit."""
        return self.value is not None and (self.best is None or merit(self) > merit(self.best))

    @property
    def gain(self) -> float | None:
        """How much better than the best of the others; negative when worse, None when there is none."""
        if self.value is None or self.best is None or self.best.value is None:
            return None
        difference = self.value - self.best.value
        return -difference if self.metric in FALLING_METRICS else difference

    def beside(self, best: RunRecord | None) -> RunOutcome:
        """The same next to the best of the other runs."""
        return replace(self, best=best)


def of_report(report: Report, *, is_rehearsal: bool = False) -> RunOutcome:
    """The outcome in a report."""
    return replace(_outcome(report, report.thresholds, is_running=False), is_rehearsal=is_rehearsal)


def of_record(run: RunRecord, bank: QuestionBank) -> RunOutcome:
    """The outcome in the history; the medals' thresholds are those of today's bank."""
    folder = bank.challenges.get(base_of(run.slug))
    rules = folder.challenge.tiers.get(run.tier) if folder else None
    thresholds = rules.thresholds.model_dump() if rules else {}
    return _outcome(run, thresholds, is_running=run.verdict is None and not run.interrupted)


def _outcome(told: Report | RunRecord, thresholds: Mapping[str, float], *, is_running: bool) -> RunOutcome:
    return RunOutcome(
        verdict=told.verdict,
        is_running=is_running,
        medal=told.medal,
        metric=told.metric,
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
        checks=told.checks,
        budgets=told.budgets,
        samples=told.samples,
        seed_values=told.seed_values,
    )


def best_of(runs: Iterable[RunRecord], tier: Tier, *, besides: int | None = None) -> RunRecord | None:
    """The first run with most merit of those graded on `tier`, leaving one out."""
    graded = [run for run in runs if run.tier is tier and run.value is not None and run.id != besides]
    return max(sorted(graded, key=lambda run: run.id), key=merit, default=None)
