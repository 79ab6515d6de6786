"""Hanging indents: later lines stand under the first word, not under its sign."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from dlprep.tui.block import Block, Line
from dlprep.tui.cells import bar, fit


class BlockApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(Block([Line(Content("梯度消失 and more words"), Content("1. ")), Content("next")]))


async def test_wrapped_lines_are_indented_by_the_lead() -> None:
    app = BlockApp()
    async with app.run_test(size=(14, 6)) as pilot:
        await pilot.pause()
        shown = [app.screen.query_one(Static).render_line(y).text.rstrip() for y in range(4)]
    assert shown == ["1. 梯度消失", "   and more", "   words", "next"]


def test_a_block_tells_its_words_and_its_height() -> None:
    block = Block([Line(Content("ab cd"), Content("- "))])
    assert block.plain == "- ab cd"
    assert block.get_height({}, 4) == 2
    assert block.get_optimal_width({}, 80) == 7


def test_text_is_cut_by_cells_and_says_so() -> None:
    assert fit("神经网络", 5) == "神经…"
    assert fit("cnn", 5) == "cnn  "


def test_a_bar_shows_the_smallest_share() -> None:
    assert bar(0.001, 4) == "━───"
    assert bar(0, 4) == "────"
    assert bar(1, 4) == "━━━━"
