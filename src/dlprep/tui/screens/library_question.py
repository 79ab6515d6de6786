"""A question to read: the answer and the reasons come only when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.screens.reading import ReadingScreen
from dlprep.tui.when import local_time
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.options_view import OptionsView
from dlprep.tui.widgets.question_view import QuestionView
from dlprep.tui.words import GRADE_MARKS, GRADES, LEVELS, TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.practice import Attempt
    from dlprep.domain.presenting import Presented
    from dlprep.domain.questions import Question


class LibraryQuestionScreen(ReadingScreen):
    """Walks through the questions that were found."""

    BINDINGS = [
        Binding("r,enter", "reveal", mark("Reveal")),
        Binding("right,n", "walk(1)", mark("Next question"), key_display="→"),
        Binding("left,b", "walk(-1)", mark("Question before"), key_display="←", show=False),
        Binding("p", "practise", mark("Practise it")),
        Binding("m", "flag", mark("Flag")),
    ]
    CSS = "LibraryQuestionScreen #facts { height: auto; color: $text-muted; margin-bottom: 1; }"

    class Loaded(Message):
        """A question with the learner's last answers to it, whether it is flagged, and its pack if any."""

        def __init__(
            self, presented: Presented, attempts: tuple[Attempt, ...], pack: str, is_flagged: bool
        ) -> None:
            super().__init__()
            self.presented, self.attempts, self.pack = presented, attempts, pack
            self.is_flagged = is_flagged

    _shown: Loaded | None = None
    _is_coming = False

    def __init__(self, question_ids: tuple[str, ...], place: int = 0) -> None:
        super().__init__(name="library-question")
        self._ids, self._place = question_ids, place
        self.language = self.app.language
        self._revealed = False

    def heading(self) -> str:
        place = self.tr("Question {place} of {count}", place=self._place + 1, count=len(self._ids))
        if self._shown is None:
            return place
        question = self._shown.presented.question
        flag = f" · ⚑ {self.tr('flagged')}" if self._shown.is_flagged else ""
        return f"{place} · {self.tr(TYPES[question.type])} · {self.tr(LEVELS[question.level.value])}{flag}"

    def aside(self) -> str:
        return self._ids[self._place]

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield Static(id="facts", markup=False)
            yield QuestionView(id="question")
            yield OptionsView(id="options")
            yield FeedbackView(self.app.tr, id="feedback")

    def on_mount(self) -> None:
        """Asks for the question."""
        self.watch(self.page, "virtual_size", self._bring_answer, init=False)
        self.load(self._ids[self._place])

    def relabel(self) -> None:
        self.language = self.app.language
        super().relabel()

    @property
    def question(self) -> Question | None:
        return self._shown.presented.question if self._shown else None

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self, question_id: str) -> None:
        """Presents the question, always with the same order and numbers, and reads the last answers to it."""
        from dlprep.domain.practice import PlannedQuestion
        from dlprep.domain.presenting import present

        core = self.app.core
        bank = core.bank()
        planned = PlannedQuestion(question_id, bank.hashes.get(question_id, ""), 0, 0)
        attempts = core.store().attempts(limit=5, question_id=question_id)
        is_flagged = question_id in core.store().flagged()
        self.post_message(
            self.Loaded(present(bank, planned), attempts, bank.pack_of(question_id), is_flagged)
        )

    @work(thread=True, exit_on_error=False, group="flag")
    def keep_flag(self, question_id: str, flagged: bool) -> None:
        """Keeps a flag."""
        core = self.app.core
        core.store().set_flagged(question_id, flagged=flagged, at=core.clock.moment().at)

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown = event
        self.paint()
        self.page.scroll_home(animate=False)

    def paint(self) -> None:
        if self._shown is None:
            return
        presented = self._shown.presented
        self.query_one("#facts", Static).update(Block([Content(self._facts())]))
        self.query_one(QuestionView).show(presented.question, self.language)
        options = self.query_one(OptionsView)
        options.show(presented, self.language)
        options.display = not self._revealed and bool(options.plain)
        self._paint_answer(presented)
        self.refresh_title()
        self.refresh_bindings()

    def _paint_answer(self, presented: Presented) -> None:
        from dlprep.domain.answers import SkippedAnswer
        from dlprep.domain.grading import Grade, Grading
        from dlprep.tui.explaining import explain

        view = self.query_one(FeedbackView)
        if not self._revealed:
            view.show(None)
            return
        told = explain(
            presented,
            SkippedAnswer(),
            Grading(Grade.UNGRADED, 0.0),
            language=self.language,
            translate=self.app.tr,
        )
        from dataclasses import replace

        view.show(replace(told, note=self.tr("You are reading, not answering; nothing is counted.")))

    def _facts(self) -> str:
        pack = self._shown.pack if self._shown else ""
        origin = self.tr("From your pack “{name}”.", name=pack) + " " if pack else ""
        return origin + self._answers()

    def _answers(self) -> str:
        attempts = [each for each in self._shown.attempts if not each.undone_at] if self._shown else []
        if not attempts:
            return self.tr("You have not answered this question yet.")
        told = [
            f"{GRADE_MARKS[attempt.grade.value]} {self.tr(GRADES[attempt.grade.value])} "
            f"{local_time(attempt.answered_at)}"
            for attempt in attempts
        ]
        return self.tr("Your last answers: {answers}", answers=" · ".join(told[:3]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return not self._revealed if action == "reveal" else True

    def action_reveal(self) -> None:
        """Shows the answer, a reason for every option, and the sources."""
        self._revealed = self._is_coming = True
        self.paint()

    def _bring_answer(self) -> None:
        """Scrolls to an answer that was just revealed, as soon as there is room to scroll."""
        if self._is_coming:
            self._is_coming = False
            feedback = self.query_one(FeedbackView)
            self.call_after_refresh(self.page.scroll_to_widget, feedback, animate=False, top=True)

    def action_flag(self) -> None:
        """Flags the question to come back to, or takes the flag off."""
        if self._shown is not None:
            self._shown.is_flagged = not self._shown.is_flagged
            self.keep_flag(self._shown.presented.question.id, self._shown.is_flagged)
            self.refresh_title()

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "flag" and self._shown is not None:
            self._shown.is_flagged = not self._shown.is_flagged
            self.refresh_title()
        super().work_failed(group, error)

    def action_walk(self, step: int) -> None:
        """Goes to the next question or the one before; stops at both ends."""
        place = max(0, min(len(self._ids) - 1, self._place + step))
        if place != self._place:
            self._place, self._revealed = place, False
            self.load(self._ids[place])

    def action_practise(self) -> None:
        """Asks this question."""
        from dlprep.domain.practice import QuizRequest

        self.start_session(QuizRequest(question_ids=(self._ids[self._place],)))
