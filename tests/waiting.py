"""Waits for a condition, by name; a wait for a duration would only assert that the machine is fast."""

from collections.abc import Callable
from contextlib import suppress

from textual.css.query import NoMatches
from textual.pilot import Pilot

_ROUNDS = 500


async def wait_for(pilot: Pilot[None], predicate: Callable[[], object], description: str) -> None:
    """Lets the app run until `predicate` is true; fails with `description` when it never is.

    A widget that is not there yet counts as not true yet.
    """
    for _ in range(_ROUNDS):
        with suppress(NoMatches):
            if predicate():
                return
        await pilot.pause(0.01)
    raise AssertionError(f"never happened: {description}")
