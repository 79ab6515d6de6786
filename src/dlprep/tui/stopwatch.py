"""Time spent, with pauses left out."""

from collections.abc import Callable


class Stopwatch:
    """Counts seconds of a monotonic clock while it runs."""

    def __init__(self, monotonic: Callable[[], float], *, start_seconds: float = 0.0) -> None:
        """Stands still at `start_seconds` until `start`."""
        self._monotonic = monotonic
        self._kept = start_seconds
        self._since: float | None = None

    def start(self) -> None:
        """Runs on; starting a running one changes nothing."""
        if self._since is None:
            self._since = self._monotonic()

    def pause(self) -> None:
        """Stands still."""
        self._kept = self.seconds
        self._since = None

    def reset(self) -> None:
        """Goes back to 0, running or not as before."""
        self._kept = 0.0
        if self._since is not None:
            self._since = self._monotonic()

    @property
    def seconds(self) -> float:
        """Seconds counted so far."""
        return self._kept + (0.0 if self._since is None else self._monotonic() - self._since)
