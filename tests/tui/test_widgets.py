"""Widgets alone: what they show, what they say when they are used."""

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding

from dlprep.domain.language import Language
from dlprep.i18n import translator
from dlprep.tui.stopwatch import Stopwatch
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.key_bar import KeyBar
from dlprep.tui.widgets.title_bar import TitleBar
from dlprep.tui.words import CONFIDENCES, clock_text
from tui.support import words_of


class KeyApp(App[None]):
    BINDINGS = [
        Binding("a", "act", "Act"),
        Binding("b", "hidden", "Hidden", show=False),
        Binding("c", "never", "Never"),
    ]
    acted = 0

    def compose(self) -> ComposeResult:
        yield KeyBar({"Act": "做"}.get)  # type: ignore[arg-type]

    def action_act(self) -> None:
        self.acted += 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "never"


async def test_the_key_line_translates_and_leaves_out_what_cannot_be_done() -> None:
    app = KeyApp()
    async with app.run_test(size=(40, 4)):
        shown = words_of(app.query_one(KeyBar))
        assert "a 做" in shown
        assert "Hidden" not in shown
        assert "Never" not in shown


class ManyKeysApp(App[None]):
    BINDINGS = [Binding(key, f"act('{key}')", f"What {key} does") for key in "abcdef"]

    def compose(self) -> ComposeResult:
        yield KeyBar(str)

    def on_mount(self) -> None:
        self.bind("question_mark", "keys", description="Keys", key_display="?")


async def test_a_key_line_without_room_keeps_whole_words_and_the_key_to_all_others() -> None:
    app = ManyKeysApp()
    async with app.run_test(size=(40, 4)) as pilot:
        bar = app.query_one(KeyBar)
        assert words_of(bar) == " a What a does  b What b does  ? Keys "
        await pilot.resize_terminal(120, 4)
        await pilot.pause()
        assert "f What f does" in words_of(bar)


async def test_a_click_on_the_key_line_presses_the_key() -> None:
    app = KeyApp()
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.click(KeyBar, offset=(2, 0))
        await pilot.pause()
        assert app.acted == 1


class ChipApp(App[None]):
    def __init__(self, *, many: bool) -> None:
        super().__init__()
        self.many = many
        self.seen: list[frozenset[str]] = []

    def compose(self) -> ComposeResult:
        yield ChipRow([("a", "one"), ("b", "two"), ("c", "three")], ["a"], many=self.many)

    @on(ChipRow.Changed)
    def _note(self, event: ChipRow.Changed) -> None:
        self.seen.append(event.row.value)


async def test_one_of_a_row_follows_the_arrows() -> None:
    app = ChipApp(many=False)
    async with app.run_test() as pilot:
        await pilot.press("right", "right", "right", "left")
        assert app.seen == [{"b"}, {"c"}, {"b"}]
        assert "(●) two" in words_of(app.query_one(ChipRow))


async def test_several_of_a_row_are_marked_by_space() -> None:
    app = ChipApp(many=True)
    async with app.run_test() as pilot:
        await pilot.press("right", "space", "left", "space")
        assert app.seen == [{"a", "b"}, {"b"}]
        assert words_of(app.query_one(ChipRow)) == "[ ] one  [x] two  [ ] three"


async def test_choices_that_stay_keep_their_marks() -> None:
    app = ChipApp(many=True)
    async with app.run_test() as pilot:
        await pilot.press("right", "space")
        row = app.query_one(ChipRow)
        row.set_choices([("b", "two"), ("d", "four")])
        assert row.value == {"b"}


async def test_the_right_side_of_the_title_is_never_cut() -> None:
    class TitleApp(App[None]):
        def compose(self) -> ComposeResult:
            yield TitleBar("a very long title that does not fit", "12:34")

    app = TitleApp()
    async with app.run_test(size=(20, 4)):
        shown = words_of(app.query_one(TitleBar))
        assert shown.endswith(" 12:34")
        assert "…" in shown


async def test_the_confidence_line_names_the_keys_that_work_while_typing() -> None:
    class ConfidenceApp(App[None]):
        def compose(self) -> ComposeResult:
            yield ConfidenceBar(lambda words: words)

    app = ConfidenceApp()
    async with app.run_test(size=(70, 4)):
        bar = app.query_one(ConfidenceBar)
        bar.value = "sure"
        assert "+ (●) sure" in words_of(bar)
        bar.is_typing = True
        assert "F8 (●) sure" in words_of(bar)


@pytest.mark.parametrize("language", list(Language))
async def test_the_confidence_line_fits_the_smallest_window(language: Language) -> None:
    class ConfidenceApp(App[None]):
        def compose(self) -> ComposeResult:
            yield ConfidenceBar(translator(language))

    app = ConfidenceApp()
    async with app.run_test(size=(36, 4)):
        bar = app.query_one(ConfidenceBar)
        bar.value = "guess"
        assert cell_len(words_of(bar)) <= 36
        assert f"●{translator(language)(CONFIDENCES['guess'])}" in words_of(bar)


def test_a_stopwatch_leaves_pauses_out() -> None:
    now = [10.0]
    watch = Stopwatch(lambda: now[0], start_seconds=5)
    watch.start()
    now[0] = 12
    watch.pause()
    now[0] = 50
    assert watch.seconds == 7
    watch.start()
    watch.reset()
    now[0] = 51
    assert watch.seconds == 1


def test_time_is_shown_in_minutes_or_hours() -> None:
    assert clock_text(65.9) == "1:05"
    assert clock_text(3725) == "1:02:05"
