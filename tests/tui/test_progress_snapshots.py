"""Pictures of every page of Progress. Look at a picture before accepting it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.language import Language
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.progress_pages import KEYS
from tui.history_support import aim, fill
from tui.study_support import StudyParts
from tui.support import make_app
from waiting import wait_for, wait_until_still

if TYPE_CHECKING:
    from textual.pilot import Pilot

Snap = Callable[..., bool]
EN, ZH = Language.EN, Language.ZH
SMALL, LARGE = (80, 24), (160, 50)


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is UTC, so that a picture is the same on every machine."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


async def opened(page: str, turns: bool, pilot: Pilot[None]) -> None:
    """Opens a page, and turns it to its table or picture."""
    pilot.app.open_place("progress")  # type: ignore[attr-defined]
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen), "Progress")
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await wait_for(pilot, lambda: screen.page.words, "the overview")
    await pilot.press(KEYS[page])
    await wait_for(pilot, lambda: screen.active == page and screen.page.table.records, f"the page {page}")
    if turns:
        await pilot.press("t")
    await wait_until_still(pilot)


@pytest.mark.parametrize(
    ("page", "turns", "language", "size", "theme"),
    [
        ("overview", False, EN, SMALL, "dark"),
        ("overview", False, ZH, LARGE, "light"),
        ("overview", False, ZH, SMALL, "high-contrast"),
        ("overview", True, EN, SMALL, "dark"),
        ("topics", True, ZH, SMALL, "dark"),
        ("calibration", False, ZH, SMALL, "dark"),
        ("calibration", False, EN, LARGE, "high-contrast"),
        ("calibration", True, EN, SMALL, "light"),
        ("memory", False, EN, SMALL, "dark"),
        ("memory", False, ZH, LARGE, "dark"),
        ("mastery", False, EN, SMALL, "dark"),
        ("readiness", False, EN, SMALL, "dark"),
        ("readiness", False, ZH, LARGE, "light"),
        ("readiness", True, EN, SMALL, "high-contrast"),
        ("sessions", False, ZH, SMALL, "dark"),
        ("attempts", False, EN, LARGE, "dark"),
        ("runs", True, EN, SMALL, "high-contrast"),
        ("interviews", True, EN, SMALL, "dark"),
        ("interviews", True, ZH, LARGE, "light"),
        ("wrong", False, EN, SMALL, "dark"),
    ],
    ids=str,
)
def test_page(
    snap_compare: Snap, page: str, turns: bool, language: Language, size: tuple[int, int], theme: str
) -> None:
    parts = StudyParts(language, theme)
    fill(parts)
    if page == "readiness":
        aim(parts)
    app = make_app(parts)
    assert snap_compare(app, terminal_size=size, run_before=partial(opened, page, turns))
