"""Waiting for what an app is to do, with an end: a bench that cannot go on says so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

PATIENCE_SECONDS = 120.0


async def until(
    pilot: Pilot[Any],
    happened: Callable[[], object],
    what: str,
    *,
    tick: float = 0.001,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Waits until something has happened, looking every `tick` seconds.

    Raises:
        TimeoutError: if it has not within `patience` seconds; it names `what`.
    """
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come within {patience:g} s")
        await pilot.pause(tick)
