"""What the screens share on which a question is read and not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.binding import Binding
from textual.containers import VerticalScroll

from dlprep.domain.messages import mark
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.question_view import QuestionView

if TYPE_CHECKING:
    from dlprep.domain.answers import Answer
    from dlprep.domain.grading import Grading
    from dlprep.domain.language import Language
    from dlprep.domain.presenting import Presented
    from dlprep.domain.questions import Question


class ReadingScreen(BaseScreen):
    """Scrolls with one set of keys, flips the language, and leads to the article.

    Subclasses put a QuestionView and a FeedbackView into a container named `page`, and write both in `paint`.
    """

    BINDINGS = [
        Binding("l", "flip", mark("zh/en")),
        Binding("v", "claims", mark("Article")),
        Binding("escape", "back", mark("Back")),
        Binding("down,j", "scroll_page(3)", mark("Down"), show=False),
        Binding("up,k", "scroll_page(-3)", mark("Up"), show=False),
        Binding("pagedown,space", "scroll_page(16)", mark("Page down"), show=False),
        Binding("pageup", "scroll_page(-16)", mark("Page up"), show=False),
    ]
    page = getters.query_one("#page", VerticalScroll)
    language: Language
    """The language the question is shown in."""

    @property
    def question(self) -> Question | None:
        """The question shown, or None while it is being read."""
        raise NotImplementedError

    def paint(self) -> None:
        """Writes everything that depends on the question and the language."""
        raise NotImplementedError

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.paint)

    def show_graded(self, presented: Presented, answer: Answer, grading: Grading) -> None:
        """Writes a question with the feedback on `answer`."""
        from dlprep.tui.explaining import explain

        told = explain(presented, answer, grading, language=self.language, translate=self.app.tr)
        self.query_one(QuestionView).show(presented.question, self.language)
        self.query_one(FeedbackView).show(told)
        self.refresh_title()

    def action_flip(self) -> None:
        """Shows it in the other language."""
        self.language = self.language.other
        self.paint()

    def action_claims(self) -> None:
        """Shows what the article says behind this question."""
        from dlprep.tui.screens.claims import ClaimsScreen

        if self.question is not None:
            self.app.push_screen(ClaimsScreen(self.question, self.language))

    def action_scroll_page(self, lines: int) -> None:
        """Scrolls by some lines."""
        self.page.scroll_relative(y=lines, animate=False)
