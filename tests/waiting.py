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


async def wait_until_still(pilot: Pilot[None], frames: int = 5) -> None:
    """Lets the app run until so many frames in a row show the same; fails when it never comes to rest."""
    last: list[str] = []
    same = 0
    for _ in range(_ROUNDS):
        await pilot.pause(0.02)
        shown = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        same = same + 1 if shown == last else 0
        if same >= frames:
            return
        last = shown
    raise AssertionError("the screen never came to rest")
