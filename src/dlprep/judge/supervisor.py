"""The judge that runs submissions in processes of their own, and keeps one warm worker at hand."""

from __future__ import annotations

import secrets
from dataclasses import replace
from statistics import stdev
from threading import Condition
from typing import TYPE_CHECKING

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.judging import Medal, PhaseChanged, RunPhase, TrainedAgain, Verdict
from dlprep.domain.messages import message
from dlprep.judge.answers import question_of
from dlprep.judge.outcome import Outcome
from dlprep.judge.reloading import reloading
from dlprep.judge.reports import report_of
from dlprep.judge.run import Job, Run
from dlprep.judge.workers import CLOSE_SECONDS, IDLE_SECONDS, Workers, check_tensorflow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from threading import Event

    from dlprep.domain.challenges import ChallengeFolder, TierRules
    from dlprep.domain.judging import Report, Submission, Tier
    from dlprep.judge.run import Worker
    from dlprep.services.ports import Clock, Watcher

NEAR_DEVIATIONS = 3.0
"""A miss by fewer standard deviations of our solution than this may be the seed's doing."""
SECOND_SEED = 20_231
"""Of the second training after a near miss."""


class ProcessJudge:
    """Implements `services.ports.Judge`; may be used from several threads."""

    def __init__(
        self,
        cache_dir: Path,
        clock: Clock,
        *,
        idle_seconds: float = IDLE_SECONDS,
        workers: Workers | None = None,
        private: Iterable[Path] = (),
    ) -> None:
        """Starts no process yet. Datasets and work folders lie under `cache_dir`.

        No script reaches that folder, except for its own data and work, nor the `private` ones.
        """
        self.clock = clock
        self.workers = workers or Workers(cache_dir, clock, idle_seconds=idle_seconds, private=private)
        self._lock = Condition()
        self._runs: set[Event] = set()

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        """Starts a spare worker in the background; what is wrong with the data is said at the run."""
        self.workers.warm(folder.challenge, tier)

    @property
    def is_warm(self) -> bool:
        """True when a spare worker only waits for a script."""
        return self.workers.is_warm

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """Runs and grades a submission; see `services.ports.Judge`."""
        return self._guarded(_Sitting(self, folder, submission, watch, cancel), is_rehearsal=False)

    def rehearse(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """Runs a submission in small, without a grade; see `services.ports.Judge`."""
        return self._guarded(_Sitting(self, folder, submission, watch, cancel), is_rehearsal=True)

    def _guarded(self, sitting: _Sitting, *, is_rehearsal: bool) -> Report:
        check_tensorflow(sitting.challenge)
        with self._lock:
            self._runs.add(sitting.cancel)
        try:
            sitting.watch(PhaseChanged(RunPhase.PREPARING))
            report = sitting.rehearse() if is_rehearsal else sitting.judge()
        finally:
            with self._lock:
                self._runs.discard(sitting.cancel)
                self._lock.notify_all()
        sitting.watch(PhaseChanged(RunPhase.FINISHED))
        return report

    def close(self) -> None:
        """Cancels what runs and ends the spare worker."""
        with self._lock:
            for cancel in self._runs:
                cancel.set()
            self._lock.wait_for(lambda: not self._runs, CLOSE_SECONDS)
        self.workers.close()


class _Sitting:
    """One submission from its first worker to its report."""

    def __init__(
        self,
        judge: ProcessJudge,
        folder: ChallengeFolder,
        submission: Submission,
        watch: Watcher,
        cancel: Event,
    ) -> None:
        self.workers, self.clock = judge.workers, judge.clock
        self.challenge = folder.challenge
        self.submission = submission
        self.rules: TierRules = folder.challenge.tiers[submission.tier]
        self.watch = watch
        self.cancel = cancel
        self._work_dir = ""

    def judge(self) -> Report:
        """Runs and grades; after a near miss once more with another seed, which then counts."""
        outcome = self._outcome()
        first = self._report(outcome)
        if not self._is_near_miss(first):
            return first
        assert first.value is not None  # noqa: S101 - a near miss has one
        self.watch(TrainedAgain(first.value))
        again = self._outcome(seed=SECOND_SEED)
        second = self._report(again)
        if second.value is None:
            # Cancelled, or failed by chance: what is known is the first training.
            return second if second.verdict is Verdict.CANCELLED else first
        return replace(second, seed_values=(first.value, second.value))

    def rehearse(self) -> Report:
        """Runs in small."""
        return self._report(self._outcome(is_rehearsal=True))

    def _report(self, outcome: Outcome) -> Report:
        return report_of(outcome, self.challenge, self.rules, self.submission, work_dir=self._work_dir)

    def _is_near_miss(self, report: Report) -> bool:
        values = self.rules.calibration.values
        if report.verdict is not Verdict.FAIL or report.value is None or len(values) < 2:
            return False
        bronze = self.rules.thresholds.bronze
        is_below = not self.rules.thresholds.reached(Medal.BRONZE, report.value)
        return is_below and abs(report.value - bronze) <= NEAR_DEVIATIONS * stdev(values)

    def _outcome(self, *, seed: int | None = None, is_rehearsal: bool = False) -> Outcome:
        name = f"{self.submission.slug}.py"
        artefact = self.challenge.artefact
        job = Job(name, self.submission.code, artefact=artefact, seed=seed, is_rehearsal=is_rehearsal)
        outcome = self._played(job)
        if outcome.artefact is None or artefact is None or self.cancel.is_set():
            return outcome
        return self._reloaded(outcome, artefact, is_rehearsal=is_rehearsal)

    def _played(self, job: Job) -> Outcome:
        """The outcome with the spare worker or a fresh one."""
        outcome = Outcome(is_cancelled=True)
        for _ in range(2):
            worker, was_spare = self.workers.get(self.challenge, self.submission.tier, self.cancel)
            if worker is None:
                break
            outcome = self._play(worker, job)
            if outcome.is_ready or outcome.is_cancelled or not was_spare:
                break
            # A spare worker that died while it waited is not the script's doing: once more with a fresh one.
        if outcome.import_failed:
            raise EnvironmentFaultError(
                message(
                    "TensorFlow is installed but cannot be imported: {error}.", error=outcome.import_failed
                ),
                message("Try: python -c “import tensorflow”. If that fails too, install TensorFlow again."),
            )
        return outcome

    def _reloaded(self, trained: Outcome, artefact: str, *, is_rehearsal: bool) -> Outcome:
        """The trained file in a fresh process without the script, which predicts with nothing else."""
        worker = self.workers.fresh(self.challenge, self.submission.tier, self.cancel)
        if worker is None:
            trained.is_cancelled = True
            return trained
        script, files = reloading(artefact, trained.artefact or b"")
        found = self._play(worker, Job("reload.py", script, files=files, is_rehearsal=is_rehearsal))
        return trained.joined(found)

    def _play(self, worker: Worker, job: Job) -> Outcome:
        self._work_dir = self._work_dir or str(worker.folder.work)
        self.watch(PhaseChanged(RunPhase.WARMING))
        question = None
        if job.artefact is None:
            question = question_of(
                self.challenge,
                self.rules,
                worker.prepared,
                seed=secrets.randbits(32),
                is_rehearsal=job.is_rehearsal,
            )
        try:
            return Run(worker, job, question, watch=self.watch, cancel=self.cancel, clock=self.clock).play()
        finally:
            self.workers.discard(worker.folder)
