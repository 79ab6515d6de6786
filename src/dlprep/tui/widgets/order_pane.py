"""Pane for putting steps in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from dlprep.domain.answers import OrderAnswer
from dlprep.domain.messages import mark
from dlprep.domain.questions import OrderQuestion
from dlprep.tui.prose import prose
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft, typed_character
from dlprep.tui.widgets.option_row import OptionRow

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer


class OrderPane(AnswerPane, can_focus=True):
    """Move the step at the cursor up or down, type the place it shall have, or drag it there."""

    BINDINGS = [
        Binding("down,j", "cursor(1)", mark("Next row"), show=False),
        Binding("up,k", "cursor(-1)", mark("Row before"), show=False),
        Binding("shift+down,J", "shift(1)", mark("Move down"), show=False),
        Binding("shift+up,K", "shift(-1)", mark("Move up"), show=False),
        Binding("backspace", "take_back", mark("Take the last move back"), show=False),
    ]
    more_keys = (("1-6", mark("Move the step to that place")),)
    _cursor = 0
    _dragged: OptionRow | None = None

    def compose(self) -> ComposeResult:
        """The steps in the order of the draft, or as displayed first."""
        assert isinstance(self.presented.question, OrderQuestion)  # noqa: S101
        self._steps = list(self._first_draft or self.presented.order)
        self._moves: list[tuple[int, int]] = []
        steps = self.presented.question.steps
        self._words = {step.id: prose(getattr(step, self.language.value)) for step in steps}
        hint = mark("Move the marked step with J and K, a number or the mouse; backspace takes a move back.")
        yield self.label(hint)
        for place, step in enumerate(self._steps, start=1):
            yield OptionRow(str(place), self._words[step], group="step", choice=step, mark="≡")

    def on_mount(self) -> None:
        """Shows the cursor."""
        self.action_cursor(0)

    @property
    def draft(self) -> Draft:
        return tuple(self._steps)

    def answer(self) -> Answer:
        return OrderAnswer(steps=tuple(self._steps))

    def action_cursor(self, step: int) -> None:
        """Moves the cursor; it stops at both ends."""
        self._cursor = max(0, min(len(self._steps) - 1, self._cursor + step))
        for place, row in enumerate(self.query(OptionRow)):
            row.has_cursor = row.is_chosen = place == self._cursor
            if row.has_cursor and step:
                row.scroll_visible(animate=False)

    def action_shift(self, step: int) -> None:
        """Moves the step at the cursor by one place."""
        self._move_to(self._cursor + step)

    def action_take_back(self) -> None:
        """Puts the step that was moved last back, and the cursor on it."""
        if self._moves:
            before, self._cursor = self._moves.pop()
            self._move_to(before)
            self._moves.pop()

    def on_key(self, event: events.Key) -> None:
        """A digit is the place the step at the cursor goes to."""
        character = typed_character(event)
        if character.isascii() and character.isdigit() and 1 <= int(character) <= len(self._steps):
            event.stop()
            self._move_to(int(character) - 1)

    def _move_to(self, place: int) -> None:
        before, place = self._cursor, max(0, min(len(self._steps) - 1, place))
        if before == place:
            return
        self._steps.insert(place, self._steps.pop(before))
        self._moves.append((before, place))
        for row, step in zip(self.query(OptionRow), self._steps, strict=True):
            row.stand_for(step, self._words[step])
        self.action_cursor(place - before)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes hold of a step."""
        self.focus()
        self._dragged = self._row_at(event)
        if self._dragged is not None:
            self._cursor = self._steps.index(self._dragged.choice)
            self.action_cursor(0)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Lets go of the step over the place it shall have."""
        target = self._row_at(event)
        if self._dragged is not None and target is not None:
            self._move_to(self._steps.index(target.choice))
        self._dragged = None

    def _row_at(self, event: events.MouseEvent) -> OptionRow | None:
        rows = self.query(OptionRow)
        return next((row for row in rows if row.region.contains(*event.screen_offset)), None)
