"""Pane for finding the line with the bug and naming its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Static

from dlprep.domain.answers import SpotBugAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import SpotBugQuestion
from dlprep.tui.code import code_lines
from dlprep.tui.widgets.choice_panes import keys_by_place, option_rows
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.row_pane import LETTERS, RowPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer


class SpotBugPane(RowPane):
    """Code lines to point at by number, arrows or mouse, and lettered kinds of bug."""

    BINDINGS = [Binding("backspace", "clear_line", mark("Take the line number back"), show=False)]

    def compose(self) -> ComposeResult:
        """The code, then the kinds."""
        assert isinstance(self.presented.question, SpotBugQuestion)  # noqa: S101
        yield Static(self.translate(mark("Which line? Type its number.")), classes="label", markup=False)
        for number, line in enumerate(code_lines(self.presented.question.code), start=1):
            yield OptionRow(str(number), line, group="line", choice=str(number), mark="│")
        yield Static(self.translate(mark("What kind of bug?")), classes="label", markup=False)
        yield from option_rows(self, self.presented.question, LETTERS)

    def key_choices(self) -> dict[str, OptionRow]:
        return keys_by_place(self.numbered("option"), letters_only=True)

    def on_key(self, event: events.Key) -> None:
        """A digit goes on with the number typed so far, or starts a new one when that line does not exist."""
        character = event.character or ""
        if not (character.isascii() and character.isdigit()):
            return
        event.stop()
        typed = "".join(self.chosen("line"))
        lines = {row.choice: row for row in self.numbered("line")}
        row = lines.get(typed + character) or lines.get(character)
        if row is not None:
            self.choose(row)

    def action_clear_line(self) -> None:
        """Forgets the line, so that another number can be typed."""
        for row in self.numbered("line"):
            row.is_chosen = False

    def answer(self) -> Answer:
        line, kind = self.chosen("line"), self.chosen("option")
        if not line:
            raise AnswerError(message("Point at a line first: type its number."))
        if not kind:
            raise AnswerError(message("Choose the kind of bug too: a letter."))
        return SpotBugAnswer(line=int(line[0]), option=kind[0])
