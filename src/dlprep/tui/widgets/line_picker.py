"""A script of which one line is pointed at: by arrows, by its number, or with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dlprep.tui.block import Block, Line
from dlprep.tui.code import code_lines
from dlprep.tui.prose import MUTED
from dlprep.tui.widgets.answer_pane import typed_character

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events


class LinePicker(OptionList):
    """Numbered lines; the one at the cursor is meant. Values in, messages of OptionList out."""

    DEFAULT_CSS = """
    LinePicker {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
    }
    LinePicker:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self._typed = ""

    @property
    def line(self) -> int | None:
        """The line at the cursor, from 1; None before a script is shown."""
        return None if self.highlighted is None else self.highlighted + 1

    def show(self, code: str, marks: Mapping[int, Content] | None = None) -> None:
        """Shows a script with a sign before some lines; the cursor stays where it was."""
        lines = code_lines(code)
        width = len(str(len(lines)))
        place = min(self.highlighted or 0, len(lines) - 1)
        self._typed = ""

        def lead(number: int) -> Content:
            sign = (marks or {}).get(number, Content(" "))
            return Content.assemble(sign, (f" {number:>{width}} │ ", MUTED))

        self.set_options(
            Option(Block([Line(line, lead(number))])) for number, line in enumerate(lines, start=1)
        )
        self.highlighted = place

    def go_to(self, line: int) -> None:
        """Puts the cursor on a line."""
        self.highlighted = line - 1

    def on_key(self, event: events.Key) -> None:
        """A digit goes on with the number typed so far, or begins another when there is no such line."""
        character = typed_character(event)
        if not (character.isascii() and character.isdigit()):
            self._typed = ""
            return
        event.stop()
        for typed in (self._typed + character, character):
            if 1 <= int(typed) <= self.option_count:
                self._typed = typed
                self.go_to(int(typed))
                return
        self._typed = ""
