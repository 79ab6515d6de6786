"""Pane for putting steps in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.widgets import Static

from dlprep.domain.answers import OrderAnswer
from dlprep.domain.messages import mark
from dlprep.domain.questions import OrderQuestion
from dlprep.tui.prose import prose
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft
from dlprep.tui.widgets.option_row import OptionRow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer


class OrderPane(AnswerPane, can_focus=True):
    """Move the step at the cursor up or down, or type the place it shall have."""

    BINDINGS = [
        Binding("down,j", "cursor(1)", mark("Next row"), show=False),
        Binding("up,k", "cursor(-1)", mark("Row before"), show=False),
        Binding("shift+down,J", "shift(1)", mark("Move down"), show=False),
        Binding("shift+up,K", "shift(-1)", mark("Move up"), show=False),
    ]
    _cursor = 0

    def compose(self) -> ComposeResult:
        """The steps in the order of the draft, or as displayed first."""
        assert isinstance(self.presented.question, OrderQuestion)  # noqa: S101
        self._steps = list(self._first_draft or self.presented.order)
        hint = mark("Move the marked step with J and K, or type the place it shall have.")
        yield Static(self.translate(hint), classes="label", markup=False)
        yield from self._make_rows()

    def _make_rows(self) -> list[OptionRow]:
        assert isinstance(self.presented.question, OrderQuestion)  # noqa: S101
        words = {step.id: getattr(step, self.language.value) for step in self.presented.question.steps}
        rows = []
        for place, step in enumerate(self._steps, start=1):
            row = OptionRow(str(place), prose(words[step]), group="step", choice=step, mark="≡")
            row.has_cursor = row.is_chosen = place == self._cursor + 1
            rows.append(row)
        return rows

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

    async def action_shift(self, step: int) -> None:
        """Moves the step at the cursor by one place."""
        await self._move_to(self._cursor + step)

    async def on_key(self, event: events.Key) -> None:
        """A digit is the place the step at the cursor goes to."""
        character = event.character or ""
        if character.isascii() and character.isdigit() and 1 <= int(character) <= len(self._steps):
            event.stop()
            await self._move_to(int(character) - 1)

    async def _move_to(self, place: int) -> None:
        place = max(0, min(len(self._steps) - 1, place))
        self._steps.insert(place, self._steps.pop(self._cursor))
        self._cursor = place
        await self.query(OptionRow).remove()
        await self.mount_all(self._make_rows())

    @on(OptionRow.Picked)
    def _clicked(self, event: OptionRow.Picked) -> None:
        event.stop()
        self.focus()
        self._cursor = self._steps.index(event.row.choice)
        self.action_cursor(0)
