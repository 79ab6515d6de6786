"""Setting up a quiz by keys and by mouse; the number of matches follows."""

from textual.events import Key
from textual.widgets import Input, Static

from dlprep.domain.practice import Mode
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.setup import SetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.topic_picker import TopicPicker
from tui.support import make_app, words_of
from waiting import wait_for


def matches(app: DlprepApp) -> str:
    return words_of(app.screen.query_one("#matches", Static))


def setup_of(app: DlprepApp) -> SetupScreen:
    assert isinstance(app.screen, SetupScreen)
    return app.screen


async def test_all_questions_match_at_first() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11 matching"), "the count")
        assert "starts with 10" in matches(app)


async def test_topics_levels_and_types_narrow_the_choice() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        app.screen.query_one(TopicPicker).focus()
        await pilot.press("down", "down", "space")
        await wait_for(pilot, lambda: matches(app).startswith("3 "), "the count of one topic")
        app.screen.query_one("#levels").focus()
        await pilot.press("right", "space")
        await wait_for(pilot, lambda: matches(app).startswith("1 "), "the count of one level in it")
        request = setup_of(app).request()
        assert request.topics == ("optimizers-lr",)
        assert request.levels == ("mid",)


async def test_nothing_matching_is_said() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        app.screen.query_one(TopicPicker).focus()
        await pilot.press("space")
        app.screen.query_one("#levels").focus()
        await pilot.press("right", "right", "space")
        await wait_for(pilot, lambda: "No question matches" in matches(app), "the sentence")


async def test_topics_are_found_in_either_language_and_keep_their_marks() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        picker = app.screen.query_one(TopicPicker)
        await pilot.press("ctrl+f", *"卷积")
        assert [option.id for option in picker.options] == ["cnn"]
        picker.focus()
        await pilot.press("space")
        await pilot.press("ctrl+f", *["backspace"] * 2, *"keras")
        assert [option.id for option in picker.options] == ["tf-keras"]
        assert picker.chosen == {"cnn"}
        await pilot.press("ctrl+r")
        assert picker.chosen == frozenset()


async def test_enter_starts_from_any_field() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        count = app.screen.query_one("#count", Input)
        count.focus()
        await pilot.press("backspace", "backspace", "3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        assert isinstance(app.screen, QuizScreen)
        assert len(app.screen.session.plan) == 3


async def test_enter_right_behind_digits_takes_them_all() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        count = app.screen.query_one("#count", Input)
        count.value = ""
        count.focus()
        await pilot.pause()
        for key, character in (("1", "1"), ("1", "1"), ("enter", "\r")):
            app.post_message(Key(key, character))
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.count == 11


async def test_an_exam_asks_for_minutes() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        minutes = app.screen.query_one("#minutes", Input)
        shown = [minutes.display]
        await pilot.press("right")
        shown.append(minutes.display)
        minutes.focus()
        await pilot.press("5")
        request = setup_of(app).request()
        assert shown == [False, True]
        assert (request.mode, request.minutes) == (Mode.EXAM, 5)


async def test_chips_are_chosen_by_mouse() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        row = app.screen.query_one("#levels", ChipRow)
        await pilot.click(row, offset=(words_of(row).index("mid"), 0))
        assert row.value == {"mid"}


async def test_going_back_and_forth_between_fields_needs_no_mouse() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11"), "the count of all")
        seen = []
        for _ in range(6):
            seen.append(app.screen.focused.id if app.screen.focused else None)
            await pilot.press("tab")
        assert seen == ["mode", "levels", "types", "count", "search", "topics"]


async def test_enter_starts_nothing_that_cannot_be_seen() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: matches(app).startswith("11 matching"), "the count")
        await pilot.resize_terminal(20, 8)
        await wait_for(pilot, lambda: app.screen.has_class("-too-narrow"), "the small window")
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert isinstance(app.screen, SetupScreen)
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: not app.screen.has_class("-too-narrow"), "the large window")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
