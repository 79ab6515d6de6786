"""The warden, one for each run: `python -P -m dlprep.sandbox.warden`, commands on stdin, events on stdout.

It starts the worker, watches what it uses, passes on what it says, and ends every process of the run before
it says how the run ended. When its stdin closes, our side is gone: it ends everything and exits.
"""

import contextlib
import os
import selectors
import signal
import sys
import time

from dlprep import wire
from dlprep.sandbox.capture import MAX_PRINTED_BYTES, Capture, Live
from dlprep.sandbox.launch import Worker, adopt_orphans, launch
from dlprep.sandbox.outbox import Outbox
from dlprep.sandbox.tree import end_descendants
from dlprep.sandbox.watch import Watch

TICK_SECONDS = 0.1
IDLE_TICK_SECONDS = 1.0
_CHUNK = 65536
_DRAIN_CHUNKS = 64
_GONE = "gone"
"""Our side is no more; nobody reads how the run ended."""
_URGENT = (
    wire.Ready,
    wire.ImportFailed,
    wire.IsolationFailed,
    wire.Exited,
    wire.Predicted,
    wire.PredictFailed,
)


class Warden:
    """One run from the started worker to the last event."""

    def __init__(self, start: wire.Start, worker: Worker, commands: int, outbox: Outbox) -> None:
        """`commands` is the pipe from our side, `outbox` the way back."""
        self.start = start
        self.worker = worker
        self.outbox = outbox
        self.watch = Watch(start)
        self.capture = Capture(start.output_bytes)
        self.live = Live()
        self.reason: str | None = None
        self.running = False
        """True from go on."""
        self.rejected = 0
        self._events = wire.Lines(wire.MAX_EVENT_BYTES)
        self._commands = wire.Lines(wire.MAX_WARDEN_LINE_BYTES)
        self._next_tick = 0.0
        self._flushed_at = 0.0
        self._selector = selectors.DefaultSelector()
        for descriptor, take in (
            (commands, self._take_commands),
            (worker.events, self._take_events),
            (worker.output, self._take_output),
        ):
            os.set_blocking(descriptor, False)
            self._selector.register(descriptor, selectors.EVENT_READ, take)

    def end(self, reason: str) -> None:
        """The run ends for this reason, unless it already does for another."""
        self.reason = self.reason or reason

    def watch_until_end(self) -> None:
        """Passes events on until there is a reason to end, then ends every process and says so."""
        try:
            self._pass_on(self.start)
            while self.reason is None:
                self._read(max(0.0, self._next_tick - time.monotonic()))
                if time.monotonic() >= self._next_tick:
                    self._next_tick = time.monotonic() + (TICK_SECONDS if self.running else IDLE_TICK_SECONDS)
                    self._tick()
        finally:
            self.watch.cpu_of_run()
            left = end_descendants(self.worker.process)
            self._finish(left)

    def _read(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            try:
                data = os.read(key.fd, _CHUNK)
            except BlockingIOError:
                continue
            if not data:
                self._selector.unregister(key.fd)
            key.data(data)

    def _tick(self) -> None:
        self._flush()
        if self.outbox.broken:
            self.end(_GONE)
        elif self.worker.process.poll() is not None:
            self._drain()
            self.end("exited")
        elif self.running and (breach := self.watch.breach()):
            self.end(breach)

    def _drain(self) -> None:
        # What the worker wrote before it ended; a daemon of its may write for ever, hence the bound.
        for _ in range(_DRAIN_CHUNKS):
            before = self._events.total + self.capture.total
            self._read(0)
            if before == self._events.total + self.capture.total:
                return

    def _take_commands(self, data: bytes) -> None:
        if not data:
            self.end(_GONE)
        for line in self._commands.feed(data):
            command = wire.decode_command(line)
            if isinstance(command, wire.Stop):
                self.end(command.reason)
                return
            if isinstance(command, wire.Go):
                self._begin()
            elif isinstance(command, wire.Predict):
                self.watch.begin_predicting()
            self._pass_on(command)

    def _begin(self) -> None:
        # What TensorFlow said while it was imported is not the script's output.
        self._drain()
        self.capture, self.live = Capture(self.start.output_bytes), Live()
        self.watch.begin(self.worker.process.pid)
        self.running = True
        self._next_tick = 0.0

    def _pass_on(self, command: wire.Command) -> None:
        with contextlib.suppress(OSError):
            # A worker that is gone is seen at the next look.
            os.write(self.worker.commands, wire.encode(command))

    def _take_events(self, data: bytes) -> None:
        for line in self._events.feed(data):
            try:
                event = wire.decode_event(line, from_worker=True)
            except wire.WireError:
                self.rejected += 1
                continue
            self.outbox.put(event)
            if isinstance(event, _URGENT) or time.monotonic() - self._flushed_at >= TICK_SECONDS:
                self._flush()
        if self._events.total > wire.MAX_EVENTS_BYTES:
            self.end("events")
        elif not data:
            self._next_tick = 0.0

    def _take_output(self, data: bytes) -> None:
        self.capture.write(data)
        self.live.write(data)
        if self.capture.total > MAX_PRINTED_BYTES:
            self.end("output")

    def _flush(self) -> None:
        self._send_output()
        if self.outbox.flush():
            # A look that found nothing to send must not hold up what comes right after it.
            self._flushed_at = time.monotonic()

    def _send_output(self) -> None:
        text, skipped = self.live.take()
        if text:
            self.outbox.put(wire.Output(text, skipped))

    def _finish(self, left: int) -> None:
        self._drain()
        self._send_output()
        finished = wire.Finished(
            reason=self.reason or "failed",
            returncode=self.worker.process.returncode,
            wall_seconds=round(self.watch.wall_seconds, 3) if self.running else 0.0,
            cpu_seconds=round(self.watch.cpu_of_run(), 3) if self.running else 0.0,
            peak_bytes=self.watch.peak_bytes,
            head=self.capture.head,
            tail=self.capture.tail,
            dropped=self.capture.dropped,
            rejected=self.rejected + self._events.dropped,
            left=left,
        )
        self.outbox.put(finished)
        if self.reason != _GONE:
            self.outbox.flush_all(within_seconds=20)
        self.worker.close()


def _first_command(descriptor: int) -> wire.Start | None:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)
        if not byte:
            return None
        line += byte
    command = wire.decode_command(line)
    return command if isinstance(command, wire.Start) else None


def main() -> int:
    """Serves one run; 0 when our side was told how it ended."""
    adopt_orphans()
    start = _first_command(sys.stdin.fileno())
    if start is None:
        return 2
    worker = launch(start)
    warden = Warden(start, worker, sys.stdin.fileno(), Outbox(sys.stdout.fileno()))
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda *_: warden.end(_GONE))
    warden.watch_until_end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
