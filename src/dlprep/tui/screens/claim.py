"""One claim of the article with the questions that grew from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.browsing import Mine, question_columns, question_row, questions_by_claim, tally
from dlprep.tui.claim_words import claim_lines, tally_line
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.record_list import RecordTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.article import Article, Claim
    from dlprep.domain.questions import Question


class ClaimScreen(BaseScreen):
    """Reads from claim to claim; each question opens for reading, and one key practises them all."""

    BINDINGS = [
        Binding("p", "practise", mark("Practise these")),
        Binding("right,n", "walk(1)", mark("Next claim"), key_display="→"),
        Binding("left,b", "walk(-1)", mark("Claim before"), key_display="←"),
        Binding("l", "flip", mark("zh/en")),
        Binding("escape", "back", mark("Back")),
        Binding("pagedown,space", "scroll_page(8)", mark("Page down"), show=False),
        Binding("pageup", "scroll_page(-8)", mark("Page up"), show=False),
    ]
    CSS = """
    ClaimScreen #words { height: 3fr; padding: 1 2; scrollbar-size-vertical: 1; }
    ClaimScreen #tally { height: 1; padding: 0 1; background: $surface; }
    ClaimScreen RecordTable { height: 2fr; background: $surface; }
    """
    table = getters.query_one(RecordTable)

    class Loaded(Message):
        """A claim with its questions and the learner's records."""

        def __init__(
            self,
            article: Article,
            claim: Claim,
            questions: tuple[Question, ...],
            mine: Mine,
        ) -> None:
            super().__init__()
            self.article, self.claim, self.questions, self.mine = article, claim, questions, mine

    _shown: Loaded | None = None

    def __init__(self, claim_id: str) -> None:
        super().__init__(name="claim")
        self._claim_id = claim_id
        self._language = self.app.language

    def heading(self) -> str:
        return f"{self.tr('Article')} · {self._claim_id}"

    def aside(self) -> str:
        if self._shown is None:
            return ""
        claims = self._shown.article.claims
        return f"{claims.index(self._shown.claim) + 1}/{len(claims)}"

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="words", can_focus=False):
            yield Static(id="claim")
        yield Static(id="tally")
        yield RecordTable(question_columns(self.tr), self.tr("No question is linked to this claim."))

    def on_screen_resume(self) -> None:
        """Reads again, because a session may have changed the records."""
        self.load(self._claim_id)

    def relabel(self) -> None:
        self._language = self.app.language
        super().relabel()
        self.call_after_refresh(self.load, self._claim_id)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self, claim_id: str) -> None:
        """Reads a claim and how its questions stand."""
        from dlprep.domain.errors import unknown

        core = self.app.core
        bank = core.bank()
        claim = bank.article.claim(claim_id) if bank.article else None
        if claim is None or bank.article is None:
            raise unknown(mark("claim"), claim_id)
        found = questions_by_claim(bank).get(claim_id, ())
        store = core.store()
        mine = Mine(store.question_records(), store.flagged())
        self.post_message(self.Loaded(bank.article, claim, found, mine))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown, self._claim_id = event, event.claim.id
        self._paint()
        self.query_one("#words").scroll_home(animate=False)
        self.table.take_focus()

    def _paint(self) -> None:
        shown = self._shown
        if shown is None:
            return
        lines = claim_lines(shown.article, shown.claim, self._language, self.tr)
        self.query_one("#claim", Static).update(Block(lines))
        self.table.show(
            question_row(question, shown.mine, self._language, self.tr) for question in shown.questions
        )
        self.query_one("#tally", Static).update(tally_line(tally(shown.questions, shown.mine), self.tr))
        self.refresh_title()
        self.refresh_bindings()

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.library_question import LibraryQuestionScreen

        ids = self._ids
        self.app.push_screen(LibraryQuestionScreen(ids, ids.index(event.record_id)))

    @property
    def _ids(self) -> tuple[str, ...]:
        return tuple(question.id for question in self._shown.questions) if self._shown else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return bool(self._ids) if action == "practise" else True

    def action_practise(self) -> None:
        """Starts a session of the linked questions."""
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(question_ids=self._ids))

    def action_walk(self, step: int) -> None:
        """Goes to the next claim or the one before; stops at both ends."""
        if self._shown is None:
            return
        claims = self._shown.article.claims
        place = claims.index(self._shown.claim) + step
        if 0 <= place < len(claims):
            self.load(claims[place].id)

    def action_flip(self) -> None:
        """Shows it in the other language."""
        self._language = self._language.other
        self._paint()

    def action_scroll_page(self, lines: int) -> None:
        """Scrolls the words by some lines."""
        self.query_one("#words").scroll_relative(y=lines, animate=False)
