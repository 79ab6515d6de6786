"""Panes for typed answers. Plain text fields, so that an input method works and no letter is a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea

from dlprep.domain.answers import ClozeAnswer, CodeOutputAnswer, NumericAnswer, OpenAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import ClozeQuestion, CodeOutputQuestion, NumericQuestion
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer


MOST_CHARACTERS = 10_000
"""More than anybody says in an interview; grading a pasted book would take seconds."""


class AnswerField(Input):
    """One line of an answer; names its enter key, which the screen never gets to see."""

    BINDINGS = [Binding("enter", "submit", mark("Submit"))]


class TypedPane(AnswerPane):
    """Text fields; enter in one line submits, or goes to the next field while that is empty."""

    @property
    def draft(self) -> Draft:
        return tuple(field.value for field in self.query(Input))

    def take_focus(self) -> None:
        fields = list(self.query(Input))
        empty = [field for field in fields if not field.value.strip()]
        self.screen.set_focus((empty or fields)[0])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        empty = [field for field in self.query(Input) if not field.value.strip()]
        if empty and event.input not in empty:
            empty[0].focus()
        else:
            self.post_message(self.Submitted())

    def field(self, place: int, placeholder: str) -> Input:
        """A text field that holds what the draft had in this place."""
        typed = self._first_draft[place] if place < len(self._first_draft) else ""
        return AnswerField(typed, placeholder=placeholder, select_on_focus=False)


class NumericPane(TypedPane):
    """Type a number."""

    def compose(self) -> ComposeResult:
        """A field with the unit beside it."""
        assert isinstance(self.presented.question, NumericQuestion)  # noqa: S101
        unit = self.presented.question.unit
        with Horizontal(classes="field"):
            yield self.field(0, self.translate(mark("A number, such as 1024, 3/4, 85% or 2.5e-4")))
            if unit:
                yield Static(unit.in_language(self.language), markup=False, classes="unit")

    def answer(self) -> Answer:
        if not self.draft[0].strip():
            raise AnswerError(message("Type a number first."))
        return NumericAnswer(text=self.draft[0])


class ClozePane(TypedPane):
    """Fill the gaps."""

    def compose(self) -> ComposeResult:
        """A field for each gap, with its number."""
        assert isinstance(self.presented.question, ClozeQuestion)  # noqa: S101
        for place in range(len(self.presented.question.blanks)):
            with Horizontal(classes="field"):
                yield Static(f"__{place + 1}__", markup=False, classes="gap")
                yield self.field(place, self.translate(mark("中文 or English")))

    def answer(self) -> Answer:
        if not all(word.strip() for word in self.draft):
            raise AnswerError(message("Fill every gap first; skip the question if you do not know."))
        return ClozeAnswer(blanks=self.draft)


class CodeOutputPane(TypedPane):
    """Type the one line that the code prints."""

    def compose(self) -> ComposeResult:
        """One field."""
        yield self.field(0, self.translate(mark("Exactly what is printed")))

    def answer(self) -> Answer:
        if not self.draft[0].strip():
            raise AnswerError(message("Type what the code prints first."))
        return CodeOutputAnswer(text=self.draft[0])


class LongField(TextArea):
    """Several lines of an answer."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter makes a new line here, so the key line must not name it for submitting."""
        return key == "enter" or super().check_consume_key(key, character)


class LongPane(AnswerPane):
    """Several lines of text; enter makes a new line, ctrl+s submits."""

    def compose(self) -> ComposeResult:
        """The text area and how to submit."""
        area = LongField("".join(self._first_draft[:1]), show_line_numbers=False, tab_behavior="focus")
        area.border_subtitle = self.translate(mark("ctrl+s submits, enter starts a new line"))
        yield area

    @property
    def draft(self) -> Draft:
        return (self.query_one(TextArea).text,)

    def take_focus(self) -> None:
        area = self.query_one(TextArea)
        self.screen.set_focus(area)
        area.move_cursor(area.document.end)

    def answer(self) -> Answer:
        text = self.draft[0]
        if not text.strip():
            raise AnswerError(message("Type an answer first."))
        if len(text) > MOST_CHARACTERS:
            raise AnswerError(
                message(
                    "The answer has {count} characters; at most {most} are graded.",
                    count=len(text),
                    most=MOST_CHARACTERS,
                ),
                message("Keep what answers the question."),
            )
        if isinstance(self.presented.question, CodeOutputQuestion):
            return CodeOutputAnswer(text=text)
        return OpenAnswer(text=text)
