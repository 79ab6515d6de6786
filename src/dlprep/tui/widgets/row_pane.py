"""Answering by choosing rows: one group of them, or several from each of which one is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding

from dlprep.domain.messages import mark
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft, typed_character
from dlprep.tui.widgets.option_row import OptionRow

LETTERS = "abcdefg"


class RowPane(AnswerPane, can_focus=True):
    """Rows with a cursor. Subclasses build them and turn what is chosen into an answer."""

    BINDINGS = [
        Binding("down,j", "move(1)", mark("Next row"), show=False),
        Binding("up,k", "move(-1)", mark("Row before"), show=False),
        Binding("space", "choose", mark("Choose"), show=False),
    ]
    more_keys: ClassVar[tuple[tuple[str, str], ...]] = (("1-9 a-g", mark("Choose by number or letter")),)
    many = False
    """True lets several rows of a group be chosen."""
    cursor_chooses = False
    """True chooses as the cursor moves, which fits a single group of which one is chosen."""

    _cursor = -1

    @property
    def rows(self) -> list[OptionRow]:
        """The rows from top to bottom."""
        return list(self.query(OptionRow))

    def key_choices(self) -> dict[str, OptionRow]:
        """Which key chooses which row."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Marks what the draft had chosen."""
        chosen = set(self._first_draft)
        for row in self.rows:
            row.is_chosen = f"{row.group}:{row.choice}" in chosen
        self._paint()

    @property
    def draft(self) -> Draft:
        return tuple(f"{row.group}:{row.choice}" for row in self.rows if row.is_chosen)

    def chosen(self, group: str) -> list[str]:
        """Ids chosen in a group, from top to bottom."""
        return [row.choice for row in self.rows if row.is_chosen and row.group == group]

    def choose(self, row: OptionRow) -> None:
        """Chooses a row, or takes it back where several may be chosen."""
        if self.many:
            row.is_chosen = not row.is_chosen
        else:
            for other in self.rows:
                if other.group == row.group:
                    other.is_chosen = other is row
        self._put_cursor(self.rows.index(row))

    def choose_at_cursor_if_missing(self) -> None:
        """Chooses the row at the cursor when its group has no choice yet, so that enter can mean it."""
        rows = self.rows
        if not self.many and 0 <= self._cursor < len(rows) and not self.chosen(rows[self._cursor].group):
            self.choose(rows[self._cursor])

    def action_move(self, step: int) -> None:
        """Moves the cursor; it stops at both ends."""
        rows = self.rows
        self._put_cursor(max(0, min(len(rows) - 1, self._cursor + step)))
        if self.cursor_chooses:
            self.choose(rows[self._cursor])

    def action_choose(self) -> None:
        """Chooses the row at the cursor."""
        self._put_cursor(max(0, self._cursor))
        self.choose(self.rows[self._cursor])

    def on_key(self, event: events.Key) -> None:
        """Digits and letters choose rows."""
        row = self.key_choices().get(typed_character(event))
        if row is not None:
            event.stop()
            event.prevent_default()
            self.choose(row)

    @on(OptionRow.Picked)
    def _clicked(self, event: OptionRow.Picked) -> None:
        event.stop()
        self.focus()
        self.choose(event.row)

    def _put_cursor(self, place: int) -> None:
        self._cursor = place
        for index, row in enumerate(self.rows):
            row.has_cursor = index == place
            if index == place:
                row.scroll_visible(animate=False)
        self._paint()

    def _paint(self) -> None:
        on, off = ("[x]", "[ ]") if self.many else ("(●)", "( )")
        for row in self.rows:
            if row.group != "line":
                row.mark = on if row.is_chosen else off

    def numbered(self, group: str) -> list[OptionRow]:
        """The rows of a group."""
        return [row for row in self.rows if row.group == group]
