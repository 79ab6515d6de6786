"""A question with yes and no, over the place it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp
from dlprep.tui.block import Block
from dlprep.tui.cells import joined

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskScreen(ModalScreen[bool]):
    """Gives True for yes; escape means no."""

    app = getters.app(DlprepApp)
    BINDINGS = [
        Binding("y", "answer(True)", mark("Yes")),
        Binding("n,escape", "answer(False)", mark("No")),
    ]

    def __init__(self, question: str) -> None:
        """`question` is in the learner's language already."""
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """The question, and both answers as words that can be clicked."""
        with Vertical(id="dialog"):
            yield Static(Block([Content(self.question)]))
            yield Static("")
            yield Static(joined([self._choice("y", "Yes", "True"), self._choice("n", "No", "False")], 5))

    def _choice(self, key: str, words: str, answer: str) -> Content:
        label = Content.assemble((f" {key} ", "bold $accent on $panel"), " ", self.app.tr(words))
        return label.stylize(f"@click=screen.answer({answer})")

    def action_answer(self, answer: bool) -> None:
        """Closes with the answer."""
        self.dismiss(answer)
