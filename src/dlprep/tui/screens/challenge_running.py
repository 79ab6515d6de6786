"""A challenge while it runs: the screen never waits, and nothing outlives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.errors import DlprepError
from dlprep.domain.judging import OutputWritten
from dlprep.domain.messages import mark
from dlprep.tui.run_outcome import RunOutcome, of_report
from dlprep.tui.screens.challenge_frame import ChallengeFrame

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import RunEvent
    from dlprep.services.coding import FinishedRun

TICK_SECONDS = 0.5


class RunningChallenge(ChallengeFrame):
    """Starts, watches and cancels runs."""

    BINDINGS = [
        Binding("r,ctrl+r", "run", mark("Run")),
        Binding("t,ctrl+t", "tier", mark("Data tier")),
        Binding("x,f9", "cancel", mark("Stop")),
        Binding("escape", "back", mark("Back")),
    ]

    class Told(Message):
        """Something happened in the run."""

        def __init__(self, event: RunEvent) -> None:
            super().__init__()
            self.event = event

    class Ended(Message):
        """The run has ended and is in the history."""

        def __init__(self, finished: FinishedRun) -> None:
            super().__init__()
            self.finished = finished

    outcome: RunOutcome | None = None
    """How the last run on this screen ended."""

    @property
    def holds_run(self) -> bool:
        """True while a run would be lost by leaving."""
        return self.work_state.is_running

    def on_mount(self) -> None:
        """The clock of a run is shown twice a second."""
        self.set_interval(TICK_SECONDS, self._tick, name="tick")

    @work(thread=True, exit_on_error=False, group="run")
    def run_code(self, folder: ChallengeFolder, code: str) -> None:
        """Runs and grades; everything seen on the way comes as a message."""

        def watch(event: RunEvent) -> None:
            self.post_message(self.Told(event))

        finished = self.work_state.run(folder, code, watch)
        self.post_message(self.Ended(finished))

    @on(Told)
    def _told(self, event: Told) -> None:
        self.work_state.tell(event.event)
        if isinstance(event.event, OutputWritten):
            self.run_view.write(event.event.text)
        else:
            self._tick()

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self.outcome = of_report(event.finished.report)
        self.run_view.end(self.outcome)
        if self.outcome.error_line is not None:
            self.editor.go_to_line(self.outcome.error_line)
        if event.finished.not_kept is not None:
            self.app.show_failure(event.finished.not_kept)
        self._over()

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "run":
            self.run_view.fail(self.app.failure_text(error))
            self._over()
            if isinstance(error, DlprepError):
                return  # the sentence stands where the run would be; saying it twice helps nobody
        super().work_failed(group, error)

    def _over(self) -> None:
        self.work_state.ended()
        self.refresh_bindings()
        self.read_runs()
        if self.folder is not None:
            self.warm(self.folder)

    def _tick(self) -> None:
        cockpit = self.work_state.cockpit
        if cockpit is not None and self.folder is not None and self.work_state.is_running:
            limit = self.work_state.rules(self.folder).limits.wall_seconds
            self.run_view.show(cockpit, self.work_state.elapsed_seconds, limit)

    def paint(self) -> None:
        super().paint()
        if self.outcome is not None:
            self.run_view.end(self.outcome)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "tier":
                several = self.folder is not None and len(self.folder.challenge.tiers) > 1
                return several and not self.work_state.is_running
            case "run":
                return self.folder is not None and not self.work_state.is_running
            case "cancel":
                return self.work_state.is_running
        return super().check_action(action, parameters)

    def action_run(self) -> None:
        """Keeps the code and runs it."""
        if self.folder is None or self.work_state.is_running:
            return
        self.keep_changes()
        self.outcome = None
        self.work_state.begin()
        self.run_view.begin()
        self.action_tab("run")
        self._tick()
        self.refresh_bindings()
        self.run_code(self.folder, self.editor.text)

    def action_tier(self) -> None:
        """Goes to the next data tier."""
        if self.folder is None:
            return
        tiers = list(self.folder.challenge.tiers)
        self.work_state.tier = tiers[(tiers.index(self.work_state.tier) + 1) % len(tiers)]
        self.paint()
        self.warm(self.folder)
        if self.work_state.tier.value == "full":
            self.notify(
                self.tr(
                    "This is the article's own data. Get it once with: dlprep data fetch {name}",
                    name=self.folder.challenge.dataset,
                ),
                timeout=8,
            )

    def action_cancel(self) -> None:
        """Ends the run within a second."""
        self.work_state.cancel()
        self.notify(self.tr("Stopping the run…"), timeout=2)

    def action_back(self) -> None:
        """Leaves; a run under way is cancelled when the learner says so."""
        self.app.leave_runs(self.tr("A run is under way. Stop it and leave?"), super().action_back)
