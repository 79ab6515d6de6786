"""The end of an interview: the scorecard, its file, and coming back from Home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from dlprep.domain.language import Language
from dlprep.settings import Paths, Settings
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.interview import InterviewScreen
from dlprep.tui.screens.interview_scorecard import ScorecardScreen
from dlprep.tui.widgets.record_list import RecordTable
from interviewing_samples import PLAN
from tui.interview_chat import Chat, chat
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from dlprep.tui.app import DlprepApp


def card_of(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, ScorecardScreen)
    return words_of(pilot.app.screen.query_one("#card", Static))


async def end(room: Chat) -> None:
    """Answers one question, and goes to the scorecard."""
    await room.say("+infer ~train")
    await room.say("/end")
    await room.pilot.press("enter")
    pilot = room.pilot
    await wait_for(
        pilot, lambda: isinstance(pilot.app.screen, ScorecardScreen) and card_of(pilot), "the card"
    )


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_scorecard_tells_result_points_and_what_to_study(
    size: tuple[int, int], language: Language
) -> None:
    async with chat(size, language) as room:
        await end(room)
        shown = card_of(room.pilot)
        assert shown.startswith("60")
        assert "✓" in shown
        assert "○" in shown
        assert "→ " in shown


async def test_after_the_end_nothing_can_be_typed_and_the_chat_can_be_read() -> None:
    async with chat() as room:
        await room.say("+infer")
        await room.say("/end")
        assert not room.screen.box.display
        assert not room.screen.check_action("command", ())
        await room.pilot.press("escape")
        await room.until(lambda: isinstance(room.pilot.app.screen, HomeScreen), "Home")


async def test_it_is_exported_as_markdown(tmp_path: Path) -> None:
    parts = FakeParts()
    parts.paths = Paths(tmp_path, tmp_path, tmp_path)
    async with chat(parts=parts) as room:
        await end(room)
        await room.pilot.press("e")
        path = tmp_path / "interviews" / "interview-2026-03-14-1.md"
        await room.until(path.exists, "the file")
        await room.pilot.app.workers.wait_for_complete()
        written = path.read_text(encoding="utf-8")
        assert written.startswith("# Interview of 2026-03-14")
        assert "+infer" in written


async def test_a_folder_that_refuses_is_told_of(tmp_path: Path) -> None:
    parts = FakeParts()
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    parts.paths = Paths(blocked, tmp_path, tmp_path)
    async with chat(parts=parts) as room:
        await end(room)
        await room.pilot.press("e")
        await room.until(
            lambda: any("cannot be written" in each.message for each in room.pilot.app._notifications), "why"
        )


async def test_the_scorecard_is_flipped() -> None:
    async with chat() as room:
        await end(room)
        assert "point name（中）" not in card_of(room.pilot)
        await room.pilot.press("l")
        assert "point name（中）" in card_of(room.pilot)


async def test_ending_by_key_asks_first() -> None:
    async with chat() as room:
        await room.pilot.press("f8", "n")
        assert room.screen.interview.ended_at is None
        await room.pilot.press("f8", "y")
        await room.until(lambda: room.screen.interview.ended_at, "the end")


@pytest.mark.parametrize("language", list(Language), ids=str)
async def test_home_offers_the_open_interview(language: Language) -> None:
    parts = FakeParts(Settings(language=language, tour_seen=True))
    held = parts.interviewing.start(replace(PLAN, language=language))
    held = parts.interviewing.keep_draft(held, "half")
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: "30" in words_of(home.today_panel), "the line")
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.interview == held


async def test_home_without_an_interview_offers_none() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home._today, "Home filled")
        assert not home.check_action("resume_interview", ())


async def test_progress_lists_interviews_and_opens_the_scorecard_and_what_was_said() -> None:
    parts = FakeParts(Settings(tour_seen=True))
    held = parts.interviewing.start(PLAN)
    parts.interviewing.end(parts.interviewing.say(held, "+infer ~train"))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("progress")
        await wait_for(pilot, lambda: app.screen.query(RecordTable), "Progress")
        await pilot.press("6")
        await wait_for(pilot, lambda: app.screen.query("#interviews-table"), "the interviews")
        rows = app.screen.query_one("#interviews-table", RecordTable)
        await wait_for(pilot, lambda: rows.records, "the interview")
        shown = " ".join(map(str, rows.records[0].cells))
        assert "mid · any role" in shown
        assert "60" in shown
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ScorecardScreen) and card_of(pilot), "the scorecard"
        )
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "what was said")
        assert "+infer ~train" in screen_of(app).transcript.plain
        await pilot.press("escape", "escape")
        await wait_for(pilot, lambda: app.screen.query(RecordTable), "Progress again")


async def test_an_interview_that_was_left_is_gone_on_with_from_progress() -> None:
    parts = FakeParts(Settings(tour_seen=True))
    left = parts.interviewing.say(parts.interviewing.start(PLAN), "+infer +name")
    parts.interviewing.start(PLAN)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ScorecardScreen(left.id or 0))
        await wait_for(
            pilot, lambda: isinstance(app.screen, ScorecardScreen) and card_of(pilot), "the scorecard"
        )
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert screen_of(app).interview.id == left.id
        assert screen_of(app).box.has_focus


def screen_of(app: DlprepApp) -> InterviewScreen:
    assert isinstance(app.screen, InterviewScreen)
    return app.screen
