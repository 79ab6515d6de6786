"""The app may be left at any moment, also while a question is on its way to the screen."""

import asyncio

import pytest
from textual.events import Key

from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.setup import SetupScreen
from tui.support import make_app
from waiting import wait_for

_MOST_TURNS = 5_000


@pytest.mark.parametrize("turns", range(2, 27, 3))
async def test_leaving_so_many_turns_of_the_loop_after_a_quiz_came_is_no_error(turns: int) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, SetupScreen), "the setup")
        app.screen.query_one("#count").focus()
        await pilot.pause()
        app.post_message(Key("enter", "\r"))
        for _ in range(_MOST_TURNS):
            if isinstance(app.screen, QuizScreen):
                break
            await asyncio.sleep(0)
        assert isinstance(app.screen, QuizScreen)
        for _ in range(turns):
            await asyncio.sleep(0)
    # What a worker raises meanwhile is raised here.
    assert app.return_code in {0, None}
