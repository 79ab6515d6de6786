"""The question itself: its words and its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from dlprep.tui.block import Block
from dlprep.tui.code import code_block
from dlprep.tui.prose import prose

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question


class QuestionView(Vertical):
    """Stem and code; values in, nothing out."""

    DEFAULT_CSS = "QuestionView { height: auto; }"

    def compose(self) -> ComposeResult:
        """Two texts; an empty one takes no room."""
        yield Static(id="stem")
        yield Static(id="code")

    def show(self, question: Question, language: Language, *, with_code: bool = True) -> None:
        """Shows `question`; the code can be left to the pane that lets its lines be chosen."""
        self.query_one("#stem", Static).update(Block([prose(question.stem.in_language(language))]))
        code = self.query_one("#code", Static)
        code.display = with_code and question.code is not None
        if question.code is not None:
            code.update(code_block(question.code, numbered=question.type in ("spot-bug", "code-output")))
