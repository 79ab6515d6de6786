"""A table of records that pages: columns of fixed width, one of which takes the room that is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import getters, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from dlprep.domain.messages import mark
from dlprep.tui.cells import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

_LEAST_FLEXIBLE = 8
_NEAR_END = 10
"""This many rows before the end the next page is asked for."""


@dataclass(frozen=True)
class Column:
    """A column; a width of 0 takes what the others leave."""

    title: str
    width: int = 0
    right: bool = False
    """Numbers stand on the right."""
    from_width: int = 0
    """The column is left out of tables narrower than this."""


@dataclass(frozen=True)
class Record:
    """One row: what it stands for, and a cell for each column."""

    id: str
    cells: tuple[Content | str, ...]
    is_heading: bool = False
    """Its one cell stands above the rows that follow, and cannot be chosen."""


class Rows(OptionList):
    """The rows; says when it is resized, so that the columns can follow."""

    BINDINGS = [Binding("enter", "select", mark("Look at it"))]

    opens = True
    """False when nothing stands behind a row."""

    class Resized(Message):
        """The room for rows has changed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "select" or (self.opens and self.highlighted is not None)

    def on_resize(self) -> None:
        """Passes it on."""
        self.post_message(self.Resized())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling by mouse asks for more as moving the cursor does."""
        super().watch_scroll_y(old_value, new_value)
        if self.max_scroll_y and new_value >= self.max_scroll_y - _NEAR_END:
            self.post_message(RecordTable.EndNear())


class RowsToStart(Rows):
    """Rows of what can be done: enter does it."""

    BINDINGS = [Binding("enter", "select", mark("Start it"))]


class RowsOfTopics(Rows):
    """Rows of topics: enter asks about one."""

    BINDINGS = [Binding("enter", "select", mark("Practise"))]


class RowsToRestore(Rows):
    """Rows of backups: enter asks whether to put one back."""

    BINDINGS = [Binding("enter", "select", mark("Put it back"))]


class RecordTable(Vertical):
    """Heads above rows; enter or a click opens a row. Values in, messages out."""

    DEFAULT_CSS = """
    RecordTable { height: 1fr; }
    RecordTable .heads { height: 1; padding: 0 1; color: $text-muted; text-style: underline; }
    RecordTable OptionList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
    }
    RecordTable OptionList:focus { border: none; background-tint: $foreground 0%; }
    RecordTable OptionList > .option-list--option-disabled { color: $primary; }
    RecordTable .nothing { height: auto; padding: 1 1; display: none; }
    RecordTable.-empty .nothing { display: block; }
    RecordTable.-empty OptionList, RecordTable.-empty .heads { display: none; }
    """
    rows = getters.query_one(Rows)

    class _About(Message):
        """Something about one record."""

        def __init__(self, table: RecordTable, record_id: str) -> None:
            super().__init__()
            self.table, self.record_id = table, record_id

        @property
        def control(self) -> RecordTable:
            """The table, so that handlers can be told apart by a selector."""
            return self.table

    class Opened(_About):
        """A record was chosen."""

    class Highlighted(_About):
        """The cursor moved to a record."""

    class EndNear(Message):
        """The last rows come into view; there may be more."""

    def __init__(
        self,
        columns: Iterable[Column],
        nothing: str,
        *,
        opens: bool = True,
        rows: type[Rows] = Rows,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`nothing` is what an empty table says, with the way to begin; `opens` lets rows be opened.

        `rows` say by their kind what enter does.
        """
        super().__init__(id=id)
        self._opens, self._kind_of_rows = opens, rows
        self._columns = tuple(columns)
        self._nothing = nothing
        self._records: list[Record] = []
        self._width = 0

    def compose(self) -> ComposeResult:
        """Heads, rows, and the words for none."""
        yield Static(classes="heads", markup=False)
        rows = self._kind_of_rows(markup=False)
        rows.opens = self._opens
        yield rows
        yield Static(self._nothing, classes="nothing", markup=False)

    @property
    def records(self) -> tuple[Record, ...]:
        """What is shown so far."""
        return tuple(self._records)

    @property
    def cursor_id(self) -> str | None:
        """The record at the cursor."""
        place = self.rows.highlighted
        return None if place is None or place >= len(self._records) else self._records[place].id

    def relabel(self, columns: Iterable[Column], nothing: str) -> None:
        """Other words for the heads and for an empty table; `show` follows."""
        self._columns, self._nothing = tuple(columns), nothing
        self.say_nothing()

    def say_nothing(self, words: str = "") -> None:
        """Changes what an empty table says; nothing stands for the words it was made with."""
        self.query_one(".nothing", Static).update(words or self._nothing)

    def take_focus(self) -> None:
        """Puts the cursor into the rows at once, so that the next key, however fast, is theirs."""
        self.screen.set_focus(self.rows)

    def show(self, records: Iterable[Record], *, keep_cursor: bool = True) -> None:
        """Shows other records; the cursor stays at its place, or goes to the first."""
        self._records = list(records)
        if not keep_cursor:
            self.rows.highlighted = None
        self.set_class(not self._records, "-empty")
        self._paint()
        self.refresh_bindings()  # an empty list has nothing to open

    def extend(self, records: Iterable[Record]) -> None:
        """Adds a page below."""
        added = list(records)
        self._records += added
        if self._width:
            self.rows.add_options(self._option(record) for record in added)

    @on(Rows.Resized)
    def _resized(self, event: Rows.Resized) -> None:
        event.stop()
        self._fit()

    def _fit(self) -> None:
        """Paints again when there is more room, or less, than the rows were painted for."""
        if self._width != self.rows.scrollable_content_region.width:
            self._paint()

    def _paint(self) -> None:
        """Writes all rows for the width there is; before the first layout there is none."""
        self._width = self.rows.scrollable_content_region.width
        if self._width:
            place = self.rows.highlighted or 0
            self.rows.set_options(self._option(record) for record in self._records)
            heads = self._line(Record("", tuple(column.title for column in self._columns)))
            self.query_one(".heads", Static).update(heads)
            self.rows.highlighted = self._choosable(place)
            self.refresh_bindings()
            # A scrollbar that comes with the rows takes room without a word of it.
            self.call_after_refresh(self._fit)

    def _choosable(self, place: int) -> int | None:
        """The row at `place`, or else the nearest below it, or above, that is no heading."""
        rows = [number for number, record in enumerate(self._records) if not record.is_heading]
        return next((number for number in rows if number >= place), rows[-1] if rows else None)

    def _option(self, record: Record) -> Option:
        if not record.is_heading:
            return Option(self._line(record), id=record.id)
        heading = _cell(record.cells[0], Column("", self._width), self._width)
        return Option(heading.stylize("bold $primary"), id=record.id, disabled=True)

    def _line(self, record: Record) -> Content:
        shown = [
            (column, cell)
            for column, cell in zip(self._columns, record.cells, strict=True)
            if self._width >= column.from_width
        ]
        fixed = sum(column.width for column, _ in shown) + len(shown) - 1
        left = max(_LEAST_FLEXIBLE, self._width - fixed)
        line = joined((_cell(cell, column, column.width or left) for column, cell in shown), 1)
        return line.truncate(self._width, ellipsis=True) if line.cell_length > self._width else line

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Opened(self, event.option_id))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Highlighted(self, event.option_id))
        if event.option_index >= len(self._records) - _NEAR_END:
            self.post_message(self.EndNear())


def _cell(cell: Content | str, column: Column, width: int) -> Content:
    content = Content(cell) if isinstance(cell, str) else cell
    if column.right and content.cell_length < width:
        return content.pad_left(width - content.cell_length)
    return content.truncate(width, ellipsis=True, pad=True)
