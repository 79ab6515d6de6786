"""Pane for finding the line with the bug and naming its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from dlprep.domain.answers import SpotBugAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import SpotBugQuestion
from dlprep.tui.code import code_lines
from dlprep.tui.widgets.answer_pane import typed_character
from dlprep.tui.widgets.choice_panes import keys_by_place, option_rows
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.row_pane import LETTERS, RowPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer


class SpotBugPane(RowPane):
    """Code lines to point at by number, arrows or mouse, and lettered kinds of bug."""

    BINDINGS = [
        Binding(
            "tab,shift+tab", "other_group", mark("To the kinds of bug, or back to the lines"), show=False
        ),
        Binding("backspace", "clear_line", mark("Take the line number back"), show=False),
    ]
    more_keys = (
        ("1-9", mark("Type the number of the line")),
        ("a-d", mark("Choose the kind of bug")),
    )

    def compose(self) -> ComposeResult:
        """The code, then the kinds."""
        assert isinstance(self.presented.question, SpotBugQuestion)  # noqa: S101
        yield self.label(mark("Which line? Type its number; tab goes to the kinds of bug."))
        for number, line in enumerate(code_lines(self.presented.question.code), start=1):
            yield OptionRow(str(number), line, group="line", choice=str(number), mark="│")
        yield self.label(mark("What kind of bug?"))
        yield from option_rows(self, self.presented.question, LETTERS)

    def key_choices(self) -> dict[str, OptionRow]:
        return keys_by_place(self.numbered("option"), letters_only=True)

    def on_key(self, event: events.Key) -> None:
        """A digit goes on with the number typed so far, or starts a new one when that line does not exist."""
        character = typed_character(event)
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
        self._paint()

    def action_other_group(self) -> None:
        """Goes to the first kind, or to the chosen line, so that neither has to be scrolled for."""
        lines, kinds = self.numbered("line"), self.numbered("option")
        group = kinds if self._cursor < len(lines) else lines
        chosen = [row for row in group if row.is_chosen]
        self._put_cursor(self.rows.index((chosen or group)[0]))
        if group is kinds:
            kinds[-1].scroll_visible(animate=False)

    def _paint(self) -> None:
        super()._paint()
        for row in self.numbered("line"):
            row.mark = "●" if row.is_chosen else "│"

    def answer(self) -> Answer:
        line, kind = self.chosen("line"), self.chosen("option")
        if not line:
            raise AnswerError(message("Point at a line first: type its number."))
        if not kind:
            raise AnswerError(message("Choose the kind of bug too: a letter."))
        return SpotBugAnswer(line=int(line[0]), option=kind[0])
