"""A script trained with one seed, in a child that is forked right after the frameworks were imported.

The child does what a worker does, with the same functions, but without the sandbox and the warden. Nothing
was computed before the fork, which is what makes it safe, and no seed waits for TensorFlow.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import signal
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep import wire
from dlprep.domain.challenges import Framework
from dlprep.domain.judging import Epoch, Submission
from dlprep.judge.answers import question_of
from dlprep.judge.folders import RunFolder
from dlprep.judge.outcome import Outcome
from dlprep.judge.reloading import reloading
from dlprep.judge.reports import report_of
from dlprep.sandbox import launch, loading, script, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from dlprep.domain.challenges import Challenge
    from dlprep.domain.judging import Report, Tier
    from dlprep.judge.datasets.prepared import Prepared

_POLL_SECONDS = 0.05
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """What every seed has in common."""

    challenge: Challenge
    tier: Tier
    prepared: Prepared | None
    script: Path
    limit_seconds: float
    """A child that takes longer is killed."""


@dataclass(frozen=True, slots=True)
class SeedRun:
    """What came of one seed."""

    report: Report
    parameters: int | None
    file_bytes: int | None
    seconds: float
    """Wall time of the script alone."""
    cpu_seconds: float


def import_frameworks(challenge: Challenge) -> None:
    """Imports what the children need, and computes nothing: call it before the first `run_seed`."""
    # As in the worker; NumPy looks at it once, when it is imported.
    os.environ.update(launch.single_thread(challenge.framework.value))
    import numpy as np

    del np
    if challenge.framework is Framework.TENSORFLOW:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        import keras
        import tensorflow

        del keras, tensorflow


def run_seed(task: Task, seed: int) -> SeedRun:
    """Trains, then measures as the judge does; a graded file is loaded in a second child."""
    code = task.script.read_text(encoding="utf-8")
    artefact = task.challenge.artefact
    found = _forked(task, f"{task.challenge.id}.py", code, {}, seed, artefact)
    seconds, cpu = _times(found)
    if artefact and found.artefact is not None:
        ours, files = reloading(artefact, found.artefact)
        found = found.joined(_forked(task, "reload.py", ours, files, seed, None))
    rules = task.challenge.tiers[task.tier]
    report = report_of(found, task.challenge, rules, Submission(task.challenge.id, task.tier, code))
    return SeedRun(
        report,
        parameters=found.predicted.parameters if found.predicted else None,
        file_bytes=len(found.artefact) if found.artefact else None,
        seconds=seconds,
        cpu_seconds=cpu,
    )


def _times(found: Outcome) -> tuple[float, float]:
    finished = found.finished
    return (finished.wall_seconds, finished.cpu_seconds) if finished else (found.wall_seconds, 0.0)


def _forked(
    task: Task, name: str, code: str, files: Mapping[str, bytes], seed: int, artefact: str | None
) -> Outcome:
    """The outcome of a child, or one that says that its time was up."""
    with tempfile.TemporaryDirectory(prefix="dlprep-", ignore_cleanup_errors=True) as temporary:
        folder = RunFolder.create(Path(temporary))
        folder.write(name, code.encode())
        for other, data in files.items():
            folder.write(other, data)
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _live(_Child(task, folder, name, seed, artefact), parent)
        try:
            status = _wait(child, task.limit_seconds)
            with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
                found: Outcome = pickle.loads((folder.path / "outcome").read_bytes())  # noqa: S301 - our own child
                return found
        finally:
            folder.remove()
    reason = "wall" if status is None else "exited"
    lost = wire.Finished(reason, status, task.limit_seconds, 0.0, 0)
    return Outcome(finished=lost, is_ready=True, wall_seconds=task.limit_seconds)


def _wait(child: int, limit_seconds: float) -> int | None:
    """How the child ended, as `subprocess` gives it; None when it had to be killed."""
    deadline = time.monotonic() + limit_seconds
    try:
        while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return None
            time.sleep(_POLL_SECONDS)
        return os.waitstatus_to_exitcode(ended[1])
    except BaseException:
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise


def _live(child: _Child, parent: int) -> None:
    """All that the forked process does; it never comes back."""
    try:
        worker.die_with(parent)
        (child.folder.path / "outcome").write_bytes(pickle.dumps(child.play()))
    except BaseException:  # noqa: BLE001 - a child must never go on with what its parent was about
        traceback.print_exc()
    finally:
        os._exit(0)


class _Child:
    """One script in this process, played as the judge and its worker play it."""

    def __init__(self, task: Task, folder: RunFolder, name: str, seed: int, artefact: str | None) -> None:
        self.task, self.folder, self.name, self.seed, self.artefact = task, folder, name, seed, artefact
        examples = task.prepared.test if task.prepared else 0
        self.outcome = Outcome(is_ready=True, examples=examples)

    def play(self) -> Outcome:
        """Runs the script and has what it left measured."""
        from dlprep.sandbox.seeding import start_at

        output = self._take_output()
        path = self.folder.work / self.name
        loaded = loading.load(self._start(), self._emit)
        start_at(self.seed, tensorflow=bool(loaded.tensorflow))
        main = script.new_main(path)
        loaded.reporter.begin()
        wall, cpu = time.monotonic(), time.process_time()
        self.outcome.exited = script.run(path, main)
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        if self.outcome.exited.outcome == "done":
            self._measure(main, loaded)
        self.outcome.finished = wire.Finished(
            "done", 0, round(wall, 2), round(cpu, 2), 0, head=output.read_text(errors="replace")[-2000:]
        )
        return self.outcome

    def _take_output(self) -> Path:
        output = self.folder.path / "output"
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for standard in (1, 2):
            os.dup2(descriptor, standard)
        os.chdir(self.folder.work)
        return output

    def _start(self) -> wire.Start:
        challenge, prepared, limit = self.task.challenge, self.task.prepared, self.task.limit_seconds
        return wire.Start(
            work_dir=str(self.folder.work),
            visible_dir=str(prepared.visible) if prepared else "",
            dataset=challenge.dataset or "",
            framework=challenge.framework.value,
            wall_seconds=limit,
            predict_seconds=limit,
            cpu_seconds=limit,
            memory_bytes=0,
            output_bytes=0,
            disk_bytes=0,
            processes=0,
        )

    def _emit(self, event: wire.WorkerEvent) -> None:
        match event:
            case wire.EpochEnd():
                lost = dict.fromkeys(event.not_finite, math.nan)
                self.outcome.curve.append(Epoch(event.number, event.metrics | lost, event.seconds))
            case wire.LossNotFinite():
                self.outcome.not_finite = self.outcome.not_finite or event

    def _measure(self, main: ModuleType, loaded: loading.Loaded) -> None:
        challenge, outcome = self.task.challenge, self.outcome
        if self.artefact:
            most = challenge.tiers[self.task.tier].limits.disk_mib * _MIB
            try:
                outcome.artefact = self.folder.read(self.artefact, most_bytes=most)
            except OSError as error:
                outcome.no_artefact = str(error.strerror)
            return
        rules = challenge.tiers[self.task.tier]
        question = question_of(challenge, rules, self.task.prepared, seed=self.seed, is_rehearsal=False)
        assert question is not None  # noqa: S101 - there is data, or there are checks
        exchange = _Exchange(question.ask(self.folder), lambda event: question.take(event, outcome))
        worker._answer(exchange, self.folder.work, main, loaded)
        question.grade(self.folder, outcome)


class _Exchange(worker.Channel):
    """Stands for the pipes: the one command that there is, and where the answers go."""

    def __init__(self, command: wire.Command, take: Callable[[wire.WorkerEvent], object]) -> None:
        self._command, self._take = command, take

    def emit(self, event: wire.WorkerEvent) -> None:
        self._take(event)

    def receive(self) -> wire.Command:
        return self._command
