"""With NO_COLOR no state and no figure is lost: what colours tell, signs and letters tell too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.domain.language import Language
from dlprep.tui.screens.progress_pages import KEYS, KINDS
from tui.contrasts import faint_words, painted
from tui.history_support import fill
from tui.study_support import StudyParts
from tui.support import make_app
from tui.test_progress_pages import opened
from waiting import wait_until_still

if TYPE_CHECKING:
    from rich.color import Color

PICTURES = {
    "overview": ("░1", "█4", "◇", "50%┤"),
    "topics": ("├", "●", "┤"),
    "runs": ("★ bronze", "★★★ gold", "●", "┄"),
    "interviews": ("++", "50%┤", "█"),
    "calibration": ("├", "●", "┊"),
    "memory": ("├", "●", "█"),
    "mastery": ("├", "●"),
}
"""Glyphs by which each picture can be read."""


@pytest.fixture(autouse=True)
def _no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def is_grey(colour: Color | None) -> bool:
    return colour is None or colour.is_default or len(set(colour.get_truecolor())) == 1


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
async def test_every_picture_is_drawn_without_colour_and_can_be_read(theme: str) -> None:
    parts = StudyParts(Language.EN, theme)
    fill(parts)
    app = make_app(parts)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app, "overview")
        for kind in KINDS:
            await pilot.press(KEYS[kind.name])
            await wait_until_still(pilot, 3)
            assert screen.active == kind.name
            if kind.has_picture and not kind.picture_first:
                await pilot.press("t")
            await wait_until_still(pilot, 3)
            words = "\n".join(strip.text for strip in painted(app))
            assert all(sign in words for sign in PICTURES.get(kind.name, ())), kind.name
            assert all(
                style is None or (is_grey(style.color) and is_grey(style.bgcolor))
                for strip in painted(app)
                for _, style, _ in strip
            )
            assert not faint_words(app)


async def test_the_chosen_page_row_and_option_differ_by_more_than_colour() -> None:
    parts = StudyParts(Language.EN)
    fill(parts)
    app = make_app(parts)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(pilot, app, "attempts")
        await wait_until_still(pilot, 3)
        (page_bar,) = [strip for strip in painted(app) if " 4 Answers " in strip.text]
        assert [text for text, style, _ in page_bar if style and style.reverse] == [" 4 Answers "]
        row = screen.page.table.rows.region.y
        assert any(style and style.bold for _, style, _ in painted(app)[row])
        assert not any(style and style.bold for _, style, _ in painted(app)[row + 1])
        marks = {str(record.cells[1])[0] for record in screen.page.table.records}
        assert marks <= {"✓", "◐", "✗", "·"}
