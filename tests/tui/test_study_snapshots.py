"""Pictures of Progress, Library and Challenges. Look at a picture before accepting it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from dlprep.domain.judging import Tier
from dlprep.domain.language import Language
from dlprep.tui.screens.article import ArticleScreen
from dlprep.tui.screens.attempt import AttemptScreen
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.widgets.budget_line import BudgetLine
from dlprep.tui.widgets.code_editor import CodeEditor
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.verdict_panel import VerdictPanel
from fakes_judge import cancelled
from tui.study_support import STUB, StudyParts, answer_some, keep_run
from tui.support import make_app
from waiting import wait_for

Snap = Callable[..., bool]
Steps = Callable[[Pilot[None]], Awaitable[None]]
EN, ZH = Language.EN, Language.ZH
SMALL, LARGE = (80, 24), (120, 40)


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is UTC, so that a picture is the same on every machine."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def picture(
    snap: Snap, steps: Steps, language: Language = EN, size: tuple[int, int] = SMALL, theme: str = "dark"
) -> bool:
    """Takes the picture after `steps`, over a history of five answers and two runs."""
    parts = StudyParts(language, theme)
    answer_some(parts, 5)
    keep_run(parts.fake_store, parts, "import keras\n", cancelled())
    keep_run(parts.fake_store, parts, STUB)
    app = make_app(parts)
    app.animation_level = "none"
    return snap(app, terminal_size=size, run_before=steps)


def rows(pilot: Pilot[None]) -> bool:
    """True when the first table on the screen holds something."""
    tables = pilot.app.screen.query(RecordTable)
    return bool(tables) and bool(tables.first().records)


async def progress(pilot: Pilot[None]) -> None:
    pilot.app.open_place("progress")  # type: ignore[attr-defined]
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen) and rows(pilot), "the topics")
    await wait_for(pilot, lambda: "5" in str(pilot.app.screen.query_one("#today", Static).content), "today")


async def answers(pilot: Pilot[None]) -> None:
    await progress(pilot)
    await pilot.press("3")
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await wait_for(pilot, lambda: len(screen.table("attempts").records) == 5, "the answers")


async def replay(pilot: Pilot[None]) -> None:
    await pilot.app.push_screen(AttemptScreen(1))
    await wait_for(pilot, lambda: pilot.app.screen.query_one(FeedbackView).plain, "the feedback")


async def library(pilot: Pilot[None]) -> None:
    pilot.app.open_place("library")  # type: ignore[attr-defined]
    await wait_for(pilot, lambda: rows(pilot), "the questions")


async def revealed(pilot: Pilot[None]) -> None:
    await pilot.app.push_screen(LibraryQuestionScreen(("relu-dead", "loss-heads")))
    await wait_for(pilot, lambda: pilot.app.screen.query_one("#stem", Static).content, "the question")
    await pilot.press("r")
    await wait_for(pilot, lambda: pilot.app.screen.query_one("#page").scroll_y, "the answer in sight")


async def article(pilot: Pilot[None]) -> None:
    await pilot.app.push_screen(ArticleScreen())
    claims = pilot.app.screen.query_one("#claims", OptionList)
    await wait_for(pilot, lambda: claims.option_count == 2, "the claims")
    await wait_for(
        pilot, lambda: pilot.app.screen.query_one("#claim", Static).content, "the claim beside them"
    )


async def challenges(pilot: Pilot[None]) -> None:
    pilot.app.open_place("challenges")  # type: ignore[attr-defined]
    await wait_for(pilot, lambda: rows(pilot), "the challenges")
    await wait_for(pilot, lambda: pilot.app.screen.query_one("#words", Static).content, "what one is about")


async def challenge(pilot: Pilot[None]) -> ChallengeScreen:
    screen = ChallengeScreen("cifar10-cnn", Tier.EMBEDDED)
    await pilot.app.push_screen(screen)
    await wait_for(pilot, lambda: screen.folder is not None, "the challenge")
    return screen


async def brief(pilot: Pilot[None]) -> None:
    await challenge(pilot)
    await pilot.press("h")


async def code(pilot: Pilot[None]) -> None:
    screen = await challenge(pilot)
    await pilot.press("f3")
    await wait_for(pilot, lambda: screen.query_one(CodeEditor).has_focus, "the editor")


async def cockpit(pilot: Pilot[None]) -> None:
    screen = await challenge(pilot)
    await pilot.press("ctrl+r")
    await wait_for(pilot, lambda: "4/10" in screen.query_one(BudgetLine).plain, "the fourth epoch")
    clock: Any = screen.app.core.clock
    clock.advance(290)
    await wait_for(pilot, lambda: "4:50" in screen.query_one(BudgetLine).plain, "the budget")


async def verdict(pilot: Pilot[None]) -> None:
    screen = await challenge(pilot)
    judge: Any = screen.app.core.judge()
    judge.go_on.set()
    await pilot.press("ctrl+r")
    await wait_for(pilot, lambda: screen.query_one(VerdictPanel).plain, "the verdict")
    await wait_for(pilot, lambda: len(screen.runs) == 3, "the run in the timeline")


@pytest.mark.parametrize(("language", "size"), [(EN, SMALL), (ZH, SMALL)], ids=str)
def test_progress(snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert picture(snap_compare, progress, language, size)


def test_answers(snap_compare: Snap) -> None:
    assert picture(snap_compare, answers, ZH, LARGE, "light")


def test_replay(snap_compare: Snap) -> None:
    assert picture(snap_compare, replay)


def test_library(snap_compare: Snap) -> None:
    assert picture(snap_compare, library, ZH)


def test_revealed_question(snap_compare: Snap) -> None:
    assert picture(snap_compare, revealed, EN, SMALL, "high-contrast")


def test_article(snap_compare: Snap) -> None:
    assert picture(snap_compare, article, ZH, LARGE)


def test_challenges(snap_compare: Snap) -> None:
    assert picture(snap_compare, challenges)


def test_brief(snap_compare: Snap) -> None:
    assert picture(snap_compare, brief, ZH)


def test_code(snap_compare: Snap) -> None:
    assert picture(snap_compare, code, EN, SMALL, "light")


@pytest.mark.parametrize(
    ("language", "size", "theme"),
    [(EN, SMALL, "dark"), (ZH, LARGE, "light"), (ZH, SMALL, "high-contrast")],
    ids=str,
)
def test_cockpit(snap_compare: Snap, language: Language, size: tuple[int, int], theme: str) -> None:
    assert picture(snap_compare, cockpit, language, size, theme)


@pytest.mark.parametrize(("language", "theme"), [(EN, "high-contrast"), (ZH, "dark")], ids=str)
def test_verdict(snap_compare: Snap, language: Language, theme: str) -> None:
    assert picture(snap_compare, verdict, language, SMALL, theme)
