"""The plan: figures, today's tasks that one key starts, days, topics; what it says without a day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from dlprep.domain.language import Language
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.practice import Mode
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.plan import PlanScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.settings import SettingsScreen
from dlprep.tui.widgets.brief_view import BriefView
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.today_panel import TodayPanel
from storage.samples import SAYING
from tui.study_support import StudyParts, answer_each, answer_some
from tui.support import make_app, words_of
from waiting import wait_for

DAY = date(2026, 3, 24)


def parts_with(language: Language = Language.EN, day: date | None = DAY, minutes: int = 30) -> StudyParts:
    parts = StudyParts(language)
    parts.settings = replace(parts.settings, interview_date=day, minutes_a_day=minutes)
    return parts


async def shown_plan(pilot: Pilot[Any]) -> PlanScreen:
    """Opens the plan and waits until it is made."""
    await pilot.press("a")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen), "the plan's place")
    screen = pilot.app.screen
    assert isinstance(screen, PlanScreen)
    await wait_for(pilot, lambda: screen.table("days").records, "the plan")
    return screen


def figures(screen: PlanScreen) -> str:
    return words_of(screen.query_one("#figures", Static))


async def test_the_figures_say_how_ready_and_why() -> None:
    app = make_app(parts_with())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        lines = figures(screen).splitlines()
        assert lines[0] == "Interview 2026-03-24, days left: 10 · 30 minutes a day · any role, mid"
        assert [line.split()[0] for line in lines[1:4]] == ["Now", "If", "By"]
        assert all("%" in line for line in lines[1:4])
        assert lines[4].startswith("Still a guess")
        assert lines[5].startswith("Nothing is met yet")
        assert lines[6].startswith("The placement test")
        assert len(screen.table("days").records) == 11
        assert screen.table("topics").records


async def test_what_was_said_before_stands_beside_now_and_opens_its_page() -> None:
    parts = parts_with()
    answer_each(parts)
    before = replace(SAYING, day=date(2026, 3, 2), role="", level="mid")
    parts.fake_store.keep_saying(before)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        now = figures(screen).splitlines()[1]
        assert "12 days ago: 51%. ▁█" in now
        assert f"({telling_range(screen)})" in now
        await pilot.press("h")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
        progress = app.screen
        assert isinstance(progress, ProgressScreen)
        await wait_for(pilot, lambda: progress.active == "readiness" and progress.page.picture, "its page")


def telling_range(screen: PlanScreen) -> str:
    assert screen._plan is not None
    likely = screen._plan.likely
    assert likely is not None
    return f"{round(100 * likely.low)}–{round(100 * likely.high)}%"


async def test_a_guess_is_called_one_and_one_key_begins_the_placement_test() -> None:
    parts = parts_with()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        assert f"Still a guess: {telling_range(screen)} now, " in figures(screen)
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        session = parts.fake_store.unfinished_session()
        assert session is not None
        assert session.request.mode is Mode.PLACEMENT


async def test_in_chinese_columns_keep_their_widths() -> None:
    app = make_app(parts_with(Language.ZH))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        await pilot.press("2")
        await wait_for(pilot, lambda: screen.table("days").rows.has_focus, "the days")
        rows = screen.table("days").rows
        assert len({rows.get_option_at_index(place).prompt.cell_length for place in range(5)}) == 1  # type: ignore[union-attr]


async def test_one_key_starts_exactly_todays_questions() -> None:
    parts = parts_with()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        assert screen._plan is not None
        planned = [task.key.id for task in screen._plan.days[0].of(CardKind.QUESTION)]
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        session = parts.fake_store.unfinished_session()
        assert session is not None
        assert [one.question_id for one in session.plan] == planned


async def test_a_challenge_and_an_interview_open_their_places() -> None:
    app = make_app(parts_with(minutes=60))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        assert screen._plan is not None
        tasks = [task for day in screen._plan.days for task in day.tasks]
        challenge = next(task for task in tasks if task.key.kind is CardKind.CHALLENGE)
        screen._do((challenge,))
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengeScreen), "the challenge")
        await wait_for(pilot, lambda: app.screen.query_one(BriefView).has_focus, "its brief")
        app.go_home()
        screen = await shown_plan(pilot)
        interview = next(task for task in tasks if task.key.kind is CardKind.INTERVIEW)
        screen._do((interview,))
        await wait_for(pilot, lambda: app.screen.name == "interview", "the interview's set-up")
        await wait_for(pilot, lambda: app.screen.query_one("#role").has_focus, "its fields")


async def test_the_row_at_the_cursor_says_why_it_is_there() -> None:
    app = make_app(parts_with())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        reason = screen.query_one("#reason", Static)
        await wait_for(pilot, lambda: words_of(reason).startswith("New. Right on the day"), "the reason")


async def test_what_was_answered_counts_as_met() -> None:
    parts = parts_with()
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await shown_plan(pilot)
        assert "You have met" in figures(screen)
        assert screen._plan is not None
        assert screen._plan.readiness.whole.met == 1
        assert "relu-dead" not in {task.key.id for task in screen._plan.days[0].tasks}


@pytest.mark.parametrize(
    ("day", "told"),
    [(None, "No interview date is set."), (date(2026, 3, 1), "The interview of 2026-03-01 is over.")],
)
async def test_without_a_day_it_says_how_to_set_one_and_goes_there(day: date | None, told: str) -> None:
    parts = parts_with(day=day)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await wait_for(pilot, lambda: told in figures(app.screen), "why there is none")  # type: ignore[arg-type]
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen), "Settings")
        field = app.screen.query_one("#date", Input)
        await wait_for(pilot, lambda: field.has_focus, "the date's field")
        field.value = ""
        await pilot.press(*"2026-03-24", "enter")
        await wait_for(pilot, lambda: parts.settings.interview_date == DAY, "the date kept")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen.query_one("#days-table", RecordTable).records, "a plan")


@pytest.mark.parametrize("typed", ["soon", "2026-03-13"])
async def test_a_date_that_cannot_be_is_told_beside_it_and_not_kept(typed: str) -> None:
    parts = parts_with()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        field = app.screen.query_one("#date", Input)
        field.focus()
        field.value = typed
        await pilot.press("enter")
        trouble = app.screen.query_one("#trouble", Static)
        await wait_for(pilot, lambda: typed in words_of(trouble) and trouble.display, "what is wrong")
        assert app.settings.interview_date == DAY
        field.value = ""
        await pilot.press("enter")
        await wait_for(pilot, lambda: parts.settings.interview_date is None, "no date")
        assert not trouble.display


async def test_minutes_role_and_level_are_kept() -> None:
    parts = parts_with()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        field = app.screen.query_one("#minutes", Input)
        field.focus()
        field.value = "2"
        await pilot.press("enter")
        assert "from 5 to 240" in words_of(app.screen.query_one("#trouble", Static))
        field.value = "45"
        await pilot.press("tab", "right", "tab", "right")

        def kept() -> tuple[int, str, str]:
            settings = parts.settings
            return settings.minutes_a_day, settings.target_role, settings.target_level

        await wait_for(pilot, lambda: kept() == (45, "research", "senior"), "all of it kept")


async def test_home_tells_readiness_when_a_day_is_set() -> None:
    parts = parts_with()
    answer_each(parts)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "% on the day at 30 minutes a day" in words_of(panel), "readiness")
    (said,) = parts.fake_store.sayings()
    assert f"{round(100 * said.now)}% (" in words_of(panel)


async def test_home_calls_a_guess_a_guess_and_keeps_none() -> None:
    parts = parts_with()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "Still a guess: " in words_of(panel), "that it is one")
        assert "% on the day at 30 minutes a day" in words_of(panel)
    assert parts.fake_store.sayings() == ()


async def test_home_says_nothing_of_a_plan_without_a_day() -> None:
    app = make_app(parts_with(day=None))
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "Next" in words_of(panel), "Home filled")
        await app.workers.wait_for_complete()
        assert "Plan" not in words_of(panel)


async def test_home_left_open_over_night_says_and_keeps_it_anew() -> None:
    parts = parts_with()
    answer_each(parts)
    parts.fake_clock.advance(6 * 86_400)  # long enough that today looks like yesterday
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, parts.fake_store.sayings, "what was kept")
        parts.fake_clock.advance(86_400)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, SettingsScreen), "Settings")
        await pilot.press("escape")
        await wait_for(pilot, lambda: len(parts.fake_store.sayings()) == 2, "the day after")
    assert [one.day.day for one in parts.fake_store.sayings()] == [20, 21]


async def test_home_keeps_readiness_without_a_day_too() -> None:
    parts = parts_with(day=None)
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, parts.fake_store.sayings, "what was kept")
    (said,) = parts.fake_store.sayings()
    assert (said.interview, said.following) == (None, None)
