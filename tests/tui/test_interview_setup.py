"""Setting up an interview by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from dlprep.tui.screens.interview import InterviewScreen
from dlprep.tui.screens.interview_setup import InterviewSetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.reply_box import ReplyBox
from interviewing_samples import PLAN
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from dlprep.tui.app import DlprepApp


def setup_of(app: DlprepApp) -> InterviewSetupScreen:
    assert isinstance(app.screen, InterviewSetupScreen)
    return app.screen


def state(app: DlprepApp) -> str:
    return words_of(app.screen.query_one("#state", Static))


@pytest.mark.parametrize("language", list(Language), ids=str)
async def test_enter_starts_with_what_is_usual(language: Language) -> None:
    app = make_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        plan = app.screen.interview.plan
        assert (plan.level, plan.language, plan.minutes, plan.style, plan.role, plan.seed) == (
            Level.MID, language, 30, Style.NEUTRAL, None, 7,
        )  # fmt: skip


async def test_arrows_choose_role_level_minutes_and_style() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        await pilot.press("right", "right", "tab", "right", "tab", "left", "tab", "left")
        plan = setup_of(app).plan()
        assert (plan.role, plan.level, plan.minutes, plan.style) == (Role.CV, Level.SENIOR, 20, Style.STRICT)


async def test_enter_right_behind_arrows_starts_what_they_chose() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        await pilot.pause()
        for key, character in (("right", None), ("right", None), ("enter", "\r")):
            app.post_message(Key(key, character))
        await wait_for(pilot, lambda: app.screen.query(ReplyBox), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.interview.plan.role is Role.CV


async def test_chips_are_chosen_by_mouse() -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        row = app.screen.query_one("#minutes", ChipRow)
        await pilot.click(row, offset=(words_of(row).index("45"), 0))
        assert setup_of(app).plan().minutes == 45


async def test_questions_asked_lately_give_way() -> None:
    parts = FakeParts()
    asked = parts.interviewing.start(PLAN).turns[-1].question_id
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.interview.plan.recent == (asked,)
        assert app.screen.interview.turns[-1].question_id != asked


async def test_what_is_open_can_be_resumed_from_the_setup() -> None:
    parts = FakeParts()
    held = parts.interviewing.start(PLAN)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: "is open" in state(app), "the open interview")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, InterviewScreen), "the interview")
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.interview == held


async def test_a_failure_is_told_and_the_form_stays() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        await app.workers.wait_for_complete()
        parts.fake_store.fault = StorageError(message("The disk is full."))
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: "disk is full" in str([each.message for each in app._notifications]), "it"
        )
        assert state(app).startswith("Enter starts")
