"""When a file may have been saved, from the system where it can tell, otherwise by looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from threading import Event

QUIET_MILLISECONDS = 150
"""An editor writes in several steps; a save is over when nothing happened for this long."""
LOOK_SECONDS = 2.0
"""Network and container mounts may tell nothing: so often we look in any case."""
_POLL_SECONDS = 0.5


def possible_saves(path: Path, stop: Event) -> Iterator[None]:
    """Yields once whenever something happened beside the file, and now and then besides; ends with `stop`.

    WATCHFILES_FORCE_POLLING makes the watcher look for itself. Where there is no watcher to be had, as when
    the system's are used up, the file is simply looked at twice a second.
    """
    from watchfiles import watch

    # An editor may put a new file in place of the old one: only folders stay the same. What a link leads to
    # is saved where it lies.
    folders = {path.absolute().parent, path.resolve().parent}
    try:
        for _ in watch(
            *folders,
            watch_filter=None,
            recursive=False,
            step=QUIET_MILLISECONDS,
            rust_timeout=int(LOOK_SECONDS * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            stop_event=stop,
        ):
            yield
    except (OSError, RuntimeError):
        while not stop.wait(_POLL_SECONDS):
            yield
