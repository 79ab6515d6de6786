"""One page of records: words, a picture of them, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from dlprep.tui.widgets.record_list import Column, Record, RecordTable, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.visual import VisualType


@dataclass(frozen=True)
class Shown:
    """What a page shows of the records that were read."""

    records: tuple[Record, ...]
    words: str = ""
    """What stands above picture and table."""
    draw: Callable[[int, int], Content] | None = None
    """Draws a picture of so many cells and lines; None when there is nothing to draw yet."""
    nothing: str = ""
    """What an empty table says in place of its usual words, as when nothing is like what was looked for."""


class _Picture(Widget):
    """Draws itself anew for every size."""

    DEFAULT_CSS = "_Picture { height: 1fr; padding: 1 1 0 1; }"
    ALLOW_SELECT = False
    draw: Callable[[int, int], Content] | None = None

    def render(self) -> VisualType:
        """The picture for the room there is."""
        width, height = self.size
        if self.draw is None or not width or not height:
            return ""
        return self.draw(width, height)


class RecordPage(Vertical):
    """A table, and a picture in its place where there is one. Values in; the table sends its own messages."""

    DEFAULT_CSS = """
    RecordPage { height: 1fr; }
    RecordPage .words, RecordPage .reading { height: auto; padding: 1 1 0 1; }
    RecordPage RecordTable { margin-top: 1; }
    RecordPage .-none { display: none; }
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        nothing: str,
        reading: str,
        *,
        has_picture: bool = False,
        picture_first: bool = False,
        opens: bool = True,
        rows: type[Rows] = Rows,
        above: Sequence[Widget] = (),
    ) -> None:
        """`nothing` is what an empty table says, `reading` what the page says at first.

        `above` stands over everything else; `rows` say by their kind what enter does.
        """
        super().__init__(id=name)
        self._kind_of_rows = rows
        self._is_drawn = has_picture
        self._columns, self._nothing, self._above, self._opens = columns, nothing, above, opens
        self._reading = reading
        self.has_picture = has_picture
        self.shows_picture = has_picture and picture_first

    def compose(self) -> ComposeResult:
        """Words, picture and table."""
        yield from self._above
        yield Static(self._reading, classes="reading", markup=False)
        yield Static(classes="words -none", markup=False)
        yield _Picture(classes="-none")
        yield RecordTable(
            self._columns,
            self._nothing,
            opens=self._opens,
            rows=self._kind_of_rows,
            id=f"{self.id}-table",
        )

    @property
    def table(self) -> RecordTable:
        """The records as a table."""
        return self.query_one(RecordTable)

    @property
    def picture(self) -> str:
        """What the picture says, as plain text; empty while there is none."""
        drawn = self.query_one(_Picture).render()
        return drawn.plain if isinstance(drawn, Content) else ""

    @property
    def words(self) -> str:
        """What stands above picture and table."""
        return str(self.query_one(".words", Static).content)

    def show(self, shown: Shown) -> None:
        """Shows what was read."""
        self.query_one(".reading").add_class("-none")
        words = self.query_one(".words", Static)
        words.update(shown.words)
        words.set_class(not shown.words, "-none")
        self._is_drawn = shown.draw is not None
        self.query_one(_Picture).draw = shown.draw
        self.table.say_nothing(shown.nothing)
        self.table.show(shown.records)
        self._arrange()

    def turn(self) -> None:
        """Shows the table in place of the picture, or the picture in place of the table."""
        if self.can_turn:
            self.shows_picture = not self.shows_picture
            self._arrange()
            self.take_focus()

    @property
    def can_turn(self) -> bool:
        """True when there is a picture to turn to, or to turn away from."""
        return self.has_picture and self._is_drawn

    def take_focus(self) -> None:
        """Puts the cursor into the rows, when they are there to be seen."""
        if self.shows_picture and self.can_turn:
            self.screen.set_focus(None)
        else:
            self.table.take_focus()

    def _arrange(self) -> None:
        picture = self.query_one(_Picture)
        is_seen = self.shows_picture and picture.draw is not None
        picture.set_class(not is_seen, "-none")
        self.table.set_class(is_seen, "-none")
        picture.refresh()
