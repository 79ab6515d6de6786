"""Everything that is said can be read, in every theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.language import Language
from dlprep.tui.screens.progress_pages import KEYS
from dlprep.tui.themes import ALL_THEMES
from tui.contrasts import faint_words, ratio
from tui.history_support import fill
from tui.study_support import StudyParts
from tui.support import finished_session, make_app
from waiting import wait_for, wait_until_still

if TYPE_CHECKING:
    from dlprep.tui.app import DlprepApp

THEMES = [theme.name for theme in ALL_THEMES]


def test_a_ratio_is_what_wcag_says() -> None:
    assert ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert ratio((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_home_and_progress_can_be_read(theme: str) -> None:
    parts = StudyParts(Language.EN, theme)
    fill(parts)
    app = make_app(parts)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until_still(pilot)
        faint = faint_words(app)
        await pilot.press("p")
        for key in KEYS.values():
            await pilot.press(key)
            await wait_until_still(pilot, 3)
            faint |= faint_words(app)
            await pilot.press("t")
            await wait_until_still(pilot, 3)
            faint |= faint_words(app)
    assert not faint


def _is_at(app: DlprepApp, place: str) -> bool:
    return app.screen.name == place


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_a_place_can_be_read(theme: str) -> None:
    app = make_app(StudyParts(Language.EN, theme))
    async with app.run_test(size=(100, 30)) as pilot:
        for place in ("quiz", "due", "plan", "settings", "library", "challenges", "interview"):
            app.open_place(place)
            await wait_for(pilot, partial(_is_at, app, place), place)
            await wait_until_still(pilot, 3)
            assert not faint_words(app), place


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_a_quiz_and_its_summary_can_be_read(theme: str) -> None:
    from dlprep.tui.screens.summary import SummaryScreen

    parts = StudyParts(Language.EN, theme)
    app = make_app(parts)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until_still(pilot, 3)
        await app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_until_still(pilot, 3)
        faint = faint_words(app)
        await pilot.press("enter")
        await wait_until_still(pilot, 3)
        faint |= faint_words(app)
    assert not faint
