"""One answer of the past with its feedback, and the ones before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message

from dlprep.domain.messages import mark
from dlprep.tui.screens.rated import RatedScreen
from dlprep.tui.screens.reading import ReadingScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.words import TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.grading import Grading
    from dlprep.domain.practice import Attempt
    from dlprep.domain.presenting import Presented
    from dlprep.domain.questions import Question
    from dlprep.services.rating import RatedReview


class AnswerReviewScreen(RatedScreen, ReadingScreen):
    """Walks through attempts; grading is done again, which is the same every time."""

    BINDINGS = [
        Binding("right,n,enter", "walk(1)", mark("Next answer"), key_display="→"),
        Binding("left,b", "walk(-1)", mark("Answer before"), key_display="←"),
    ]

    class Loaded(Message):
        """An attempt with what it answered, its grading and its rating."""

        def __init__(
            self, attempt: Attempt, presented: Presented, grading: Grading, rated: RatedReview | None
        ) -> None:
            super().__init__()
            self.attempt, self.presented, self.grading = attempt, presented, grading
            self.rated = rated

    _shown: Loaded | None = None

    def __init__(self, attempts: tuple[Attempt, ...], place: int) -> None:
        super().__init__(name="answer-review")
        self._attempts, self._place = attempts, place
        self.language = attempts[place].language

    def heading(self) -> str:
        words = self.tr("Answer {place} of {count}", place=self._place + 1, count=len(self._attempts))
        if self._shown is None:
            return words
        return f"{words} · {self.tr(TYPES[self._shown.presented.question.type])}"

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield QuestionView(id="question")
            yield FeedbackView(self.app.tr, id="feedback")
        yield RatingBar(self.app.tr, id="rating")

    def on_mount(self) -> None:
        """Shows the answer that was chosen."""
        self.load(self._attempts[self._place])

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self, attempt: Attempt) -> None:
        """Presents and grades an attempt again."""
        from dlprep.domain.grade_answer import grade_answer
        from dlprep.domain.presenting import present
        from dlprep.services.rating import as_corrected, of_attempt

        presented = present(self.app.core.bank(), attempt.planned)
        grading = grade_answer(presented.question, attempt.answer)
        rated = next(iter(as_corrected(self.app.core.store(), [of_attempt(attempt)])), None)
        self.post_message(self.Loaded(attempt, presented, grading, rated))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown, self._rated = event, event.rated
        self.paint()
        self.page.scroll_home(animate=False)

    @property
    def question(self) -> Question | None:
        return self._shown.presented.question if self._shown else None

    def paint(self) -> None:
        if self._shown is not None:
            self.show_graded(self._shown.presented, self._shown.attempt.answer, self._shown.grading)
            self.show_rating(self._rated)

    def action_walk(self, step: int) -> None:
        """Goes to the next answer or the one before; stops at both ends."""
        self._place = max(0, min(len(self._attempts) - 1, self._place + step))
        self.load(self._attempts[self._place])
