"""The line of keys in step with the keys: what it says and what they do change in one frame."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.language import Language
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.key_bar import KeyBar
from tui.test_quiz import Sitting
from waiting import wait_for

if TYPE_CHECKING:
    from textual.screen import Screen

    from dlprep.tui.app import DlprepApp


async def paint_at_every_turn(app: DlprepApp) -> None:
    """Has a frame fall due at every turn of the event loop, as on a machine too busy for its frames."""
    with app._context():
        while True:
            if isinstance(app.screen, QuizScreen) and app.screen.is_mounted:
                app.screen._on_timer_update()
            await asyncio.sleep(0)


class Frames:
    """What the key line said in each frame of a quiz, and what it should have said."""

    def __init__(self, app: DlprepApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.painted: dict[KeyBar, str] = {}
        self.stale: list[tuple[str, str]] = []
        self._render, self._display, self._app = KeyBar.render, app._display, app
        rendered = self._rendered

        def render(bar: KeyBar) -> Any:
            return rendered(bar)

        monkeypatch.setattr(KeyBar, "render", render)
        monkeypatch.setattr(app, "_display", self._displayed)

    def _rendered(self, bar: KeyBar) -> Any:
        self.painted[bar] = str(self._render(bar))
        return self._render(bar)

    def _displayed(self, screen: Screen[Any], update: Any) -> None:
        if isinstance(screen, QuizScreen) and not self._app._batch_count:
            bar = screen.query_one(KeyBar)
            if self.painted[bar] != (now := str(self._render(bar))):
                self.stale.append((self.painted[bar], now))
        self._display(screen, update)


@pytest.mark.parametrize("following", ["print-tuple", "batchnorm-modes", "overfit-signs"])
async def test_every_frame_names_the_keys_as_they_work(
    following: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From feedback to a question with a field, and without."""
    sitting = Sitting("relu-dead", following)
    frames = Frames(sitting.app, monkeypatch)
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        bar = sitting.screen.query_one(KeyBar)
        hurry = asyncio.create_task(paint_at_every_turn(sitting.app))
        sitting.screen.action_skip()
        await wait_for(pilot, lambda: "Next" in frames.painted[bar], "the keys of the feedback")
        sitting.screen.action_go_on()
        await wait_for(pilot, lambda: "Submit" in frames.painted[bar], "the keys of the next question")
        hurry.cancel()
    assert not frames.stale


async def test_no_key_acts_on_a_question_that_cannot_be_answered_yet() -> None:
    sitting = Sitting("print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        screen = sitting.screen
        assert screen._presented is not None
        screen.page.ask(screen._presented, Language.EN)
        acts = {each.binding.action for each in screen.active_bindings.values() if each.node is screen}
        assert "flag" in acts
        assert not acts & {"skip", "hint", "submit", "confidence('sure')"}
        await wait_for(pilot, lambda: screen.takes_answer, "the question again")


async def test_the_marks_name_the_keys_of_a_field_as_soon_as_it_has_the_cursor() -> None:
    sitting = Sitting("print-tuple")
    async with sitting.run() as pilot:
        await sitting.begin(pilot)
        marks = sitting.screen.query_one(ConfidenceBar)
        assert marks.is_typing
        sitting.screen.set_focus(None)
        assert not marks.is_typing
