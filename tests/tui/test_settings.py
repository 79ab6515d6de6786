"""Settings hold at once, are kept, and repaint what is on the screen."""

from textual.widgets import Input, Static

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.settings import THEMES, Settings
from dlprep.tui.themes import ALL_THEMES
from dlprep.tui.widgets.title_bar import TitleBar
from dlprep.tui.widgets.topic_list import TopicList
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for


async def test_the_language_changes_at_once_everywhere() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.screen.query_one(TopicList).option_count, "Home filled")
        await pilot.press("s", "left")
        await wait_for(
            pilot, lambda: "设置" in words_of(app.screen.query_one(TitleBar)), "Settings in Chinese"
        )
        await wait_for(pilot, lambda: parts.settings.language is Language.ZH, "the language kept")
        await pilot.press("escape")
        topics = app.screen.query_one(TopicList)
        await wait_for(pilot, lambda: topics.option_count, "topics listed again")
        assert "神经网络" in str(topics.get_option_at_index(0).prompt)


async def test_the_theme_changes_at_once() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "tab", "right")
        assert app.theme == "light"
        await pilot.press("right")
        assert app.theme == "high-contrast"
        await wait_for(pilot, lambda: parts.settings.theme == "high-contrast", "the theme kept")


def test_every_theme_of_the_settings_has_its_colours() -> None:
    assert tuple(theme.name for theme in ALL_THEMES) == THEMES


async def test_the_editor_is_kept_when_its_field_is_left() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        app.screen.query_one("#editor", Input).focus()
        await pilot.press(*"hx", "tab")
        await wait_for(pilot, lambda: parts.settings.editor == "hx", "the editor kept")


async def test_settings_that_cannot_be_saved_still_hold_and_say_so() -> None:
    class ReadOnly(FakeParts):
        def change_settings(self, settings: Settings) -> None:
            raise EnvironmentFaultError(
                message("The settings cannot be saved."), message("They hold until you quit.")
            )

    app = make_app(ReadOnly())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("s", "tab", "right")
        await wait_for(pilot, lambda: len(app._notifications) == 1, "a sentence")
        assert (
            next(iter(app._notifications)).message
            == "The settings cannot be saved.\nThey hold until you quit."
        )
        assert app.theme == "light"


async def test_the_language_changes_by_the_command_palette() -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_switch_language()
        await wait_for(pilot, lambda: "主页" in words_of(app.screen.query_one(TitleBar)), "Home in Chinese")
        heads = words_of(app.screen.query_one("#heads", Static))
        assert "Topics" not in heads


async def test_the_limits_of_a_day_are_kept_and_a_wrong_one_is_told_beside_them() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        field = app.screen.query_one("#reviews_a_day", Input)
        field.focus()
        field.value = "0"
        await pilot.press("enter")
        trouble = app.screen.query_one("#limit-trouble", Static)
        assert "from 1 to 1000" in words_of(trouble)
        assert trouble.display
        assert app.settings.reviews_a_day == 60
        field.value = "25"
        await pilot.press("tab", "backspace", "backspace", "3", "tab", "backspace", "2", "enter")

        def kept() -> tuple[int, int, int]:
            settings = parts.settings
            return settings.reviews_a_day, settings.new_a_day, settings.leeches_a_day

        await wait_for(pilot, lambda: kept() == (25, 3, 2), "all three kept")
        assert not trouble.display
