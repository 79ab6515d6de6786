"""The quiz: one question at a time. An answer is on disk before its feedback is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.binding import Binding

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.errors import AnswerError, DlprepError
from dlprep.domain.messages import mark
from dlprep.domain.practice import Confidence, Mode
from dlprep.tui.screens.keys import KeyLine
from dlprep.tui.screens.quiz_work import QuizWork
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft
from dlprep.tui.widgets.confidence_bar import ConfidenceBar
from dlprep.tui.widgets.quiz_page import QuizPage
from dlprep.tui.widgets.row_pane import RowPane
from dlprep.tui.words import LEVELS, MODES, TYPES, clock_text

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.answers import Answer
    from dlprep.domain.practice import PracticeSession
    from dlprep.domain.presenting import Presented
    from dlprep.services.quiz import Answered

SAVE_SECONDS = 5.0
"""How often the elapsed time is kept: what a killed process can lose at most."""
TICK_SECONDS = 0.5


class QuizScreen(QuizWork):
    """Asks until the plan is done, the time is over, or the learner leaves; leaving loses nothing."""

    BINDINGS = [
        Binding("enter,ctrl+s", "submit", mark("Submit")),
        Binding("enter,space,n", "go_on", mark("Next")),
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
        Binding("pagedown,down", "scroll_page(1)", mark("Page down"), show=False),
        Binding("pageup,up", "scroll_page(-1)", mark("Page up"), show=False),
    ]
    page = getters.query_one(QuizPage)
    confidence = getters.query_one(ConfidenceBar)

    def __init__(self, session: PracticeSession) -> None:
        super().__init__(session)
        self._presented: Presented | None = None
        self._answered: Answered | None = None
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
    def more_keys(self) -> tuple[KeyLine, ...]:
        """Keys that the rows of an answer take."""
        chooses = self._answered is None and isinstance(self.page.pane, RowPane)
        return (KeyLine("1-9 a-g", mark("Choose by number or letter")),) if chooses else ()

    @property
    def takes_answer(self) -> bool:
        """True when a question stands and can be answered now."""
        return not self._is_busy and self._answered is None and self.page.pane is not None

    def heading(self) -> str:
        count = len(self.session.plan)
        place = min(self._position + 1, count)
        parts = [f"{self.tr(MODES[self.session.request.mode.value])} {place}/{count}"]
        if self._presented is not None:
            question = self._presented.question
            parts += [self.tr(TYPES[question.type]), self.tr(LEVELS[question.level.value])]
            if question.id in self._flagged:
                parts.append(f"⚑ {self.tr('flagged')}")
        return " · ".join(parts)

    def aside(self) -> str:
        left = self.quiz.remaining_seconds
        if left is not None:
            return self.tr("{time} left", time=clock_text(left))
        return clock_text(self.quiz.session_watch.seconds)

    def compose_body(self) -> ComposeResult:
        yield QuizPage(self.app.tr, id="page", classes="page")
        yield ConfidenceBar(self.app.tr, id="confidence")

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
        """Looking elsewhere is no thinking time, except in an exam."""
        if self.session.request.mode is not Mode.EXAM:
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
        self._presented, self._answered = event.presented, None
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
            self.ask()
            return
        self._is_busy = False
        self._answered = event.answered
        self._paint(())

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
        if self._answered is not None:
            self.page.show_feedback(self._answered, self._language)
            self.set_focus(None)
        else:
            self.page.ask(self._presented, self._language, draft=draft)
            self.page.show_hints(self._presented, self._language, self.session.hints_shown)
        self.refresh_title()
        self.refresh_bindings()

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

    def on_descendant_focus(self) -> None:
        """The bar names keys that work where the cursor is."""
        self.confidence.is_typing = self.page.is_typing

    def on_descendant_blur(self) -> None:
        """As above."""
        self.confidence.is_typing = self.page.is_typing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        is_asking = self._answered is None and self._presented is not None
        match action:
            case "hint":
                return is_asking and bool(self._presented and self._presented.question.hints)
            case "flag" | "flip":
                return self._presented is not None
            case "skip" | "confidence" | "submit":
                return is_asking
            case "claims" | "go_on":
                return self._answered is not None
            case "undo":
                return bool(self.session.attempts)
        return True

    def action_go_on(self) -> None:
        """Leaves the feedback for the next question."""
        if not self._is_busy and self._answered is not None:
            self._is_busy = True
            self.ask()

    @on(AnswerPane.Submitted)
    def action_submit(self) -> None:
        """Submits the answer."""
        if self._is_busy or self._answered is not None:
            return
        try:
            answer = self.page.answer()
        except AnswerError as error:
            self.page.say_trouble(self.app.failure_text(error))
        else:
            self._submit(answer)

    def action_skip(self) -> None:
        """Says “don't know”."""
        if not self._is_busy and self._answered is None and self._presented is not None:
            self._submit(SkippedAnswer())

    def _submit(self, answer: Answer | None) -> None:
        if answer is None:
            return
        self._is_busy = True
        self._keep_draft()
        self.keep(
            answer, self._language, Confidence(self.confidence.value) if self.confidence.value else None
        )

    def action_hint(self) -> None:
        """Shows the next hint."""
        if self._presented is not None:
            self.quiz.show_hint(len(self._presented.question.hints))
            self.page.show_hints(self._presented, self._language, self.session.hints_shown)
            self.save()

    def action_flip(self) -> None:
        """Shows the same question in the other language and keeps what was chosen or typed."""
        if not self._is_busy:
            self._keep_draft()
            self._language = self._language.other
            self._paint(self.app.drafts.get(self._draft_key, ()))

    def action_flag(self) -> None:
        """Flags the question to come back to, or takes the flag off."""
        if self._presented is not None:
            name = self._presented.question.id
            self._flagged = self._flagged ^ {name}
            self.keep_flag(name, name in self._flagged)
            self.refresh_title()

    def action_undo(self) -> None:
        """Takes the last answer back; its question comes again."""
        if not self._is_busy:
            self._is_busy = True
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
        """Scrolls by half a screen."""
        self.page.scroll_relative(y=direction * max(1, self.page.size.height // 2), animate=False)

    def action_leave(self) -> None:
        """Leaves the text field, so that letters are keys again; then goes Home, to be resumed there."""
        if self.page.is_typing:
            self.set_focus(None)
            return
        self.save()
        self._keep_draft()
        self.app.pop_screen()
        self.notify(self.tr("Kept. Resume it from Home."), timeout=3)
