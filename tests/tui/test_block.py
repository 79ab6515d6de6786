"""Hanging indents: later lines stand under the first word, not under its sign."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import Static

from dlprep.tui.block import Block, Flow, Line
from dlprep.tui.cells import bar, fit, joined


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


def test_joined_parts_are_as_wide_as_they_look() -> None:
    line = joined([Content("ab"), Content("卷积"), Content("c")], 2)
    assert line.plain == "ab  卷积  c"
    assert line.cell_length == 11


def test_words_that_flow_are_never_broken() -> None:
    flow = Flow([Content("one"), Content("two three"), Content("four")], gap=2)
    strips = flow.render_strips(11, None, Style(), RenderOptions(lambda _: Style(), {}))
    assert [strip.text for strip in strips] == ["one        ", "two three  ", "four       "]
