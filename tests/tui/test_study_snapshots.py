"""Pictures of Progress, Library and Challenges. Look at a picture before accepting it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from dlprep.domain.judging import (
    CheckOutcome,
    Epoch,
    EpochDone,
    Medal,
    Picture,
    Sample,
    Tier,
    TrainedAgain,
    Verdict,
)
from dlprep.domain.language import Language
from dlprep.domain.messages import authored, message
from dlprep.tui.screens import run_overlays
from dlprep.tui.screens.article import ArticleScreen
from dlprep.tui.screens.attempt import AttemptScreen
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.widgets.budget_line import BudgetLine
from dlprep.tui.widgets.code_editor import CodeEditor
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.sample_gallery import SampleGallery
from dlprep.tui.widgets.verdict_panel import VerdictPanel
from fakes_judge import cancelled, passed
from tui.study_support import STUB, StudyParts, answer_some, keep_run
from tui.support import make_app
from waiting import wait_for, wait_until_still

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
    snap: Snap,
    steps: Steps,
    language: Language = EN,
    size: tuple[int, int] = SMALL,
    theme: str = "dark",
    *,
    with_checks: bool = False,
) -> bool:
    """Takes the picture after `steps`, over a history of five answers and two runs."""
    parts = StudyParts(language, theme, checks=with_checks)
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
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen), "Progress")
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await wait_for(pilot, lambda: screen.page.words, "the overview")
    await pilot.press("2")
    await wait_for(pilot, lambda: screen.active == "topics" and "5" in screen.page.words, "the topics")
    await wait_until_still(pilot)


async def answers(pilot: Pilot[None]) -> None:
    await progress(pilot)
    await pilot.press("4")
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await wait_for(pilot, lambda: len(screen.table("attempts").records) == 5, "the answers")
    await wait_until_still(pilot)


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


def digit(rows: str) -> Picture:
    """A red digit on green, from a drawing of one character a pixel, four times as large."""
    lines = [line for line in rows.split("\n") for _ in range(4)]
    pixels = b"".join(
        bytes((230, 60, 60) if sign == "#" else (40, 60 + 5 * row, 90))
        for row, line in enumerate(lines)
        for sign in line
        for _ in range(4)
    )
    return Picture(4 * len(lines[0]), len(lines), 3, pixels)


SEVEN = digit("........\n.######.\n.....#..\n....#...\n...#....\n..#.....\n..#.....\n........")
ONE = digit("........\n...##...\n....#...\n....#...\n....#...\n....#...\n...###..\n........")


async def worst_mistakes(pilot: Pilot[None]) -> None:
    judge: Any = pilot.app.core.judge()  # type: ignore[attr-defined]
    judge.report = passed(samples=(Sample("7", "1", 0.99, SEVEN), Sample("1", "7", 0.87, ONE)))
    await verdict(pilot)
    await pilot.press("w")
    await wait_for(pilot, lambda: pilot.app.screen.query(SampleGallery), "the worst mistakes")


async def checks(pilot: Pilot[None]) -> None:
    judge: Any = pilot.app.core.judge()  # type: ignore[attr-defined]
    judge.events = ()
    judge.report = passed(
        verdict=Verdict.PASS,
        medal=Medal.BRONZE,
        metric="checks",
        value=1 / 3,
        thresholds={"bronze": 1 / 3, "silver": 2 / 3, "gold": 1.0},
        message=message("{held} of {all} checks hold", held=1, all=3),
        next_step=authored(zh="想一想。", en="Think of it."),
        curve=(),
        confusion=(),
        checks=(
            CheckOutcome("shape", passed=True),
            CheckOutcome("gradient", passed=False, detail=message("it was not reached")),
            CheckOutcome("speed", passed=None),
        ),
    )
    await verdict(pilot)


async def alarmed(pilot: Pilot[None]) -> None:
    screen = await challenge(pilot)
    judge: Any = screen.app.core.judge()
    nan = Epoch(4, {"loss": float("nan"), "accuracy": 0.1}, 3.0)
    judge.events = (*judge.events[:-1], TrainedAgain(0.8391), *judge.events[2:-1], EpochDone(nan))
    await pilot.press("ctrl+r")
    line = screen.query_one(BudgetLine)
    await wait_for(pilot, lambda: "since epoch 4" in line.plain or "从第 4 轮起" in line.plain, "the alarm")


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


@pytest.mark.parametrize(("language", "size"), [(EN, SMALL), (ZH, LARGE)], ids=str)
def test_challenges(snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert picture(snap_compare, challenges, language, size)


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


@pytest.mark.parametrize(("language", "in_colour"), [(EN, True), (ZH, False)], ids=str)
def test_worst_mistakes(
    snap_compare: Snap, monkeypatch: pytest.MonkeyPatch, language: Language, in_colour: bool
) -> None:
    monkeypatch.setattr(run_overlays, "has_much_colour", lambda _: in_colour)
    assert picture(snap_compare, worst_mistakes, language)


@pytest.mark.parametrize(("language", "theme"), [(EN, "dark"), (ZH, "light")], ids=str)
def test_checks(snap_compare: Snap, language: Language, theme: str) -> None:
    assert picture(snap_compare, checks, language, SMALL, theme, with_checks=True)


@pytest.mark.parametrize(("language", "size"), [(EN, SMALL), (ZH, LARGE)], ids=str)
def test_alarms(snap_compare: Snap, language: Language, size: tuple[int, int]) -> None:
    assert picture(snap_compare, alarmed, language, size)
