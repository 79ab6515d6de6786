"""One answer of the past with its feedback, and the ones before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message

from dlprep.domain.messages import mark
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.words import TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.grading import Grading
    from dlprep.domain.practice import Attempt
    from dlprep.domain.presenting import Presented


class AnswerReviewScreen(BaseScreen):
    """Walks through attempts; grading is done again, which is the same every time."""

    BINDINGS = [
        Binding("right,n,enter", "walk(1)", mark("Next answer"), key_display="→"),
        Binding("left,b", "walk(-1)", mark("Answer before"), key_display="←"),
        Binding("l", "flip", mark("zh/en")),
        Binding("v", "claims", mark("Article")),
        Binding("escape", "back", mark("Back")),
        Binding("down,j,pagedown", "scroll_page(1)", mark("Page down"), show=False),
        Binding("up,k,pageup", "scroll_page(-1)", mark("Page up"), show=False),
    ]
    page = getters.query_one("#page", VerticalScroll)

    class Loaded(Message):
        """An attempt with what it answered and its grading."""

        def __init__(self, attempt: Attempt, presented: Presented, grading: Grading) -> None:
            super().__init__()
            self.attempt, self.presented, self.grading = attempt, presented, grading

    _shown: Loaded | None = None

    def __init__(self, attempts: tuple[Attempt, ...], place: int) -> None:
        super().__init__(name="answer-review")
        self._attempts, self._place = attempts, place
        self._language = attempts[place].language

    def heading(self) -> str:
        words = self.tr("Answer {place} of {count}", place=self._place + 1, count=len(self._attempts))
        if self._shown is None:
            return words
        return f"{words} · {self.tr(TYPES[self._shown.presented.question.type])}"

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield QuestionView(id="question")
            yield FeedbackView(self.app.tr, id="feedback")

    def on_mount(self) -> None:
        """Shows the answer that was chosen."""
        self.load(self._attempts[self._place])

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self, attempt: Attempt) -> None:
        """Presents and grades an attempt again."""
        from dlprep.domain.grade_answer import grade_answer
        from dlprep.domain.presenting import present

        presented = present(self.app.core.bank(), attempt.planned)
        self.post_message(self.Loaded(attempt, presented, grade_answer(presented.question, attempt.answer)))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown = event
        self._paint()
        self.page.scroll_home(animate=False)

    def _paint(self) -> None:
        if self._shown is None:
            return
        from dlprep.tui.explaining import explain

        shown = self._shown
        self.query_one(QuestionView).show(shown.presented.question, self._language)
        self.query_one(FeedbackView).show(
            explain(
                shown.presented,
                shown.attempt.answer,
                shown.grading,
                language=self._language,
                translate=self.app.tr,
            )
        )
        self.refresh_title()

    def action_walk(self, step: int) -> None:
        """Goes to the next answer or the one before; stops at both ends."""
        self._place = max(0, min(len(self._attempts) - 1, self._place + step))
        self.load(self._attempts[self._place])

    def action_flip(self) -> None:
        """Shows it in the other language."""
        self._language = self._language.other
        self._paint()

    def action_claims(self) -> None:
        """Shows what the article says behind this question."""
        from dlprep.tui.screens.claims import ClaimsScreen

        if self._shown is not None:
            self.app.push_screen(ClaimsScreen(self._shown.presented.question, self._language))

    def action_scroll_page(self, direction: int) -> None:
        """Scrolls by a few lines."""
        self.page.scroll_relative(y=direction * 4, animate=False)
