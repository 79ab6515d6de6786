"""Times and durations as the lists show them."""

from datetime import datetime


def local_time(at: datetime) -> str:
    """An aware time on the learner's clock, as `2026-03-14 12:00`."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def seconds_text(seconds: float) -> str:
    """A duration in a few cells: `12.5 s` below a minute, `3:05` from then on."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
