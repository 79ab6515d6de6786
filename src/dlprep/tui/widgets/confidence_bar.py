"""How sure the learner is, by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.cells import joined
from dlprep.tui.prose import MUTED
from dlprep.tui.words import CONFIDENCES

if TYPE_CHECKING:
    from textual.visual import VisualType

    from dlprep.domain.messages import Translate

KEYS = {"sure": ("+", "F8"), "think-so": ("=", "F9"), "guess": ("-", "F10")}
"""For each confidence its key, and the one that also works while typing."""


class ConfidenceBar(Widget):
    """Three words of which one may be marked; marking it again takes it back."""

    DEFAULT_CSS = "ConfidenceBar { height: 1; }"
    ALLOW_SELECT = False

    class Marked(Message):
        """A word was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    value: reactive[str] = reactive("")
    """The marked confidence, or nothing."""
    is_typing: reactive[bool] = reactive(False)
    """True names the keys that work in a text field."""

    def __init__(self, translate: Translate, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._translate = translate

    def render(self) -> VisualType:
        question = Content.styled(self._translate(mark("How sure?")), MUTED)
        whole = joined([question, *self._words("(●) ", "( ) ")], 2)
        if whole.cell_length <= self.size.width:
            return whole
        return joined(self._words("●", "○"), 1)

    def _words(self, on: str, off: str) -> list[Content]:
        words = []
        for name, keys in KEYS.items():
            style = "bold" if self.value == name else ""
            label = Content.assemble(
                (f" {keys[self.is_typing]} ", "bold $accent"),
                (on if style else off, style),
                (self._translate(CONFIDENCES[name]), style),
            )
            words.append(label.stylize(f"@click=marked('{name}')"))
        return words

    def action_marked(self, name: str) -> None:
        """Says which word was clicked."""
        self.post_message(self.Marked(name))
