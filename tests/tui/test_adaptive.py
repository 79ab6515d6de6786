"""Placement and weak spots on the screen: offered, answered, left, resumed, summed up."""

from typing import Any

from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.widgets import Static

from dlprep.domain.language import Language
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services.adaptive import placement_request
from dlprep.services.quiz import plan_session
from dlprep.settings import Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.title_bar import TitleBar
from dlprep.tui.widgets.today_panel import TodayPanel
from tui.support import FakeParts, finished_session, make_app, words_of
from waiting import wait_for

NEW = Settings(tour_seen=True)


def _today(app: DlprepApp) -> str:
    return "".join(words_of(panel) for panel in app.screen.query(TodayPanel))


def _title(app: DlprepApp) -> str:
    return words_of(app.screen.query_one(TitleBar))


def _asks(app: DlprepApp, position: int) -> bool:
    screen = app.screen
    return isinstance(screen, QuizScreen) and screen.takes_answer and screen.session.position == position


async def _skip(pilot: Pilot[Any], app: DlprepApp, position: int) -> None:
    """Says “don't know” to the question at a position and leaves its feedback."""
    await wait_for(pilot, lambda: _asks(app, position), f"question {position}")
    await pilot.press("f5")
    await wait_for(pilot, lambda: bool(app.screen.query(FeedbackView)), "the feedback")
    await pilot.press("enter")


async def test_the_first_start_offers_placement_with_its_reason_and_one_key_begins_it() -> None:
    app = make_app(FakeParts(NEW))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Take the placement test." in _today(app), "the offer")
        assert "at most 20 questions show where to begin" in _today(app)
        await pilot.press("n")
        await wait_for(pilot, lambda: _asks(app, 0), "the first question")
        assert "Placement test 1/≤20" in _title(app)


async def test_placement_is_declined_for_good_by_one_key_or_a_click() -> None:
    parts = FakeParts(NEW)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "placement" in _today(app), "the offer")
        await pilot.press("k")
        await wait_for(pilot, lambda: "Practise Networks & activations" in _today(app), "another step")
        assert "placement" not in _today(app)
        assert parts.settings.placement_skipped
    again = make_app(parts)
    async with again.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Practise" in _today(again), "the next step")
        assert "placement" not in _today(again)


async def test_who_has_answered_is_offered_none() -> None:
    parts = FakeParts(NEW)
    finished_session(parts)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "Practise" in _today(app), "the next step")
        assert "placement" not in _today(app)
        await pilot.press("k")
        assert not parts.settings.placement_skipped


async def test_placement_goes_from_question_to_question_and_ends_in_where_one_stands() -> None:
    parts = FakeParts(NEW)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "placement" in _today(app), "the offer")
        await pilot.press("n")
        for position in range(10):  # all that can be asked of this bank in passing
            await _skip(pilot, app, position)
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the summary")

        def overview() -> str:
            return "".join(words_of(one) for one in app.screen.query("#overview").results(Static))

        await wait_for(pilot, lambda: "Where you stand" in overview(), "the abilities")
        assert "All topics" in overview()
        assert "% ±" in overview()
        assert "hardly measured" in overview() or "roughly measured" in overview()


async def test_a_session_that_was_left_goes_on_with_the_same_question() -> None:
    parts = FakeParts(NEW)
    request = placement_request()
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=parts.clock.moment())
    parts.fake_store.add_session(planned)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "0 of 20 answered" in _today(app), "the open session")
        await pilot.press("r")
        await _skip(pilot, app, 0)
        await wait_for(pilot, lambda: _asks(app, 1), "the second question")
        assert isinstance(app.screen, QuizScreen)
        asked = app.screen.session.plan
        await pilot.press("escape")  # the first one leaves a text field
        if isinstance(app.screen, QuizScreen):
            await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
    again = make_app(parts)
    async with again.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "1 of 20 answered" in _today(again), "the open session")
        await pilot.press("r")
        await wait_for(pilot, lambda: _asks(again, 1), "the same question")
        assert isinstance(again.screen, QuizScreen)
        assert again.screen.session.plan == asked


async def test_an_answer_taken_back_comes_again() -> None:
    parts = FakeParts()
    request = QuizRequest(mode=Mode.WEAK, count=3)
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=parts.clock.moment())
    session = parts.fake_store.add_session(planned)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(QuizScreen(session))
        await _skip(pilot, app, 0)
        await wait_for(pilot, lambda: _asks(app, 1), "the second question")
        assert "Weak spots 2/3" in _title(app)
        assert isinstance(app.screen, QuizScreen)
        first = app.screen.session.plan[0]
        await pilot.press("f6")
        await wait_for(pilot, lambda: _asks(app, 0), "the first question again")
        assert app.screen.session.plan[0] == first


async def test_weak_spots_are_chosen_when_a_quiz_is_set_up() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: bool(app.screen.query("#mode")), "the form")
        row = app.screen.query_one("#mode", ChipRow)
        while Mode.WEAK.value not in row.value:
            await pilot.press("right")
        await wait_for(
            pilot, lambda: "match" in words_of(app.screen.query_one("#matches", Static)), "a count"
        )
        await pilot.press("enter")
        await wait_for(pilot, lambda: _asks(app, 0), "a quiz")
        assert "Weak spots 1/10" in _title(app)


async def test_placement_can_be_taken_again_from_the_setup() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        matches = app.screen.query_one("#matches", Static)
        await wait_for(pilot, lambda: "match" in words_of(matches), "the count of all")
        app.screen.query_one("#mode", ChipRow).action_pick(5)
        await wait_for(pilot, lambda: "the test asks" in words_of(matches), "what it will ask")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Placement test 1/≤20" in _title(app), "the test")


async def test_placement_can_be_taken_again_from_the_topics_in_progress() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await wait_for(pilot, lambda: app.screen.name == "progress", "Progress")
        assert not app.screen.check_action("placement", ())
        await pilot.press("2")
        await wait_for(pilot, lambda: app.screen.check_action("placement", ()), "the topics")
        await pilot.press("p")
        await wait_for(pilot, lambda: "Placement test 1/≤20" in _title(app), "the test")


async def test_placement_can_be_taken_again_by_its_name() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")
        await pilot.press(*"placement")
        options = app.screen.query_one(CommandList)
        await wait_for(
            pilot,
            lambda: options.option_count and "placement" in str(options.get_option_at_index(0).prompt),
            "the command",
        )
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: "Placement test 1/≤20" in _title(app), "the test")
