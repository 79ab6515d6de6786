"""Events on their way to our side: never blocking the watch, never lost when they matter, few a second."""

import contextlib
import os
import select
import time

from dlprep.wire import Event, Output, Step, encode

_PENDING_BYTES = 256 * 1024
"""When our side does not read, live output and steps are dropped above this."""


class Outbox:
    """Writes events to a pipe without waiting for its reader."""

    def __init__(self, descriptor: int) -> None:
        """`descriptor` is made non-blocking."""
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self.broken = False
        """True once the reader is gone."""
        self._pending = bytearray()
        self._step: Step | None = None

    def put(self, event: Event) -> None:
        """Takes an event; of several steps between two flushes only the last is sent."""
        if isinstance(event, Step):
            self._step = event
        elif not isinstance(event, Output) or len(self._pending) < _PENDING_BYTES:
            self._put_step()
            self._pending += encode(event)

    def flush(self) -> bool:
        """Writes as much as the pipe takes; False when there was nothing to write."""
        self._put_step()
        had_something = bool(self._pending)
        while self._pending and not self.broken:
            try:
                written = os.write(self.descriptor, self._pending[:65536])
            except BlockingIOError:
                break
            except OSError:
                self.broken = True
                break
            del self._pending[:written]
        return had_something

    def flush_all(self, *, within_seconds: float) -> None:
        """Writes everything, waiting for a slow reader."""
        deadline = time.monotonic() + within_seconds
        self.flush()
        while self._pending and not self.broken and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                select.select([], [self.descriptor], [], 0.1)
            self.flush()

    def _put_step(self) -> None:
        if self._step and len(self._pending) < _PENDING_BYTES:
            self._pending += encode(self._step)
        self._step = None
