"""The judge that runs submissions in processes of their own, and keeps one warm worker at hand."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from threading import Condition, Event, Thread, Timer
from typing import TYPE_CHECKING

from dlprep.domain.errors import DlprepError, EnvironmentFaultError
from dlprep.domain.judging import PhaseChanged, RunPhase
from dlprep.domain.messages import message
from dlprep.judge.background import call
from dlprep.judge.datasets.service import prepare
from dlprep.judge.folders import RunFolder, remove_leftovers
from dlprep.judge.link import Link
from dlprep.judge.outcome import Outcome
from dlprep.judge.reports import report_of
from dlprep.judge.run import Run, Worker
from dlprep.wire import Ready, Start

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.challenges import ChallengeFolder, Limits, TierRules
    from dlprep.domain.judging import Report, Submission, Tier
    from dlprep.judge.datasets.prepared import Prepared
    from dlprep.services.ports import Clock, Watcher

IDLE_SECONDS = 600.0
"""A spare worker that nobody used for this long gives its memory back."""
CLOSE_SECONDS = 5.0
"""How long closing waits for what is under way."""
REMOVE_SECONDS = 1.0
"""How long a report waits for the run's folder to be removed."""
MAX_OUTPUT_BYTES = 2 * 1024 * 1024
"""More kept output than this would not fit into the warden's last line."""
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spare:
    """A warm worker and the run it would serve."""

    slug: str
    tier: Tier
    worker: Worker


class ProcessJudge:
    """Implements `services.ports.Judge`; may be used from several threads."""

    def __init__(self, cache_dir: Path, clock: Clock, *, idle_seconds: float = IDLE_SECONDS) -> None:
        """Starts no process yet. Datasets and work folders lie under `cache_dir`."""
        self.cache_dir = cache_dir
        self.clock = clock
        self.idle_seconds = idle_seconds
        self._lock = Condition()
        self._spare: Spare | None = None
        self._wanted: tuple[str, Tier] | None = None
        self._timer: Timer | None = None
        self._runs: set[Event] = set()
        self._warming: Thread | None = None
        self._removing: list[Thread] = []
        self._is_closed = False
        self._has_swept = False

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        """Starts a spare worker in the background; what is wrong with the data is said at the run."""
        slug = folder.challenge.id
        with self._lock:
            if self._is_closed or self._wanted == (slug, tier):
                return
            self._wanted = (slug, tier)
            self._warming = Thread(target=self._warm, args=(folder, tier), daemon=True, name="dlprep-warm")
            self._warming.start()

    @property
    def is_warm(self) -> bool:
        """True when a spare worker has TensorFlow imported and only waits for a script."""
        with self._lock:
            return self._spare is not None and self._spare.worker.link.holds(Ready)

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """Runs and grades a submission; see `services.ports.Judge`."""
        rules = folder.challenge.tiers[submission.tier]
        self._check_tensorflow()
        with self._lock:
            self._runs.add(cancel)
        try:
            watch(PhaseChanged(RunPhase.PREPARING))
            report = self._judge(folder, rules, submission, watch, cancel)
        finally:
            with self._lock:
                self._runs.discard(cancel)
                self._lock.notify_all()
        watch(PhaseChanged(RunPhase.FINISHED))
        return report

    def close(self) -> None:
        """Cancels what runs and ends the spare worker."""
        with self._lock:
            self._is_closed = True
            for cancel in self._runs:
                cancel.set()
            self._lock.wait_for(lambda: not self._runs, CLOSE_SECONDS)
            warming = self._warming
        if warming:
            warming.join(CLOSE_SECONDS)
        self._drop_spare()
        for removing in self._removing:
            removing.join(CLOSE_SECONDS)

    def _judge(
        self, folder: ChallengeFolder, rules: TierRules, submission: Submission, watch: Watcher, cancel: Event
    ) -> Report:
        challenge = folder.challenge
        outcome, work_dir = Outcome(is_cancelled=True), ""
        for _ in range(2):
            worker, was_spare = self._worker(folder, submission.tier, cancel)
            if worker is None:
                break
            work_dir = str(worker.folder.work)
            watch(PhaseChanged(RunPhase.WARMING))
            try:
                run = Run(worker, challenge, watch=watch, cancel=cancel, clock=self.clock)
                outcome = run.play(f"{submission.slug}.py", submission.code)
            finally:
                self._discard(worker.folder)
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
        return report_of(outcome, challenge, rules, submission, work_dir=work_dir)

    def _worker(self, folder: ChallengeFolder, tier: Tier, cancel: Event) -> tuple[Worker | None, bool]:
        """The spare worker when it fits, otherwise a fresh one; None when cancelled meanwhile."""
        spare = self._take_spare()
        if spare and (spare.slug, spare.tier) == (folder.challenge.id, tier):
            return spare.worker, True
        if spare:
            self._end(spare.worker)
        prepared = call(lambda: self._prepare(folder, tier), until=cancel)
        return (None if prepared is None else self._start(folder, tier, prepared)), False

    def _prepare(self, folder: ChallengeFolder, tier: Tier) -> Prepared:
        return prepare(folder.challenge.dataset, tier, cache_dir=self.cache_dir)

    def _start(self, folder: ChallengeFolder, tier: Tier, prepared: Prepared) -> Worker:
        self._sweep()
        place = RunFolder.create(self.cache_dir)
        limits = folder.challenge.tiers[tier].limits
        try:
            start = _start_command(limits, place, prepared, folder.challenge.dataset)
            return Worker(Link(start, run_id=place.run_id, log=place.log), place, start, prepared)
        except OSError as error:
            place.remove()
            raise EnvironmentFaultError(
                message("No process can be started: {error}.", error=error.strerror),
                message("Close other programs and try again."),
            ) from error

    def _sweep(self) -> None:
        """Once, in the background: what judges left behind that were killed."""
        if not self._has_swept:
            self._has_swept = True
            Thread(target=remove_leftovers, args=(self.cache_dir,), daemon=True, name="dlprep-sweep").start()

    def _warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        self._drop_spare(wanted=(folder.challenge.id, tier))
        worker = None
        with contextlib.suppress(DlprepError):
            self._check_tensorflow()
            worker = self._start(folder, tier, self._prepare(folder, tier))
        with self._lock:
            is_wanted = self._wanted == (folder.challenge.id, tier) and not self._is_closed
            if worker and is_wanted:
                self._spare = Spare(folder.challenge.id, tier, worker)
                self._timer = Timer(self.idle_seconds, self._drop_spare)
                self._timer.daemon = True
                self._timer.start()
                return
            if is_wanted:
                self._wanted = None
        if worker:
            self._end(worker)

    def _take_spare(self) -> Spare | None:
        with self._lock:
            spare, self._spare, self._wanted = self._spare, None, None
            if self._timer:
                self._timer.cancel()
                self._timer = None
        return spare

    def _drop_spare(self, wanted: tuple[str, Tier] | None = None) -> None:
        spare = self._take_spare()
        with self._lock:
            self._wanted = wanted
        if spare:
            self._end(spare.worker)

    def _end(self, worker: Worker) -> None:
        worker.link.close()
        self._discard(worker.folder)

    def _discard(self, folder: RunFolder) -> None:
        """Removes a run's folder, without holding up the report when the script left a huge one."""
        removing = Thread(target=folder.remove, daemon=True, name="dlprep-remove")
        removing.start()
        removing.join(REMOVE_SECONDS)
        with self._lock:
            self._removing = [one for one in (*self._removing, removing) if one.is_alive()]

    def _check_tensorflow(self) -> None:
        if find_spec("tensorflow") is None:
            raise EnvironmentFaultError(
                message("TensorFlow is not installed, and challenges train for real."),
                message("Install it beside dlprep: pip install tensorflow. Quizzes work without it."),
            )


def _start_command(limits: Limits, place: RunFolder, prepared: Prepared, dataset: str) -> Start:
    cores = os.cpu_count() or 1
    return Start(
        work_dir=str(place.work),
        visible_dir=str(prepared.visible),
        dataset=dataset,
        wall_seconds=limits.wall_seconds,
        predict_seconds=max(60.0, limits.wall_seconds / 2),
        cpu_seconds=limits.wall_seconds * cores + 10.0,
        memory_bytes=limits.memory_mib * _MIB,
        output_bytes=min(limits.output_kib * 1024, MAX_OUTPUT_BYTES),
        # The copy of the hidden inputs is ours, not the script's.
        disk_bytes=limits.disk_mib * _MIB + prepared.hidden_inputs.stat().st_size,
        processes=limits.processes,
    )
