"""The table that every list of the study screens is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.content import Content

from dlprep.tui.cells import fit
from dlprep.tui.widgets.record_list import (
    Column,
    Record,
    RecordTable,
    Rows,
    RowsOfTopics,
    RowsToRestore,
    RowsToStart,
)
from waiting import wait_for

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.message import Message

COLUMNS = (Column("名称"), Column("Wide only", 9, from_width=60), Column("Count", 6, right=True))


def records(*names: str) -> list[Record]:
    return [Record(name, (name, "wide", str(len(name)))) for name in names]


class TableApp(App[None]):
    """A table alone."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield RecordTable(COLUMNS, "nothing here")

    def on_record_table_opened(self, event: RecordTable.Opened) -> None:
        self.seen.append(event)

    def on_record_table_end_near(self, event: RecordTable.EndNear) -> None:
        self.seen.append(event)

    @property
    def table(self) -> RecordTable:
        return self.query_one(RecordTable)

    def lines(self) -> list[str]:
        return [str(option.prompt) for option in self.table.rows.options]


async def test_columns_fit_the_width_with_chinese_words_too() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show(
            records(
                "短", "a long name that must be cut somewhere", "梯度消失与梯度爆炸的区别与联系以及解决办法"
            )
        )
        await wait_for(pilot, lambda: len(app.lines()) == 3, "three rows")
        width = app.table.rows.scrollable_content_region.width
        assert {Content(line).cell_length for line in app.lines()} == {width}
        assert app.lines()[0] == fit("短", width - 7) + "      1"
        assert "…" in app.lines()[1]
        assert "…" in app.lines()[2]


async def test_columns_leave_room_for_a_scrollbar_that_comes_with_the_rows() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show([])
        await wait_for(pilot, lambda: app.table.has_class("-empty"), "an empty table")
        app.table.show(records(*(f"row {number}" for number in range(30))))
        rows = app.table.rows
        await wait_for(pilot, lambda: rows.show_vertical_scrollbar, "the scrollbar")
        await wait_for(
            pilot,
            lambda: {len(line) for line in app.lines()} == {rows.scrollable_content_region.width},
            "rows as wide as the room beside it",
        )


async def test_columns_follow_the_window_and_the_cursor_stays() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show(records("a", "b", "c"))
        await wait_for(pilot, lambda: app.table.cursor_id == "a", "the cursor on the first row")
        app.table.take_focus()
        await pilot.press("down")
        assert "wide" not in app.lines()[0]
        await pilot.resize_terminal(90, 12)
        await wait_for(pilot, lambda: "wide" in app.lines()[0], "the further column")
        assert app.table.cursor_id == "b"


async def test_records_shown_before_the_first_layout_have_the_cursor_too() -> None:
    class EarlyApp(TableApp):
        def on_mount(self) -> None:
            self.table.show(records("a", "b"))
            self.table.take_focus()

    app = EarlyApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("enter")
        assert [event.record_id for event in app.seen if isinstance(event, RecordTable.Opened)] == ["a"]


async def test_enter_and_a_click_open_a_row() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show(records("a", "b", "c"))
        app.table.take_focus()
        await wait_for(pilot, lambda: app.table.cursor_id == "a", "the cursor")
        await pilot.press("down", "enter")
        await pilot.click(RecordTable, offset=(3, 3))
        opened = [event.record_id for event in app.seen if isinstance(event, RecordTable.Opened)]
        assert opened == ["b", "c"]


async def test_a_short_list_asks_for_more_and_keeps_the_cursor_when_more_come() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show(records("a", "b"))
        app.table.take_focus()
        await wait_for(
            pilot, lambda: any(isinstance(event, RecordTable.EndNear) for event in app.seen), "the wish"
        )
        await pilot.press("down")
        app.table.extend(records("c", "d"))
        assert [record.id for record in app.table.records] == ["a", "b", "c", "d"]
        assert app.table.cursor_id == "b"


async def test_an_empty_table_says_so() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.show(())
        await pilot.pause()
        assert app.table.query_one(".nothing").display
        assert not app.table.rows.display
        assert app.table.cursor_id is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Rows, "Look at it"),
        (RowsToStart, "Start it"),
        (RowsOfTopics, "Practise"),
        (RowsToRestore, "Put it back"),
    ],
)
async def test_rows_name_what_enter_does_and_only_while_there_is_a_row(kind: type[Rows], words: str) -> None:
    class KindApp(App[None]):
        def compose(self) -> ComposeResult:
            yield RecordTable(COLUMNS, "nothing here", rows=kind)

    app = KindApp()
    async with app.run_test(size=(40, 10)) as pilot:
        table = app.query_one(RecordTable)
        table.show(records("a"))
        table.take_focus()
        await wait_for(pilot, lambda: table.cursor_id == "a", "the cursor")
        assert app.screen.active_bindings["enter"].binding.description == words
        table.show(())
        await pilot.pause()
        named = [active.binding.description for active in app.screen.active_bindings.values()]
        assert words not in named


async def test_no_row_is_wider_than_its_table() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.table.relabel((Column("One", 30), Column("Two", 30), Column("Three")), "nothing")
        app.table.show([Record("a", ("x" * 30, "字" * 15, "three"))])
        await wait_for(pilot, app.lines, "the row")
        assert max(Content(line).cell_length for line in app.lines()) <= app.table.rows.size.width
