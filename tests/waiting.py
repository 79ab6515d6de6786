"""Waits for a condition, by name; a wait for a duration would only assert that the machine is fast."""

from collections.abc import Callable

from textual.pilot import Pilot

_ROUNDS = 500


async def wait_for(pilot: Pilot[None], predicate: Callable[[], object], description: str) -> None:
    """Lets the app run until `predicate` is true; fails with `description` when it never is."""
    for _ in range(_ROUNDS):
        if predicate():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never happened: {description}")
