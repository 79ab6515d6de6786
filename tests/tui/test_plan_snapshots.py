"""Pictures of the plan; look at them before accepting others."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from dlprep.domain.language import Language
from dlprep.tui.screens.plan import PlanScreen
from tui.study_support import StudyParts, answer_some
from tui.support import make_app
from waiting import wait_for

Snap = Callable[..., bool]


def keys(*pressed: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Opens the plan, waits until it is made, and presses keys."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan's place")
        screen: Any = pilot.app.screen
        await wait_for(pilot, lambda: screen.table("days").records, "the plan")
        await pilot.press(*pressed)

    return press


@pytest.mark.parametrize(
    ("theme", "size", "pressed"),
    [("dark", (80, 24), ()), ("light", (160, 50), ("2",)), ("high-contrast", (80, 24), ("3",))],
)
def test_plan(snap_compare: Snap, theme: str, size: tuple[int, int], pressed: tuple[str, ...]) -> None:
    parts = StudyParts(Language.EN, theme)
    parts.settings = replace(parts.settings, interview_date=date(2026, 3, 24), minutes_a_day=20)
    answer_some(parts, 2)
    assert snap_compare(make_app(parts), terminal_size=size, run_before=keys(*pressed))
