"""The quiz: one question at a time. An answer is on disk before its feedback is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.errors import AnswerError, DlprepError
from dlprep.domain.messages import mark
from dlprep.domain.practice import Confidence, Mode
from dlprep.tui.explaining import explain
from dlprep.tui.quiz_run import QuizRun
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.keys import KeyLine
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.hint_ladder import HintLadder
from dlprep.tui.widgets.panes import make_pane
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.words import LEVELS, MODES, TYPES, clock_text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer
    from dlprep.domain.language import Language
    from dlprep.domain.practice import PracticeSession
    from dlprep.domain.presenting import Presented
    from dlprep.services.quiz import Answered

SAVE_SECONDS = 5.0
"""How often the elapsed time is kept: what a killed process can lose at most."""
TICK_SECONDS = 0.5


class QuizScreen(BaseScreen):
    """Asks until the plan is done, the time is over, or the learner leaves; leaving loses nothing."""

    BINDINGS = [
        Binding("enter,ctrl+s", "submit", mark("Submit"), key_display="enter"),
        Binding("h,f2", "hint", mark("Hint")),
        Binding("l,f3", "flip", mark("zh/en")),
        Binding("m,f4", "flag", mark("Flag")),
        Binding("s,f5", "skip", mark("Skip")),
        Binding("u,f6", "undo", mark("Undo")),
        Binding("v,f7", "claims", mark("Article")),
        Binding("plus,f8", "confidence('sure')", mark("I am sure"), show=False),
        Binding("equals_sign,f9", "confidence('think-so')", mark("I think so"), show=False),
        Binding("minus,f10", "confidence('guess')", mark("I am guessing"), show=False),
        Binding("escape", "leave", mark("Leave")),
        Binding("pagedown", "scroll_page(1)", mark("Page down"), show=False),
        Binding("pageup", "scroll_page(-1)", mark("Page up"), show=False),
    ]
    more_keys = (KeyLine("1-9 a-g", mark("Choose by number or letter")),)

    page = getters.query_one("#page", VerticalScroll)
    view = getters.query_one(QuestionView)
    hints = getters.query_one(HintLadder)
    trouble = getters.query_one("#trouble", Static)
    feedback = getters.query_one(FeedbackView)
    confidence = getters.query_one(ConfidenceBar)

    class Asked(Message):
        """The next question is ready to be shown; None when there is no more."""

        def __init__(self, presented: Presented | None, flagged: frozenset[str]) -> None:
            super().__init__()
            self.presented, self.flagged = presented, flagged

    class Kept(Message):
        """An answer is on disk."""

        def __init__(self, answered: Answered) -> None:
            super().__init__()
            self.answered = answered

    class Changed(Message):
        """The session was changed on disk: an answer was taken back, or it ended."""

        def __init__(self, session: PracticeSession) -> None:
            super().__init__()
            self.session = session

    def __init__(self, session: PracticeSession) -> None:
        super().__init__(name="running-quiz")
        self.run_state = QuizRun(self.app.core, session)
        self._presented: Presented | None = None
        self._answered: Answered | None = None
        self._language = session.language
        self._flagged: frozenset[str] = frozenset()
        self._busy = True
        self._position = session.position

    @property
    def session(self) -> PracticeSession:
        """The session as it stands."""
        return self.run_state.session

    def heading(self) -> str:
        place = min(self._position + 1, len(self.session.plan))
        parts = [f"{self.tr(MODES[self.session.request.mode.value])} {place}/{len(self.session.plan)}"]
        if self._presented is not None:
            question = self._presented.question
            parts += [self.tr(TYPES[question.type]), self.tr(LEVELS[question.level.value])]
            if question.id in self._flagged:
                parts.append(f"⚑ {self.tr('flagged')}")
        return " · ".join(parts)

    def aside(self) -> str:
        left = self.run_state.remaining_seconds
        if left is not None:
            return self.tr("{time} left", time=clock_text(left))
        return clock_text(self.run_state.session_watch.seconds)

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield QuestionView(id="question")
            yield Static(id="trouble", markup=False)
            yield HintLadder(self.app.tr, id="hints")
            yield FeedbackView(self.app.tr, id="feedback")
        yield ConfidenceBar(self.app.tr, id="confidence")

    def on_mount(self) -> None:
        """Starts the clocks and asks."""
        self._clear()
        self.run_state.start_clocks()
        self.set_interval(TICK_SECONDS, self._tick, name="tick")
        self.set_interval(SAVE_SECONDS, self.save, name="save")
        self.ask()

    def relabel(self) -> None:
        """Only the frame is repainted in place; the question comes again with what was chosen."""
        self._show_question(self._draft())
        self.refresh_title()
        self.refresh_bindings()

    def on_screen_suspend(self) -> None:
        """Looking elsewhere is no thinking time, except in an exam."""
        if self.session.request.mode is not Mode.EXAM:
            self.run_state.pause_clocks()

    def on_screen_resume(self) -> None:
        """Time counts again."""
        self.run_state.start_clocks()

    # What workers do.

    @work(thread=True, exclusive=True, exit_on_error=False, group="ask")
    def ask(self) -> None:
        """Finds the question to answer now."""
        self.post_message(self.Asked(self.run_state.current(), self.run_state.flagged()))

    @work(thread=True, exit_on_error=False, group="answer")
    def keep(self, answer: Answer, language: Language, confidence: Confidence | None, seconds: float) -> None:
        """Grades and keeps an answer."""
        answered = self.run_state.answer(
            answer, language=language, confidence=confidence, duration_seconds=seconds
        )
        self.post_message(self.Kept(answered))

    @work(thread=True, exit_on_error=False, group="change")
    def take_back(self) -> None:
        """Takes the last answer back."""
        self.post_message(self.Changed(self.run_state.undone()))

    @work(thread=True, exit_on_error=False, group="change")
    def end(self) -> None:
        """Ends the session."""
        self.post_message(self.Changed(self.run_state.finished()))

    @work(thread=True, exit_on_error=False, group="save")
    def save(self) -> None:
        """Keeps the elapsed time and the hints."""
        self.run_state.save()

    @work(thread=True, exit_on_error=False, group="flag")
    def keep_flag(self, question_id: str, flagged: bool) -> None:
        """Keeps a flag."""
        self.run_state.set_flagged(question_id, flagged=flagged)

    # What handlers paint.

    @on(Asked)
    def _asked(self, event: Asked) -> None:
        self._flagged = event.flagged
        if event.presented is None:
            self.end()
            return
        self._presented, self._answered = event.presented, None
        self._position = self.session.position
        self._language = self.app.language
        self.run_state.question_watch.reset()
        self.confidence.value = ""
        self._show_question(self.app.drafts.get(self._draft_key, ()))

    @on(Kept)
    def _kept(self, event: Kept) -> None:
        self.run_state.session = event.answered.session
        if not self.session.gives_feedback:
            self.ask()
            return
        self._busy = False
        self._answered = event.answered
        self._show_feedback()

    @on(Changed)
    def _changed(self, event: Changed) -> None:
        self.run_state.session = event.session
        if event.session.ended_at is None:
            self.ask()
            return
        from dlprep.tui.screens.summary import SummaryScreen

        self.app.switch_screen(SummaryScreen(event.session))

    def work_failed(self, group: str, error: BaseException) -> None:
        if group in ("answer", "change", "ask"):
            self._busy = False
        if group == "answer" and isinstance(error, DlprepError):
            self._say_trouble(self.app.failure_text(error))
        else:
            super().work_failed(group, error)

    def _show_question(self, draft: Draft) -> None:
        if self._presented is None:
            return
        question = self._presented.question
        self._clear()
        asking = self._answered is None
        self.view.show(question, self._language, with_code=not (asking and question.type == "spot-bug"))
        hints = [hint.in_language(self._language) for hint in question.hints]
        self.hints.show(hints[: self.session.hints_shown], len(hints))
        self.confidence.display = asking
        self.run_worker(self._put_pane(draft if asking else None), exclusive=True, group="pane")
        if not asking:
            self._show_feedback()
        self.refresh_title()
        self.refresh_bindings()

    async def _put_pane(self, draft: Draft | None) -> None:
        """Replaces the answering widget; None only takes it away."""
        await self.query(AnswerPane).remove()
        if draft is None or self._presented is None:
            return
        pane = make_pane(self._presented, language=self._language, translate=self.app.tr, draft=draft)
        await self.page.mount(pane, after=self.view)
        pane.take_focus()
        self.page.scroll_home(animate=False)
        self._busy = False

    def _show_feedback(self) -> None:
        answered = self._answered
        if answered is None:
            return
        self.query(AnswerPane).remove()
        self._clear()
        self.view.show(answered.presented.question, self._language)
        self.hints.show((), 0)
        self.confidence.display = False
        self.feedback.show(
            explain(
                answered.presented,
                answered.attempt.answer,
                answered.grading,
                language=self._language,
                translate=self.app.tr,
            )
        )
        self.set_focus(None)
        self.call_after_refresh(self._scroll_to_feedback)
        self.refresh_bindings()

    def _scroll_to_feedback(self) -> None:
        self.page.scroll_to_widget(self.feedback, animate=False, top=True)

    def _clear(self) -> None:
        self._say_trouble("")
        self.feedback.show(None)

    def _say_trouble(self, words: str) -> None:
        self.trouble.update(f"✗ {words}" if words else "")
        self.trouble.display = bool(words)

    @property
    def _draft_key(self) -> tuple[int | None, int]:
        return self.session.id, self._position

    def _draft(self) -> Draft:
        pane = self.query(AnswerPane)
        return pane.first().draft if pane else ()

    def _tick(self) -> None:
        self.refresh_title()
        if self.run_state.remaining_seconds == 0 and not self._busy:
            self._busy = True
            self.end()

    # What keys do.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        asking = self._answered is None
        match action:
            case "hint":
                return asking and bool(self._presented and self._presented.question.hints)
            case "skip" | "confidence":
                return asking
            case "claims":
                return not asking
            case "undo":
                return bool(self.session.attempts)
        return True

    @on(AnswerPane.Submitted)
    def action_submit(self) -> None:
        """Submits the answer, or goes on after feedback."""
        if self._busy:
            return
        if self._answered is not None:
            self._busy = True
            self.ask()
            return
        pane = self.query(AnswerPane).first()
        if hasattr(pane, "choose_at_cursor_if_missing"):
            pane.choose_at_cursor_if_missing()
        try:
            self._submit(pane.answer())
        except AnswerError as error:
            self._say_trouble(self.app.failure_text(error))

    def _submit(self, answer: Answer) -> None:
        self._busy = True
        self._say_trouble("")
        self.app.drafts[self._draft_key] = self._draft()
        confidence = Confidence(self.confidence.value) if self.confidence.value else None
        self.keep(answer, self._language, confidence, self.run_state.question_watch.seconds)

    def action_skip(self) -> None:
        """Says “don't know”."""
        if not self._busy:
            self._submit(SkippedAnswer())

    def action_hint(self) -> None:
        """Shows the next hint."""
        if self._presented is None:
            return
        hints = [hint.in_language(self._language) for hint in self._presented.question.hints]
        self.run_state.show_hint(len(hints))
        self.hints.show(hints[: self.session.hints_shown], len(hints))
        self.call_after_refresh(self.page.scroll_to_widget, self.hints, animate=False)
        self.save()

    def action_flip(self) -> None:
        """Shows the same question in the other language and keeps what was chosen or typed."""
        draft = self._draft()
        self._language = self._language.other
        self._show_question(draft)

    def action_flag(self) -> None:
        """Flags the question to come back to, or takes the flag off."""
        if self._presented is not None:
            name = self._presented.question.id
            self._flagged = self._flagged ^ {name}
            self.keep_flag(name, name in self._flagged)
            self.refresh_title()

    def action_undo(self) -> None:
        """Takes the last answer back; its question comes again."""
        if not self._busy:
            self._busy = True
            self.take_back()

    def action_claims(self) -> None:
        """Shows what the article says behind this question."""
        from dlprep.tui.screens.claims import ClaimsScreen

        if self._presented is not None:
            self.app.push_screen(ClaimsScreen(self._presented.question, self._language))

    @on(ConfidenceBar.Marked)
    def _confidence_clicked(self, event: ConfidenceBar.Marked) -> None:
        self.action_confidence(event.name)

    def action_confidence(self, name: str) -> None:
        """Marks how sure the learner is; the same again takes the mark back."""
        self.confidence.value = "" if self.confidence.value == name else name

    def action_scroll_page(self, direction: int) -> None:
        """Scrolls by most of a screen."""
        self.page.scroll_relative(y=direction * max(1, self.page.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Leaves the text field, so that letters are keys again; then goes Home, to be resumed there."""
        if isinstance(self.focused, Input | TextArea):
            self.set_focus(None)
            return
        self.save()
        if self._answered is None:
            self.app.drafts[self._draft_key] = self._draft()
        self.app.pop_screen()
        self.notify(self.tr("Kept. Resume it from Home."), timeout=3)
