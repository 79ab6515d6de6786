"""A judge whose runs are forked from this process, without the sandbox: none waits for TensorFlow."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import stdev
from typing import TYPE_CHECKING

from benchmarks.seed_runs import Task, import_frameworks, run_seed
from dlprep.domain.judging import Verdict
from dlprep.judge.datasets.service import prepare
from dlprep.judge.supervisor import NEAR_DEVIATIONS, SECOND_SEED

if TYPE_CHECKING:
    from threading import Event

    from dlprep.domain.challenges import Challenge, ChallengeFolder, TierRules
    from dlprep.domain.judging import Report, Submission
    from dlprep.services.ports import Watcher

FIRST_SEED = 0


class ForkedJudge:
    """Grades as the judge does, a near miss with a second seed too; for one run at a time."""

    def __init__(self, cache_dir: Path, challenge: Challenge) -> None:
        """Imports what `challenge` needs; all must need the same."""
        self._cache_dir = cache_dir
        import_frameworks(challenge)

    def judge(
        self,
        folder: ChallengeFolder,
        submission: Submission,
        *,
        watch: Watcher,  # noqa: ARG002 - as the port has it; nothing is told
        cancel: Event,  # noqa: ARG002
    ) -> Report:
        """Trains in a child and grades what it left."""
        challenge, tier = folder.challenge, submission.tier
        rules = challenge.tiers[tier]
        ready = prepare(challenge.dataset, tier, cache_dir=self._cache_dir) if challenge.dataset else None
        with tempfile.TemporaryDirectory(prefix="dlprep-") as temporary:
            script = Path(temporary) / "script.py"
            script.write_text(submission.code, encoding="utf-8")
            task = Task(challenge, tier, ready, script, float(rules.limits.wall_seconds))
            first = self._report(task, FIRST_SEED)
            if not is_near_miss(first, rules):
                return first
            second = self._report(task, SECOND_SEED)
        return replace(second, seed_values=(first.value or 0.0, second.value or 0.0))

    def _report(self, task: Task, seed: int) -> Report:
        run = run_seed(task, seed)
        return replace(run.report, wall_seconds=run.seconds, cpu_seconds=run.cpu_seconds)

    def close(self) -> None:
        """There is nothing to end."""


def is_near_miss(report: Report, rules: TierRules) -> bool:
    """True when another seed may have passed."""
    if report.verdict is not Verdict.FAIL or report.value is None:
        return False
    return abs(report.value - rules.thresholds.bronze) <= NEAR_DEVIATIONS * stdev(rules.calibration.values)
