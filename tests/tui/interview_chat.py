"""An interview on the screen, for tests that talk in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.settings import Settings
from dlprep.tui.screens.interview import InterviewScreen
from interviewing_samples import PLAN
from tui.support import FakeParts, make_app
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from dlprep.domain.interviewing.turns import TurnKind


class Chat:
    """An interview on the screen."""

    def __init__(self, pilot: Pilot[None], parts: FakeParts) -> None:
        self.pilot, self.parts = pilot, parts

    @property
    def screen(self) -> InterviewScreen:
        screen = self.pilot.app.screen
        assert isinstance(screen, InterviewScreen)
        return screen

    @property
    def kinds(self) -> list[TurnKind]:
        return [turn.kind for turn in self.screen.interview.turns]

    @property
    def told(self) -> str:
        """Every notice on the screen."""
        return "\n".join(each.message for each in self.pilot.app._notifications)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        await wait_for(self.pilot, condition, what)

    async def type(self, text: str) -> None:
        self.screen.box.insert(text)
        await self.pilot.pause()

    async def say(self, text: str) -> None:
        """Types, sends, and waits for what the interviewer says to it."""
        before = len(self.screen.interview.turns)
        await self.type(text)
        await self.pilot.press("enter")
        await self.until(lambda: len(self.screen.interview.turns) > before, "the next turn")
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Presses keys of which the last takes a turn."""
        before = len(self.screen.interview.turns)
        await self.pilot.press(*keys)
        await self.until(lambda: len(self.screen.interview.turns) > before, "the next turn")
        await self.pilot.pause()


@asynccontextmanager
async def chat(
    size: tuple[int, int] = (80, 24),
    language: Language = Language.EN,
    parts: FakeParts | None = None,
    *,
    notifications: bool = False,
) -> AsyncIterator[Chat]:
    """An interview that was just opened, or goes on."""
    parts = parts or FakeParts(Settings(language=language, tour_seen=True))
    held = parts.interviewing.resume() or parts.interviewing.start(replace(PLAN, language=language))
    app = make_app(parts)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        app.push_screen(InterviewScreen(held))
        room = Chat(pilot, parts)
        await wait_for(
            pilot, lambda: isinstance(app.screen, InterviewScreen) and room.screen._material, "the interview"
        )
        await pilot.pause()
        yield room
