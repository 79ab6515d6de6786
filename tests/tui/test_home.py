"""Home: shown at once, filled when bank and history are there, and the way to everything."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.quiz import plan_session
from dlprep.settings import Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.keys import KeysScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.settings import SettingsScreen
from dlprep.tui.screens.setup import SetupScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.screens.tour import TourScreen
from dlprep.tui.widgets.title_bar import TitleBar
from dlprep.tui.widgets.today_panel import TodayPanel
from dlprep.tui.widgets.topic_list import TopicList
from interviewing_samples import PLAN
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for


def topics(app: DlprepApp) -> TopicList:
    return app.screen.query_one(TopicList)


def with_open_session(parts: FakeParts, mode: Mode = Mode.PRACTICE) -> None:
    request = QuizRequest(mode=mode, question_ids=("relu-dead", "overfit-signs"))
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=parts.clock.moment())
    parts.fake_store.add_session(planned)


async def test_topics_and_the_next_step_fill_in() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count == 4, "all topics listed")
        shown = words_of(app.screen.query_one(TodayPanel))
        assert "0 answered" in shown
        assert "Practise Networks & activations. You have not tried this topic yet." in shown


async def test_the_next_step_starts_by_one_key() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.topics == ("nn-basics",)


async def test_a_topic_is_practised_by_enter_and_by_mouse() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.topics == ("cnn",)


async def test_an_open_session_is_resumed_by_one_key() -> None:
    parts = FakeParts()
    with_open_session(parts)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "0 of 2 answered" in words_of(panel), "the open session named")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz again")


async def test_an_open_interview_is_told_without_reading_its_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = FakeParts()
    parts.interviewing.start(PLAN)
    monkeypatch.setattr(parts.fake_store, "unfinished_interview", None)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "30 minutes: open since" in words_of(panel), "the open interview")


async def test_an_open_session_can_be_ended() -> None:
    parts = FakeParts()
    with_open_session(parts)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "0 of 2 answered" in words_of(panel), "the open session named")
        await pilot.press("e")
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the summary")
        assert parts.fake_store.unfinished_session() is None


async def test_keys_that_have_nothing_to_act_on_are_not_offered() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        actions = {active.binding.action for active in app.screen.active_bindings.values()}
        assert "resume" not in actions
        assert "next" in actions


async def test_places_open_before_anything_is_loaded() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        seen: list[type] = []
        for key in ("s", "escape", "q", "escape"):
            await pilot.press(key)
            seen.append(type(app.screen))
        assert seen == [SettingsScreen, HomeScreen, SetupScreen, HomeScreen]


async def test_a_history_that_cannot_be_opened_is_said_in_place() -> None:
    parts = FakeParts()
    parts.fake_store.fault = StorageError(message("The history cannot be read."), message("Free some space."))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        wanted = "The history cannot be read.\nFree some space."
        await wait_for(pilot, lambda: wanted in words_of(panel), "the sentence on Home")


async def test_what_opening_the_history_found_is_told_once() -> None:
    parts = FakeParts()
    parts.fake_store.notices = (message("The old history was set aside."),)
    app = make_app(parts)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for(pilot, lambda: len(app._notifications) == 1, "one notice")
        await pilot.press("s", "escape")
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        assert [note.message for note in app._notifications] == ["The old history was set aside."]


async def test_the_tour_comes_once_and_is_kept_as_seen() -> None:
    parts = FakeParts(Settings(tour_seen=False))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, TourScreen), "the tour")
        await wait_for(pilot, lambda: parts.settings.tour_seen, "the tour kept as seen")
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    again = make_app(parts)
    async with again.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(again).option_count, "Home filled")
        assert isinstance(again.screen, HomeScreen)


async def test_the_tour_is_read_page_by_page() -> None:
    app = make_app(FakeParts(Settings(tour_seen=False)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, TourScreen), "the tour")
        await pilot.press("enter")
        assert words_of(app.screen.query_one("#title", Static)) == "Quiz"
        await pilot.press("left")
        assert words_of(app.screen.query_one("#title", Static)) == "Welcome"
        await pilot.press("enter", "enter", "enter", "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_help_lists_the_keys_of_the_place() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        await pilot.press("question_mark")
        assert isinstance(app.screen, KeysScreen)
        shown = words_of(app.screen.query(Static).first())
        assert "Quiz" in shown
        assert "Next step" in shown
        assert "Scroll" not in shown
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_small_terminal_says_so_and_recovers() -> None:
    app = make_app()
    async with app.run_test(size=(20, 5)) as pilot:
        assert app.screen.query_one("#too-small").display
        assert not app.screen.query_one(TitleBar).display
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: app.screen.query_one(TitleBar).display, "Home again")
        assert not app.screen.query_one("#too-small").display


async def test_a_resize_storm_leaves_home_whole() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for step in range(30):
            await pilot.resize_terminal(15 + 7 * (step % 15), 4 + 3 * (step % 12))
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: topics(app).option_count == 4, "all topics listed")
        assert topics(app).display


async def test_settings_that_cannot_be_read_keep_nobody_out() -> None:
    class Broken(FakeParts):
        @property
        def settings(self) -> Settings:
            raise StorageError(message("The settings file cannot be read."))

        @settings.setter
        def settings(self, value: Settings) -> None:
            self._kept = replace(value)

    parts = Broken()
    app = make_app(parts)
    told = ["The settings file cannot be read."]
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for(pilot, lambda: topics(app).option_count, "topics listed")
        assert [note.message for note in app._notifications] == told
        app.change_settings(replace(app.settings, theme="light"))
        await app.workers.wait_for_complete()
        assert app.theme == "light"
        assert parts.saved == []
        await wait_for(pilot, lambda: [each.message for each in app._notifications] == 2 * told, "told again")


async def test_a_change_of_language_while_the_topics_are_being_listed() -> None:
    app = make_app(FakeParts())
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home.query_one(TopicList).option_count, "the topics")
        for _ in range(20):
            await home.query("#topics, TopicList").remove()
            await home._list_topics()
            app.action_switch_language()
            await home._list_topics()
            await pilot.pause()
        await wait_for(pilot, lambda: home.query_one(TopicList).option_count, "the topics again")
