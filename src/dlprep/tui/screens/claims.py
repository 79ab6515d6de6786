"""What the article says behind a question, and where it is dated or imprecise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from dlprep.domain.article import Article
    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question

_LABEL = "bold $primary"


class ClaimsScreen(ModalScreen[None]):
    """The claims a question grew from, over the quiz."""

    app = getters.app(DlprepApp)
    BINDINGS = [Binding("escape,v,f7,enter", "dismiss", mark("Close"))]

    class Loaded(Message):
        """The article is there; None when the bank has none."""

        def __init__(self, article: Article | None) -> None:
            super().__init__()
            self.article = article

    def __init__(self, question: Question, language: Language) -> None:
        super().__init__()
        self._question, self._language = question, language

    def compose(self) -> ComposeResult:
        """A box that scrolls."""
        with VerticalScroll(id="dialog") as box:
            box.border_title = self.app.tr("What the article says")
            box.border_subtitle = self.app.tr("esc closes")
            yield Static(id="claims")

    def on_mount(self) -> None:
        """Asks for the article."""
        self.load()

    @work(thread=True, exit_on_error=False)
    def load(self) -> None:
        """Takes the article from the bank."""
        self.post_message(self.Loaded(self.app.core.bank().article))

    def on_claims_screen_loaded(self, event: Loaded) -> None:
        """Shows the claims."""
        lines = list(self._lines(event.article)) if event.article else []
        nothing = Line(Content(self.app.tr("The article is not in this bank.")))
        self.query_one("#claims", Static).update(Block(lines or [nothing]))

    def _lines(self, article: Article) -> Iterator[Line]:
        flags = list(self._question.flags)
        for name in self._question.roots:
            claim = article.claim(name)
            if claim is None:
                continue
            yield self._line(mark("It says"), claim.says.in_language(self._language))
            yield self._line(mark("Interviewers ask"), claim.asks.in_language(self._language))
            yield Line(Content(""))
            flags += claim.flags
        for name in dict.fromkeys(flags):
            flag = article.flag(name)
            if flag is not None:
                yield self._line(mark("Dated or imprecise"), flag.article.in_language(self._language))
                yield self._line(mark("What is true"), flag.truth.in_language(self._language))
                yield Line(Content(""))

    def _line(self, label: str, words: str) -> Line:
        return Line(Content.assemble((f"{self.app.tr(label)}  ", _LABEL)).append(prose(words)), Content(""))
