"""A sprint under way: one number after the other until the minute is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.content import Content
from textual.widgets import Static

from dlprep.domain.grading import Grade
from dlprep.domain.numbers import number_text
from dlprep.domain.questions import NumericQuestion
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.words import GRADE_MARKS, GRADE_STYLES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.services.quiz import Answered

_NOT_NOW = frozenset({"hint", "confidence", "undo", "claims", "go_on", "why", "rate"})


class SprintRoundScreen(QuizScreen):
    """The quiz without what takes time: no confidence, hints or undo; leaving ends the round."""

    last = getters.query_one("#last", Static)

    def heading(self) -> str:
        attempts = self.session.attempts
        right = sum(attempt.grade is Grade.CORRECT for attempt in attempts)
        return self.tr("Sprint · {correct} right of {answered}", correct=right, answered=len(attempts))

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield Static(id="last", markup=False)

    def on_mount(self) -> None:
        """Starts the minute."""
        self.confidence.display = False
        super().on_mount()

    def told(self, answered: Answered) -> None:
        """Says in one line whether the last number was right, and what was."""
        grade = answered.grading.grade.value
        question = answered.presented.question
        right = number_text(question.answer) if isinstance(question, NumericQuestion) else ""
        words = self.tr("Right: {answer}", answer=right)
        if answered.grading.grade is not Grade.CORRECT:
            words = self.tr("It was {answer}", answer=right)
        self.last.update(Content.styled(f"{GRADE_MARKS[grade]} {words}", GRADE_STYLES[grade]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _NOT_NOW:
            return False
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Ends the round; what was answered counts."""
        if not self._is_busy:
            self._is_busy = True
            self.end()
