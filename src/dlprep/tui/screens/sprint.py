"""Sprint: a minute of drawn shapes and sizes, and the best rounds so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.tui.block import Block
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from dlprep.domain.progress import SprintRecord

SHOWN = 10
"""How many of the best rounds are listed."""
RULES = mark(
    "A minute of questions with drawn numbers: output shapes, parameter counts, steps, sizes. Type the "
    "number, **enter** takes it and asks the next; **F5** passes. Right or wrong is told in passing, the "
    "worked solutions come at the end. What counts is how many are right; wrong answers part ties."
)


class SprintScreen(BaseScreen):
    """What a sprint is, and the best ones; enter starts one."""

    BINDINGS = [Binding("enter,space,n", "start", mark("Start")), Binding("escape", "back", mark("Back"))]
    scores = getters.query_one("#scores", Static)

    class Loaded(Message):
        """The best rounds are known."""

        def __init__(self, best: tuple[SprintRecord, ...], questions: int) -> None:
            super().__init__()
            self.best, self.questions = best, questions

    _best: tuple[SprintRecord, ...] | None = None
    _questions = 0

    def heading(self) -> str:
        return self.tr("Sprint")

    def aside(self) -> str:
        return self.tr("{count} kinds of question", count=self._questions) if self._questions else ""

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(Block([prose(self.tr(RULES))]), id="rules")
            yield Static(id="scores")

    def on_screen_resume(self) -> None:
        """Reads the rounds again: one may just have ended."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads the best rounds."""
        from dlprep.services.quiz import sprint_templates

        core = self.app.core
        questions = len(sprint_templates(core.bank()))
        self.post_message(self.Loaded(core.store().best_sprints(limit=SHOWN), questions))

    @on(Loaded)
    def _fill(self, event: Loaded) -> None:
        self._best, self._questions = event.best, event.questions
        self._paint()

    def _paint(self) -> None:
        if self._best is not None:
            self.scores.update(Block(self._lines(self._best)))
        self.refresh_title()

    def _lines(self, best: tuple[SprintRecord, ...]) -> Iterator[Content]:
        if not best:
            yield Content.styled(self.tr("No round yet."), MUTED)
            return
        yield Content.styled(self.tr("Best rounds"), MUTED)
        for rank, record in enumerate(best, start=1):
            words = self.tr("{correct} right of {answered}", correct=record.correct, answered=record.answered)
            yield Content.assemble(
                (f"{rank:>3}  ", MUTED), (words, "bold" if rank == 1 else ""), f"  {record.local_day}"
            )

    def action_start(self) -> None:
        """Starts a round."""
        self.start_session(QuizRequest(mode=Mode.SPRINT))
