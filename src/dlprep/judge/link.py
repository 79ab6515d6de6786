"""Our end of the two pipes to a warden."""

import contextlib
import os
import selectors
import subprocess
import sys
from collections import deque
from pathlib import Path

from dlprep import wire
from dlprep.judge.strays import end_processes_of

_CHUNK = 65536


class WardenLostError(Exception):
    """The warden ended, or said something it never says, before it told how the run ended."""


class Link:
    """A started warden with its worker."""

    def __init__(self, start: wire.Start, *, run_id: str, log: Path) -> None:
        """Starts the warden; what it complains of goes to `log`.

        Raises:
            OSError: if no process can be started.
        """
        self.run_id = run_id
        self.log = log
        self._lines = wire.Lines(wire.MAX_WARDEN_LINE_BYTES)
        self._waiting: deque[wire.Event] = deque()
        with log.open("wb") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "dlprep.sandbox.warden"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                bufsize=0,
                env=os.environ | {wire.RUN_ID: run_id},
                # A session of its own: Ctrl-C in the terminal is for us, who then stop the run in order.
                start_new_session=True,
            )
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self.send(start)

    @property
    def pid(self) -> int:
        """The warden's process id."""
        return self._process.pid

    @property
    def _out(self) -> int:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe above
        return self._process.stdout.fileno()

    def send(self, command: wire.Command) -> None:
        """Sends a command; that the warden is gone shows when its events are read."""
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe above
        with contextlib.suppress(OSError):
            self._process.stdin.write(wire.encode(command))

    def next_event(self, timeout_seconds: float) -> wire.Event | None:
        """The next event, or None when none came in time.

        Raises:
            WardenLostError: if no further event can come.
        """
        if not self._waiting and self._selector.select(timeout_seconds) and not self._read():
            raise WardenLostError(self._complaint())
        return self._waiting.popleft() if self._waiting else None

    def holds(self, kind: type[wire.Event]) -> bool:
        """True when an event of this kind has come and was not taken yet; never waits."""
        with contextlib.suppress(WardenLostError):
            while self._selector.select(0) and self._read():
                pass
        return any(isinstance(event, kind) for event in self._waiting)

    def _read(self) -> bool:
        data = os.read(self._out, _CHUNK)
        try:
            self._waiting += (wire.decode_event(line, from_worker=False) for line in self._lines.feed(data))
        except wire.WireError as error:
            raise WardenLostError(str(error)) from error
        return bool(data)

    def close(self, *, within_seconds: float = 2.0) -> int:
        """Ends the warden, and with it the run; returns how many processes could not be ended."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(within_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._selector.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        # A warden that ended in order has left none; one that was killed may have.
        return end_processes_of(self.run_id) if self._process.returncode != 0 else 0

    def _complaint(self) -> str:
        with contextlib.suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            if lines:
                return lines[-1][:300]
        return "the warden ended"
