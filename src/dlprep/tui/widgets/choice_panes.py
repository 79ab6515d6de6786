"""Panes for options: one right, several right, true or false with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, TfReasonAnswer
from dlprep.domain.errors import AnswerError
from dlprep.domain.messages import mark, message
from dlprep.domain.questions import MultiQuestion, SingleQuestion, TfReasonQuestion
from dlprep.tui.prose import prose
from dlprep.tui.widgets.option_row import OptionRow
from dlprep.tui.widgets.row_pane import LETTERS, RowPane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer
    from dlprep.domain.questions import ChoiceQuestionBase


def option_rows(pane: RowPane, question: ChoiceQuestionBase, keys: str) -> Iterator[OptionRow]:
    """A row for each option in displayed order, labelled by `keys`."""
    options = {option.id: option for option in question.options}
    for key, name in zip(keys, pane.presented.order, strict=False):
        words = getattr(options[name], pane.language.value)
        yield OptionRow(key, prose(words), group="option", choice=name, mark="[ ]" if pane.many else "( )")


def keys_by_place(rows: list[OptionRow], *, letters_only: bool = False) -> dict[str, OptionRow]:
    """Digits from 1 and letters from a, each for the row in that place."""
    digits = {} if letters_only else {str(place): row for place, row in enumerate(rows, start=1)}
    return digits | dict(zip(LETTERS, rows, strict=False))


class SinglePane(RowPane):
    """Choose one option."""

    cursor_chooses = True

    def compose(self) -> ComposeResult:
        """The options."""
        assert isinstance(self.presented.question, SingleQuestion)  # noqa: S101 - the pane's type says so
        yield from option_rows(self, self.presented.question, "123456")

    def key_choices(self) -> dict[str, OptionRow]:
        return keys_by_place(self.rows)

    def answer(self) -> Answer:
        chosen = self.chosen("option")
        if not chosen:
            raise AnswerError(message("Choose an option first."))
        return ChoiceAnswer(option=chosen[0])


class MultiPane(RowPane):
    """Tick every right option; ticking none is an answer."""

    many = True

    def compose(self) -> ComposeResult:
        """The options."""
        assert isinstance(self.presented.question, MultiQuestion)  # noqa: S101
        yield self.label(mark("Tick every right one."))
        yield from option_rows(self, self.presented.question, "123456")

    def key_choices(self) -> dict[str, OptionRow]:
        return keys_by_place(self.rows)

    def answer(self) -> Answer:
        return ChoicesAnswer(options=frozenset(self.chosen("option")))


class TfReasonPane(RowPane):
    """Say whether it is true, then why."""

    more_keys = (
        ("t f", mark("Say true or false")),
        ("1-3", mark("Choose the reason")),
    )

    def compose(self) -> ComposeResult:
        """Both truth values and the reasons."""
        assert isinstance(self.presented.question, TfReasonQuestion)  # noqa: S101
        yield self.label(mark("Is it true?"))
        yield OptionRow("t", prose(self.translate(mark("True"))), group="truth", choice="true", mark="( )")
        yield OptionRow("f", prose(self.translate(mark("False"))), group="truth", choice="false", mark="( )")
        yield self.label(mark("Because:"))
        yield from option_rows(self, self.presented.question, "123")

    def key_choices(self) -> dict[str, OptionRow]:
        true, false = self.numbered("truth")
        return keys_by_place(self.numbered("option")) | {"t": true, "f": false}

    def answer(self) -> Answer:
        truth, reason = self.chosen("truth"), self.chosen("option")
        if not truth:
            raise AnswerError(message("Say first whether it is true (t) or false (f)."))
        if not reason:
            raise AnswerError(message("Choose the reason too."))
        return TfReasonAnswer(truth=truth[0] == "true", option=reason[0])
