"""An answer of the past, shown as it was: same numbers, same order, same grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.screens.rated import RatedScreen
from dlprep.tui.screens.reading import ReadingScreen
from dlprep.tui.when import local_time, seconds_text
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.words import CONFIDENCES, LEVELS, TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.practice import Attempt
    from dlprep.domain.questions import Question
    from dlprep.services.rating import RatedReview
    from dlprep.services.replay import Replay


class AttemptScreen(RatedScreen, ReadingScreen):
    """One attempt by its id, and from there to the article and to another try."""

    BINDINGS = [
        Binding("p", "practise", mark("Practise it")),
    ]
    CSS = "AttemptScreen #facts { height: auto; color: $text-muted; margin-bottom: 1; }"

    class Loaded(Message):
        """The attempt with its replay and its rating."""

        def __init__(self, replay: Replay, rated: RatedReview | None) -> None:
            super().__init__()
            self.replay, self.rated = replay, rated

    _replay: Replay | None = None

    def __init__(self, attempt_id: int) -> None:
        super().__init__(name="attempt")
        self._attempt_id = attempt_id
        self.language = self.app.language

    def heading(self) -> str:
        if self._replay is None:
            return self.tr("Answer")
        question = self._replay.presented.question
        kind, level = self.tr(TYPES[question.type]), self.tr(LEVELS[question.level.value])
        return f"{self.tr('Answer')} · {kind} · {level}"

    def aside(self) -> str:
        return local_time(self._replay.attempt.answered_at) if self._replay else ""

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield Static(self.tr("Reading your answer…"), id="facts", markup=False)
            yield QuestionView(id="question")
            yield FeedbackView(self.app.tr, id="feedback")
        yield RatingBar(self.app.tr, id="rating")

    def on_mount(self) -> None:
        """Asks for the attempt."""
        self.load()

    def relabel(self) -> None:
        self.language = self.app.language
        super().relabel()

    @property
    def question(self) -> Question | None:
        return self._replay.presented.question if self._replay else None

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads the attempt and shows it again."""
        from dlprep.domain.errors import BadInputError
        from dlprep.domain.messages import message
        from dlprep.services.rating import as_corrected, of_attempt
        from dlprep.services.replay import replay

        store = self.app.core.store()
        attempt = store.attempt(self._attempt_id)
        if attempt is None:
            raise BadInputError(message("This answer is not in the history any more."))
        rated = next(iter(as_corrected(store, [of_attempt(attempt)])), None)
        self.post_message(self.Loaded(replay(self.app.core.bank(), attempt), rated))

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "load":
            self.query_one("#facts", Static).update(self.app.failure_text(error))
        super().work_failed(group, error)

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._replay, self._rated = event.replay, event.rated
        self.language = event.replay.attempt.language
        self.paint()
        self.page.scroll_home(animate=False)

    def paint(self) -> None:
        if self._replay is None:
            return
        shown = self._replay
        self.query_one("#facts", Static).update(self._facts(shown.attempt))
        self.show_graded(shown.presented, shown.attempt.answer, shown.grading)
        self.show_rating(self._rated)

    def _facts(self, attempt: Attempt) -> str:
        parts = [self.tr("took {time}", time=seconds_text(attempt.duration_seconds))]
        if attempt.confidence is not None:
            parts.append(self.tr("confidence: {mark}", mark=self.tr(CONFIDENCES[attempt.confidence.value])))
        if attempt.hints_used:
            parts.append(self.tr("hints seen: {count}", count=attempt.hints_used))
        if attempt.undone_at is not None:
            parts.append(self.tr("taken back; it counts nowhere"))
        lines = [" · ".join(parts)]
        if self._replay is not None and self._replay.edited:
            lines.append(
                self.tr(
                    "! The question was edited since. The grade given then stands; the words are today's."
                )
            )
        return "\n".join(lines)

    def action_practise(self) -> None:
        """Asks the same question again, with fresh numbers where it has any."""
        from dlprep.domain.practice import QuizRequest

        if self._replay is not None:
            self.start_session(QuizRequest(question_ids=(self._replay.attempt.planned.question_id,)))
