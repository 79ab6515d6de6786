"""What all places have in common: title and key line, going back, failures, too little space."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp
from dlprep.tui.messages import InterviewReady, SessionReady
from dlprep.tui.widgets.key_bar import KeyBar
from dlprep.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.practice import PracticeSession, QuizRequest


LEAST_CELLS, LEAST_LINES = 40, 12
"""Below this a place cannot be shown."""
WIDE_CELLS = 100
"""From this width on a place may use two columns."""


class BaseScreen(Screen[None]):
    """A place. Subclasses give `heading`, `compose_body` and, when they show words, `relabel`."""

    app = getters.app(DlprepApp)
    title_bar = getters.query_one(TitleBar)
    CSS_PATH: ClassVar[Path | None] = Path(__file__).parents[1] / "places.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (LEAST_CELLS, "-narrow"), (WIDE_CELLS, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-too-low"), (LEAST_LINES, "-low"), (32, "-high")]
    BINDINGS = [Binding("escape", "back", mark("Back"), show=False)]

    class InTurn(Message):
        """What is to be done once the keys before it have been taken in; goes the way that keys go."""

        def __init__(self, act: Callable[[], object]) -> None:
            super().__init__()
            self.act = act

    _had_focus: Widget | None = None
    _is_too_small = False

    def compose(self) -> ComposeResult:
        """The frame around `compose_body`."""
        yield Static(self.tr("Too small. Make the window larger."), id="too-small", markup=False)
        yield TitleBar(self.heading(), self.aside())
        yield from self.compose_body()
        yield KeyBar(self.app.tr)

    def compose_body(self) -> ComposeResult:
        """The widgets between the title line and the key line."""
        yield from ()

    def heading(self) -> str:
        """What the title line says on the left, in the learner's language."""
        return "dlprep"

    def aside(self) -> str:
        """What the title line says on the right."""
        return ""

    def tr(self, template: str, **parameters: object) -> str:
        """An English template in the learner's language."""
        return self.app.tr(template, **parameters)

    def relabel(self) -> None:
        """Repaints every word after a change of language."""
        self.refresh(recompose=True)

    def refresh_title(self) -> None:
        """Writes the title line anew."""
        if self.is_mounted:
            self.title_bar.update_words(self.heading(), self.aside())

    def on_key(self, event: events.Key) -> None:
        """A key meant for what is hidden must not become a command."""
        if self._is_too_small:
            event.stop()

    def in_turn(self, act: Callable[[], object]) -> None:
        """Does what a priority binding stands for, after all keys that were pressed before it.

        Such a binding overtakes keys that wait in the field with the focus, as when an input method commits
        many at once, and bindings of other keys, which the app looks up when nobody has taken them.
        """
        (self.focused or self).post_message(self.InTurn(act))

    @on(InTurn)
    def _act_in_turn(self, event: InTurn) -> None:
        self.app.call_later(event.act)

    def on_resize(self, event: events.Resize) -> None:
        """A window that is too small hides everything, which takes the focus; it comes back afterwards."""
        was_too_small = self._is_too_small
        self._is_too_small = event.size.width < LEAST_CELLS or event.size.height < LEAST_LINES
        if self._is_too_small and not was_too_small:
            self._had_focus = self.focused
        elif was_too_small and not self._is_too_small and self._had_focus is not None:
            self.call_after_refresh(self.set_focus, self._had_focus)

    @on(Worker.StateChanged)
    def _report_failed_work(self, event: Worker.StateChanged) -> None:
        """A worker that failed says so; a subclass may do more in `work_failed`."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.work_failed(event.worker.group, event.worker.error)

    def work_failed(self, group: str, error: BaseException) -> None:  # noqa: ARG002 - subclasses look at the group
        """Called on the event loop with the error of a worker in `group`."""
        self.app.show_failure(error)

    def action_back(self) -> None:
        """Goes back to where the learner came from; Home stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    @work(thread=True, exclusive=True, exit_on_error=False, group="start")
    def start_session(self, request: QuizRequest) -> None:
        """Plans a session and keeps it, then shows it."""
        from dlprep.services.quiz import plan_session
        from dlprep.services.remembering import with_due_questions

        core, settings = self.app.core, self.app.settings
        planned = plan_session(
            core.bank(),
            with_due_questions(core.bank(), core.store(), settings, request, core.clock.moment()),
            language=self.app.language,
            seed=self.app.new_seed(),
            moment=core.clock.moment(),
        )
        core.settle()
        self.post_message(SessionReady(core.store().add_session(planned)))

    @on(SessionReady)
    def _session_ready(self, event: SessionReady) -> None:
        self.show_session(event.session)

    def show_session(self, session: PracticeSession) -> None:
        """Shows a session above Home, so that going back from it leads there."""
        from dlprep.domain.practice import Mode
        from dlprep.tui.screens.quiz import QuizScreen
        from dlprep.tui.screens.sprint_round import SprintRoundScreen

        screen = SprintRoundScreen if session.request.mode is Mode.SPRINT else QuizScreen

        self._show_above_home(lambda: screen(session))

    @on(InterviewReady)
    def _interview_ready(self, event: InterviewReady) -> None:
        self.show_interview(event.interview)

    def show_interview(self, interview: Interview) -> None:
        """Shows an interview above Home."""
        from dlprep.tui.screens.interview import InterviewScreen

        self._show_above_home(lambda: InterviewScreen(interview))

    def _show_above_home(self, make: Callable[[], Screen[None]]) -> None:
        def show() -> None:
            self.app.go_home()
            self.app.push_screen(make())

        self.app.leave_runs(self.tr("A run is under way. Stop it and leave?"), show)
