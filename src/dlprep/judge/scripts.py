"""Worker processes for the bank's own scripts: few at once, each used for many, ended whole."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.messages import message
from dlprep.judge.strays import end_processes_of
from dlprep.services.scripts import Job, JobResult
from dlprep.wire import RUN_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK = 65536
_LONGEST_RESULT = 4 * 1024 * 1024


class TimedOutError(Exception):
    """A script did not end in its time."""


class WorkerLostError(Exception):
    """The process ended without a result."""


class ScriptProcess:
    """A process that runs one job after another, in a folder and a session of its own."""

    def __init__(self) -> None:
        """Starts it.

        Raises:
            OSError: if no process can be started.
        """
        self._run_id = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._folder = tempfile.TemporaryDirectory(prefix="dlprep-", ignore_cleanup_errors=True)
        try:
            self._process = self._started()
        except OSError:
            self._folder.cleanup()
            raise

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", "dlprep.sandbox.scripts", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=self._folder.name,
            env=os.environ | {RUN_ID: self._run_id},
            start_new_session=True,
        )

    def ask(self, job: Job, *, within_seconds: float) -> dict[str, Any]:
        """Runs `job` and returns its result as the process tells it.

        Raises:
            TimedOutError: if it took longer.
            WorkerLostError: if the process ended, or said what is no result.
        """
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe above
        request = json.dumps({"code": job.code, "calls": [dict(call) for call in job.calls]})
        try:
            self._process.stdin.write(request.encode() + b"\n")
            answer = json.loads(self._line(time.monotonic() + within_seconds))
        except (OSError, ValueError) as error:
            raise WorkerLostError from error
        if not isinstance(answer, dict):
            raise WorkerLostError
        return answer

    def _line(self, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe above
        line = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimedOutError
                data = os.read(self._process.stdout.fileno(), _CHUNK)
                if not data or len(line) > _LONGEST_RESULT:
                    raise WorkerLostError
                line += data
        return line

    def close(self) -> None:
        """Ends the process and everything it started, and removes its folder."""
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        end_processes_of(self._run_id)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._folder.cleanup()


class ProcessScripts:
    """Runs scripts in at most `processes` processes at once (fulfils `ScriptRunner`)."""

    def __init__(self, *, processes: int = 2, script_seconds: float = 120.0) -> None:
        """`script_seconds` bounds each job, the import of TensorFlow included."""
        self._processes = processes
        self._seconds = script_seconds

    def run(self, jobs: Sequence[Job], *, apart: bool = False) -> Iterator[JobResult]:
        """Runs every job and yields each result as it comes; `apart` gives each job a process of its own.

        Raises:
            EnvironmentFaultError: if no process can be started.
        """
        waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            waiting.put(job)
        lanes = [_Lane(waiting, self._seconds, apart=apart) for _ in range(min(self._processes, len(jobs)))]
        results: queue.SimpleQueue[JobResult | OSError] = queue.SimpleQueue()
        threads = [threading.Thread(target=lane.work, args=(results.put,), daemon=True) for lane in lanes]
        try:
            for thread in threads:
                thread.start()
            for _ in jobs:
                yield _result(results.get())
        finally:
            for lane in lanes:
                lane.stop()
            for thread in threads:
                thread.join()


def _result(found: JobResult | OSError) -> JobResult:
    if isinstance(found, OSError):
        what = message("No process can be started: {error}.", error=found.strerror or found)
        raise EnvironmentFaultError(what) from found
    return found


class _Lane:
    """One process at a time, replaced when a script spoils it."""

    def __init__(self, waiting: queue.SimpleQueue[Job], seconds: float, *, apart: bool) -> None:
        self._waiting = waiting
        self._seconds = seconds
        self._apart = apart
        self._process: ScriptProcess | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def work(self, tell: Any) -> None:
        """Takes jobs until none waits."""
        try:
            while not self._stopped:
                tell(self._run(self._waiting.get_nowait()))
        except queue.Empty:
            pass
        except OSError as error:
            tell(error)
        finally:
            self._end()

    def stop(self) -> None:
        """Ends the running script, if any."""
        self._stopped = True
        self._end()

    def _run(self, job: Job) -> JobResult:
        process = self._ready()
        try:
            answer = process.ask(job, within_seconds=self._seconds)
        except TimedOutError:
            self._end()
            return JobResult(job.id, failure=f"it ran longer than {self._seconds:g} s", is_final=True)
        except WorkerLostError:
            self._end()
            return JobResult(job.id, failure="it ended its process")
        if self._apart:
            self._end()
        return _read(job, answer)

    def _ready(self) -> ScriptProcess:
        with self._lock:
            if self._process is None:
                self._process = ScriptProcess()
            return self._process

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.close()


def _read(job: Job, answer: dict[str, Any]) -> JobResult:
    values = tuple(one for one in answer.get("values", ()) if isinstance(one, int | float))
    return JobResult(
        job.id,
        str(answer.get("output", "")),
        values,
        str(answer.get("failure", "")),
        str(answer.get("missing", "")),
    )
