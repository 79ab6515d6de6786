"""The scrolling part of the quiz: question, answering widget, hints, trouble, feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from dlprep.tui.block import Block, Line
from dlprep.tui.explaining import explain
from dlprep.tui.widgets.answer_pane import AnswerPane, Draft
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.hint_ladder import HintLadder
from dlprep.tui.widgets.panes import make_pane
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.widgets.row_pane import RowPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from dlprep.domain.answers import Answer
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented
    from dlprep.services.quiz import Answered


class QuizPage(VerticalScroll, can_focus=False):
    """Shows one question at a time, to be answered or with its feedback."""

    view = getters.query_one(QuestionView)
    hints = getters.query_one(HintLadder)
    feedback = getters.query_one(FeedbackView)
    trouble = getters.query_one("#trouble", Static)

    def __init__(self, translate: Translate, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._translate = translate
        self._is_ready = False
        self._kept_on_top: Widget | None = None

    def compose(self) -> ComposeResult:
        """The parts that stay from question to question; the answering widget is put between them."""
        yield QuestionView(id="question")
        yield Static(id="trouble", markup=False)
        yield HintLadder(self._translate, id="hints")
        yield FeedbackView(self._translate, id="feedback")

    @property
    def pane(self) -> AnswerPane | None:
        """The answering widget, or None while there is nothing to answer or it is being replaced."""
        found = self.query(AnswerPane)
        return found.first() if found and self._is_ready else None

    @property
    def has_pane(self) -> bool:
        """True when the answering widget stands; cheap, since every key is asked about."""
        return self._is_ready

    @property
    def draft(self) -> Draft:
        """What is chosen or typed."""
        return self.pane.draft if self.pane else ()

    @property
    def is_typing(self) -> bool:
        """True while the cursor is in a text field, so that letters are text and not keys."""
        return isinstance(self.screen.focused, Input | TextArea)

    def ask(self, presented: Presented, language: Language, *, draft: Draft = ()) -> None:
        """Shows a question to be answered; `pane` stands a moment later."""
        self._is_ready = False
        self._kept_on_top = None
        self.say_trouble("")
        self.feedback.show(None)
        # The pane of spot-bug shows the code itself, so that its lines can be chosen.
        self.view.show(presented.question, language, with_code=presented.question.type != "spot-bug")
        self.run_worker(self._put_pane(presented, language, draft), exclusive=True, group="pane")

    async def _put_pane(self, presented: Presented, language: Language, draft: Draft) -> None:
        with self.app.batch_update():  # the pane, its cursor and the keys that go with them come in one frame
            await self.query(AnswerPane).remove()
            pane = make_pane(presented, language=language, translate=self._translate, draft=draft)
            await self.mount(pane, after=self.view)
            if not pane.is_attached:  # the app ends, or the screen was left, meanwhile
                return
            pane.take_focus()
            self.scroll_home(animate=False)
            self._is_ready = True
            self.refresh_bindings()

    def show_feedback(self, answered: Answered, language: Language) -> None:
        """Shows a question with what its answer earned, and why."""
        self._is_ready = False
        self.workers.cancel_group(self, "pane")
        self.query(AnswerPane).remove()
        self.say_trouble("")
        self.hints.show((), 0)
        self.view.show(answered.presented.question, language)
        self.feedback.show(
            explain(
                answered.presented,
                answered.attempt.answer,
                answered.grading,
                language=language,
                translate=self._translate,
            )
        )
        self._kept_on_top = self.feedback
        self.call_after_refresh(self._keep_on_top)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def on_resize(self) -> None:
        """Keeps the field that is typed into in sight."""
        if (field := self.screen.focused) is not None and self.is_typing:
            self.call_after_refresh(self.scroll_to_widget, field, animate=False)

    def watch_virtual_size(self) -> None:
        """The page grew or shrank: question, pane and feedback come and go in separate layouts."""
        self.call_after_refresh(self._keep_on_top)

    def _keep_on_top(self) -> None:
        if self._kept_on_top is not None:
            self.scroll_to_widget(self._kept_on_top, animate=False, top=True)

    def show_hints(self, presented: Presented, language: Language, shown: int) -> None:
        """Shows the first hints of a question."""
        hints = [hint.in_language(language) for hint in presented.question.hints]
        self.hints.show(hints[:shown], len(hints))
        if shown:
            self.call_after_refresh(self.scroll_to_widget, self.hints, animate=False)

    def say_trouble(self, words: str) -> None:
        """Shows a sentence under the answer, or takes it away; what was typed stays."""
        self.trouble.update(Block([Line(Content(words), Content("✗ "))]) if words else "")
        self.trouble.display = bool(words)
        if words:
            self.call_after_refresh(self.scroll_to_widget, self.trouble, animate=False)

    def answer(self) -> Answer | None:
        """The answer as it stands; None while there is nothing to answer.

        Raises:
            AnswerError: if something is still missing.
        """
        if isinstance(self.pane, RowPane):
            self.pane.choose_at_cursor_if_missing()
        return self.pane.answer() if self.pane else None
