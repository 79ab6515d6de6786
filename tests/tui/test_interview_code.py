"""A loop: over to the challenge and back, with what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.interviewing.plan import Form
from dlprep.domain.interviewing.turns import Outcome, TurnKind
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.settings import Settings
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.interview import InterviewScreen
from dlprep.tui.screens.interview_setup import InterviewSetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.key_bar import KeyBar
from fakes_judge import cancelled, passed
from interviewing_samples import ALL_POINTS, PLAN
from tui.interview_chat import Chat, chat
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from dlprep.domain.judging import Report

LOOP = replace(PLAN, form=Form.LOOP, minutes=45, challenge="digits")


def loop(language: Language = Language.EN) -> FakeParts:
    """A loop that has been handed over to its challenge."""
    parts = FakeParts(Settings(language=language, tour_seen=True))
    leads = parts.interviewing
    held = leads.start(replace(LOOP, language=language))
    while held.turns[-1].kind is not TurnKind.HANDOVER:
        held = leads.say(held, ALL_POINTS)
    return parts


def run(parts: FakeParts, report: Report) -> int:
    """A run of the challenge, after the hand-over."""
    parts.fake_clock.advance(60)
    moment = parts.fake_clock.moment()
    number = parts.fake_store.start_run(Submission("digits", Tier.EMBEDDED, "code"), moment)
    parts.fake_store.finish_run(number, report, moment.at + timedelta(seconds=20))
    return number


async def back(room: Chat) -> None:
    """Comes back to the interview from whatever lies above."""
    app = room.pilot.app
    app.push_screen(AskScreen("?"))
    await room.until(lambda: isinstance(app.screen, AskScreen), "another screen")
    app.pop_screen()
    await room.pilot.pause()


@pytest.mark.parametrize("language", list(Language), ids=str)
async def test_at_the_code_the_keys_lead_there_and_back(language: Language) -> None:
    async with chat(language=language, parts=loop(language)) as room:
        keys = words_of(room.pilot.app.screen.query_one(KeyBar))
        assert " o " in keys
        assert " b " in keys
        assert not room.screen.box.has_focus


async def test_before_the_code_no_key_leads_there() -> None:
    async with chat() as room:
        await room.pilot.press("escape", "o", "b")
        await room.pilot.pause()
        assert room.kinds[-1] is TurnKind.QUESTION
        assert isinstance(room.pilot.app.screen, InterviewScreen)


async def test_a_pass_is_noticed_when_the_interview_comes_back() -> None:
    parts = loop()
    async with chat(parts=parts) as room:
        number = run(parts, passed())
        await back(room)
        await room.until(lambda: TurnKind.HANDED_BACK in room.kinds, "the next part")
        turn = next(one for one in room.screen.interview.turns if one.kind is TurnKind.HANDED_BACK)
        assert turn.outcome is not None
        assert (turn.outcome.passed, turn.outcome.run_id) == (True, number)


async def test_without_a_pass_the_candidate_says_when_it_is_enough() -> None:
    parts = loop()
    async with chat(parts=parts) as room:
        number = run(parts, passed(verdict=Verdict.FAIL, medal=None, value=0.2))
        run(parts, cancelled())
        await back(room)
        await room.pilot.pause()
        assert room.kinds[-1] is TurnKind.HANDOVER
        await room.press("b")
        turn = next(one for one in room.screen.interview.turns if one.kind is TurnKind.HANDED_BACK)
        assert turn.outcome == Outcome(False, None, number)


async def test_a_run_from_before_the_interview_is_no_outcome() -> None:
    parts = FakeParts(Settings(tour_seen=True))
    run(parts, passed())
    parts.fake_clock.advance(60)
    held = parts.interviewing.start(LOOP)
    while held.turns[-1].kind is not TurnKind.HANDOVER:
        held = parts.interviewing.say(held, ALL_POINTS)
    async with chat(parts=parts) as room:
        await room.press("b")
        turn = next(one for one in room.screen.interview.turns if one.kind is TurnKind.HANDED_BACK)
        assert turn.outcome is None


async def test_form_and_topics_are_chosen_and_a_loop_takes_its_time() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await wait_for(pilot, lambda: app.screen.name == "interview", "the setup")
        screen = app.screen
        assert isinstance(screen, InterviewSetupScreen)
        await wait_for(pilot, lambda: screen.query_one("#topics", ChipRow).choices, "the topics")
        await pilot.press("shift+tab", "right")
        assert screen.plan().form is Form.LOOP
        assert screen.plan().minutes == 45
        screen.query_one("#topics").focus()
        await pilot.press("space")
        assert len(screen.plan().topics) == 1
        screen.query_one("#form-of").focus()
        await pilot.press("left")
        assert (screen.plan().form, screen.plan().minutes) == (Form.TALK, 30)
