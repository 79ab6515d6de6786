"""The course of a quiz: asking, keeping, telling. An answer is on disk before its feedback is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on

from dlprep.domain.errors import DlprepError
from dlprep.domain.practice import Mode
from dlprep.services.rating import rate
from dlprep.tui.screens.quiz_work import QuizWork
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.quiz_page import QuizPage
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.words import LEVELS, MODES, TYPES, clock_text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.memory.ratings import Rating
    from dlprep.domain.practice import PracticeSession
    from dlprep.domain.presenting import Presented
    from dlprep.services.quiz import Answered
    from dlprep.tui.widgets.answer_pane import Draft

SAVE_SECONDS = 5.0
"""How often the elapsed time is kept: what a killed process can lose at most."""
TICK_SECONDS = 0.5


class QuizCourse(QuizWork):
    """Asks until the plan is done or the time is over; what keys do is the matter of the screen."""

    page = getters.query_one(QuizPage)
    confidence = getters.query_one(ConfidenceBar)
    rating = getters.query_one(RatingBar)

    def __init__(self, session: PracticeSession) -> None:
        super().__init__(session)
        self._presented: Presented | None = None
        self._answered: Answered | None = None
        self._own_rating: Rating | None = None
        self._language = session.language
        self._flagged: frozenset[str] = frozenset()
        self._position = session.position
        self._told_left_out = False
        self._told_unsaved = False
        self._draft_on_disk: Draft = ()
        self._is_busy = True
        """True while a worker decides what comes next; keys that would change the session wait."""

    @property
    def session(self) -> PracticeSession:
        """The session as it stands."""
        return self.quiz.session

    @property
    def takes_answer(self) -> bool:
        """True when a question stands and can be answered now."""
        return not self._is_busy and self._answered is None and self.page.pane is not None

    def heading(self) -> str:
        mode, count = self.session.request.mode, self.session.expected_length
        place = min(self._position + 1, count)
        most = "≤" if mode is Mode.PLACEMENT else ""
        parts = [f"{self.tr(MODES[mode.value])} {place}/{most}{count}"]
        if self._presented is not None:
            question = self._presented.question
            parts += [self.tr(TYPES[question.type]), self.tr(LEVELS[question.level.value])]
            if question.id in self._flagged:
                parts.append("⚑ " + self.tr("flagged"))
        return " · ".join(parts)

    def aside(self) -> str:
        left = self.quiz.remaining_seconds
        if left is not None:
            return self.tr("{time} left", time=clock_text(left))
        return clock_text(self.quiz.session_watch.seconds)

    def compose_body(self) -> ComposeResult:
        yield QuizPage(self.app.tr, id="page", classes="page")
        yield ConfidenceBar(self.app.tr, id="confidence")
        yield RatingBar(self.app.tr, id="rating")

    def on_mount(self) -> None:
        """Starts the clocks and asks."""
        self.quiz.start_clocks()
        self.set_interval(TICK_SECONDS, self._tick, name="tick")
        self.set_interval(SAVE_SECONDS, self.save, name="save")
        self.ask()

    def relabel(self) -> None:
        """The question comes again with what was chosen; the rest is painted from values."""
        self._keep_draft()
        self._paint(self.app.drafts.get(self._draft_key, ()))

    def on_screen_suspend(self) -> None:
        """Looking elsewhere is no thinking time, except against the clock."""
        if not self.session.request.mode.is_timed:
            self.quiz.pause_clocks()

    def on_screen_resume(self) -> None:
        """Time counts again."""
        self.quiz.start_clocks()

    @on(QuizWork.Asked)
    def _asked(self, event: QuizWork.Asked) -> None:
        self._flagged = event.flagged
        self._tell_left_out(event.left_out)
        if event.presented is None:
            self.end()
            return
        self._presented, self._answered, self._own_rating = event.presented, None, None
        self._position = self.session.position
        self._language = self.app.language
        self.quiz.question_watch.reset()
        self.confidence.value = ""
        self._is_busy = False
        self._draft_on_disk = event.draft
        self._paint(self.app.drafts.get(self._draft_key, event.draft))

    def _tell_left_out(self, names: tuple[str, ...]) -> None:
        """Says once which questions the bank has lost since the session was planned."""
        if names and not self._told_left_out:
            self._told_left_out = True
            words = self.tr("No longer in the bank, so passed over: {names}", names=", ".join(names))
            self.notify(words, severity="warning", timeout=10, markup=False)

    @on(QuizWork.Kept)
    def _kept(self, event: QuizWork.Kept) -> None:
        self.quiz.session = event.answered.session
        if not self.session.gives_feedback:
            self.told(event.answered)
            self.ask()
            return
        self._is_busy = False
        self._answered = event.answered
        self._paint(())

    def told(self, answered: Answered) -> None:
        """Called with an answer whose explanation has to wait; a subclass may say something in passing."""

    @on(QuizWork.Changed)
    def _changed(self, event: QuizWork.Changed) -> None:
        self.quiz.session = event.session
        if event.session.ended_at is None:
            self.ask()
            return
        from dlprep.tui.screens.summary import SummaryScreen

        self.app.switch_screen(SummaryScreen(event.session))

    def work_failed(self, group: str, error: BaseException) -> None:
        if group in ("answer", "change", "ask"):
            self._is_busy = False
        if group == "flag" and self._presented is not None:
            self._flagged ^= {self._presented.question.id}
            self.refresh_title()
        if group == "answer" and isinstance(error, DlprepError):
            self.page.say_trouble(self.app.failure_text(error))
        elif group != "save" or not self._told_unsaved:
            # The clock is saved every few seconds; a full disk is told of once.
            self._told_unsaved = self._told_unsaved or group == "save"
            super().work_failed(group, error)

    def _paint(self, draft: Draft) -> None:
        if self._presented is None:
            return
        self.confidence.set_class(self._answered is not None, "-over")
        self._paint_rating()
        if self._answered is not None:
            self.page.show_feedback(self._answered, self._language)
            self.set_focus(None)
        else:
            self.page.ask(self._presented, self._language, draft=draft)
            self.page.show_hints(self._presented, self._language, self.session.hints_shown)
        self.refresh_title()
        self.refresh_bindings()

    def _paint_rating(self) -> None:
        """Says under the feedback how the answer is rated; while a question stands, nothing."""
        rated = rate(self._answered.attempt) if self._answered is not None else None
        own = self._own_rating
        self.rating.why = self.app.say(rated.why) if rated and own is None else self.tr("Your own word.")
        self.rating.value = (own or rated.rating).value if rated else ""

    @property
    def _draft_key(self) -> tuple[int | None, int]:
        return self.session.id, self._position

    def _keep_draft(self) -> None:
        """Remembers what is chosen or typed, unless the answering widget is just being replaced."""
        if self._answered is None and self.page.pane is not None:
            self.app.drafts[self._draft_key] = self.page.draft

    def _tick(self) -> None:
        self.refresh_title()
        self._keep_draft_on_disk()
        if self.quiz.remaining_seconds == 0 and not self._is_busy:
            self._is_busy = True
            self.end()

    def _keep_draft_on_disk(self) -> None:
        if self._presented is None or not self.takes_answer or self.page.draft == self._draft_on_disk:
            return
        self._draft_on_disk = self.page.draft
        self.keep_draft(self._presented, self._draft_on_disk)

    def watch_focused(self) -> None:
        """The bar names keys that work where the cursor is."""
        for bar in self.query(ConfidenceBar):  # there is none yet, or none any more
            bar.is_typing = self.page.is_typing
