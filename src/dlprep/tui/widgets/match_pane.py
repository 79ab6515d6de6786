"""Pane for matching left sides with lettered right sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.widgets import Static

from dlprep.domain.answers import MatchAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import MatchQuestion
from dlprep.tui.prose import prose
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft, typed_character
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.row_pane import LETTERS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer

_NOTHING = "·"


class MatchPane(AnswerPane, can_focus=True):
    """Pick a left side by number or arrows, then type the letter of its right side."""

    BINDINGS = [
        Binding("down,j", "cursor(1)", mark("Next row"), show=False),
        Binding("up,k", "cursor(-1)", mark("Row before"), show=False),
        Binding("backspace", "take_back", mark("Take the last letter back"), show=False),
        Binding("delete", "clear", mark("Take the letter of this row back"), show=False),
    ]
    more_keys = (
        ("1-6", mark("Pick a row")),
        ("a-g", mark("Give the row its letter")),
    )
    _cursor = 0

    def compose(self) -> ComposeResult:
        """Left sides with their letters so far, then right sides."""
        question = self.presented.question
        assert isinstance(question, MatchQuestion)  # noqa: S101
        lefts = [pair.id for pair in question.pairs]
        self._given = dict(zip(lefts, self._first_draft, strict=False)) or dict.fromkeys(lefts, "")
        rights = {pair.id: pair.right for pair in question.pairs} | {question.spare.id: question.spare.right}
        self._letters = dict(zip(LETTERS, self.presented.order, strict=False))
        hint = mark("Pick a row by number, then type the letter that belongs to it. One is left over.")
        yield self.label(hint)
        for place, pair in enumerate(question.pairs, start=1):
            words = prose(pair.left.in_language(self.language))
            yield OptionRow(str(place), words, group="left", choice=pair.id, mark=f"[{_NOTHING}]")
        yield Static("", classes="label")
        for letter, name in self._letters.items():
            words = prose(rights[name].in_language(self.language))
            yield OptionRow(letter, words, group="right", choice=name)

    def on_mount(self) -> None:
        """Shows the letters given so far."""
        self._paint()

    @property
    def draft(self) -> Draft:
        return tuple(self._given.values())

    def answer(self) -> Answer:
        if not any(self._given.values()):
            raise AnswerError(message("Match at least one row first."))
        return MatchAnswer(pairs={left: right for left, right in self._given.items() if right})

    def action_cursor(self, step: int) -> None:
        """Moves the cursor over the left sides."""
        self._cursor = max(0, min(len(self._given) - 1, self._cursor + step))
        self._paint()

    def action_clear(self) -> None:
        """Takes the letter of the left side at the cursor back."""
        self._given[list(self._given)[self._cursor]] = ""
        self._paint()

    def action_take_back(self) -> None:
        """Takes back the letter at the cursor, or where there is none the one before, as in a text."""
        if not list(self._given.values())[self._cursor]:
            self._cursor = max(0, self._cursor - 1)
        self.action_clear()

    def on_key(self, event: events.Key) -> None:
        """A digit picks a left side, a letter gives it its right side."""
        character = typed_character(event)
        if character in self._letters:
            event.stop()
            self._give(self._letters[character])
        elif character.isascii() and character.isdigit() and 1 <= int(character) <= len(self._given):
            event.stop()
            self._cursor = int(character) - 1
            self._paint()

    def _give(self, right: str) -> None:
        """Puts a right side beside the left one at the cursor, takes it from any other, and goes on."""
        lefts = list(self._given)
        for left, other in self._given.items():
            if other == right:
                self._given[left] = ""
        self._given[lefts[self._cursor]] = right
        empty = [place for place, left in enumerate(lefts) if not self._given[left]]
        later = [place for place in empty if place > self._cursor]
        self._cursor = (later or empty or [self._cursor])[0]
        self._paint()

    @on(OptionRow.Picked)
    def _clicked(self, event: OptionRow.Picked) -> None:
        event.stop()
        self.focus()
        if event.row.group == "right":
            self._give(event.row.choice)
        else:
            self._cursor = list(self._given).index(event.row.choice)
            self._paint()

    def _paint(self) -> None:
        letter_of = {name: letter for letter, name in self._letters.items()}
        used = set(self._given.values())
        lefts = list(self._given)
        for row in self.query(OptionRow):
            if row.group == "left":
                row.mark = f"[{letter_of.get(self._given[row.choice], _NOTHING)}]"
                row.has_cursor = row.choice == lefts[self._cursor]
                if row.has_cursor and self.is_mounted:
                    row.scroll_visible(animate=False)
                row.is_chosen = bool(self._given[row.choice])
            else:
                row.is_chosen = row.choice in used
