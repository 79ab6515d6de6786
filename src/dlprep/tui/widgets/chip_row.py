"""A row of words of which one, or several, are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.visual import VisualType


class ChipRow(Widget, can_focus=True):
    """Words to choose from with left, right and space, or with the mouse."""

    DEFAULT_CSS = "ChipRow { height: auto; }"
    ALLOW_SELECT = False
    BINDINGS = [
        Binding("left", "move(-1)", mark("Choice before"), show=False),
        Binding("right", "move(1)", mark("Next choice"), show=False),
        Binding("space", "mark_here", mark("Choose"), show=False),
    ]

    class Changed(Message):
        """What is marked has changed."""

        def __init__(self, row: ChipRow) -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> ChipRow:
            """The row."""
            return self.row

    value: reactive[frozenset[str]] = reactive(frozenset())
    """Names of the marked words."""
    _cursor: reactive[int] = reactive(0)

    def __init__(
        self,
        choices: Iterable[tuple[str, str]],
        value: Iterable[str] = (),
        *,
        many: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Takes names with their words. `many` lets several be marked, or none."""
        super().__init__(id=id)
        self.auto_links = False
        self._choices = tuple(choices)
        self._many = many
        self.set_reactive(ChipRow.value, frozenset(value))
        marked = [place for place, (name, _) in enumerate(self._choices) if name in self.value]
        self.set_reactive(ChipRow._cursor, marked[0] if marked else 0)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Names with their words."""
        return self._choices

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offers other words; marks of those that stay are kept."""
        self._choices = tuple(choices)
        self.value &= {name for name, _ in self._choices}
        self._cursor = 0
        self.refresh(layout=True)

    def mark(self, name: str) -> None:
        """Marks this one alone, and goes there; nobody chose it, so no message tells of it."""
        self.value = frozenset({name})
        self._cursor = next((place for place, (one, _) in enumerate(self._choices) if one == name), 0)

    def render(self) -> VisualType:
        chips = [self._chip(place, name, words) for place, (name, words) in enumerate(self._choices)]
        return Flow(chips)

    def _chip(self, place: int, name: str, words: str) -> Content:
        marked = name in self.value
        sign = ("[x]" if marked else "[ ]") if self._many else ("(●)" if marked else "( )")
        here = self.has_focus and place == self._cursor
        style = "bold reverse" if here else "bold $text-primary" if marked else ""
        return Content.styled(f"{sign} {words}", style).stylize(f"@click=pick({place})")

    def action_move(self, step: int) -> None:
        """Moves along the row; where only one may be marked, marks it."""
        self._cursor = max(0, min(len(self._choices) - 1, self._cursor + step))
        if not self._many:
            self.action_mark_here()

    def action_mark_here(self) -> None:
        """Marks the word at the cursor, or takes its mark off."""
        if not self._choices:
            return
        name = self._choices[self._cursor][0]
        before = self.value
        self.value = before ^ {name} if self._many else frozenset({name})
        if self.value != before:
            self.post_message(self.Changed(self))

    def action_pick(self, place: int) -> None:
        """Marks the word that was clicked."""
        self.focus()
        self._cursor = place
        self.action_mark_here()
