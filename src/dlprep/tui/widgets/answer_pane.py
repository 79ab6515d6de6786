"""What the answering widgets of all question types share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from unicodedata import normalize

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.tui.block import Block

if TYPE_CHECKING:
    from textual import events

    from dlprep.domain.answers import Answer
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented

Draft = tuple[str, ...]
"""What was chosen or typed so far, as ids or words; survives a change of language."""


def typed_character(event: events.Key) -> str:
    """The character of a key in its plain form: an input method may type full-width digits and letters."""
    return normalize("NFKC", event.character or "")


class AnswerPane(Vertical):
    """Takes an answer to one question, in one language."""

    more_keys: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys that no binding names, with what they do in English."""

    DEFAULT_CSS = "AnswerPane { height: auto; }"

    class Submitted(Message):
        """The learner pressed enter in a text field."""

    def __init__(
        self, presented: Presented, *, language: Language, translate: Translate, draft: Draft = ()
    ) -> None:
        super().__init__(id="pane")
        self.presented = presented
        self.language = language
        self.translate = translate
        self._first_draft = draft

    @property
    def draft(self) -> Draft:
        """What would have to be given to another pane to go on from here."""
        raise NotImplementedError

    def label(self, words: str) -> Static:
        """What to do, from English words; wrapped as Chinese has to be."""
        return Static(Block([Content(self.translate(words))]), classes="label")

    def answer(self) -> Answer:
        """The answer as it stands.

        Raises:
            AnswerError: if something is still missing.
        """
        raise NotImplementedError

    def take_focus(self) -> None:
        """Puts the cursor where answering begins, at once, so that no key goes elsewhere before."""
        self.screen.set_focus(self)
