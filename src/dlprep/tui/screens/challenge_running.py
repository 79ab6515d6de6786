"""A challenge while it runs: the screen never waits, and nothing outlives it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TabbedContent

from dlprep.domain.errors import DlprepError
from dlprep.domain.judging import OutputWritten, Verdict
from dlprep.domain.messages import mark
from dlprep.tui.cockpit import bounds_of
from dlprep.tui.consent import needs_consent
from dlprep.tui.run_outcome import RunOutcome, of_report
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.challenge_frame import ChallengeFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Report, RunEvent
    from dlprep.services.coding import FinishedRun

TICK_SECONDS = 0.5


class RunningChallenge(ChallengeFrame):
    """Starts, watches and cancels runs, in full or in small."""

    BINDINGS = [
        Binding("r,ctrl+r", "run", mark("Run")),
        Binding("k,ctrl+s", "check", mark("Check")),
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

    class Checked(Message):
        """The run in small has ended."""

        def __init__(self, report: Report) -> None:
            super().__init__()
            self.report = report

    outcome: RunOutcome | None = None
    """How the last run on this screen ended."""
    code_run = ""
    """What was run then."""

    @property
    def holds_run(self) -> bool:
        """True while a run would be lost by leaving."""
        return self.work_state.is_running and not self.work_state.is_checking

    def on_mount(self) -> None:
        """The clock of a run is shown twice a second."""
        self.set_interval(TICK_SECONDS, self._tick, name="tick")

    @work(thread=True, exit_on_error=False, group="run")
    def run_code(self, folder: ChallengeFolder, code: str) -> None:
        """Runs and grades; everything seen on the way comes as a message."""
        self.post_message(self.Ended(self.work_state.run(folder, code, self._watch)))

    @work(thread=True, exit_on_error=False, group="run")
    def check_code(self, folder: ChallengeFolder, code: str) -> None:
        """Runs in small, a step or two of every `fit`; nothing of it is kept."""
        self.post_message(self.Checked(self.work_state.rehearse(folder, code, self._watch)))

    def _watch(self, event: RunEvent) -> None:
        self.post_message(self.Told(event))

    @on(TabbedContent.TabActivated)
    def _looked_at(self) -> None:
        self._tick()

    @on(Told)
    def _told(self, event: Told) -> None:
        self.work_state.tell(event.event)
        if isinstance(event.event, OutputWritten):
            self.run_view.write(event.event.text)
        else:
            self._tick()

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        best = self.bests.get(self.work_state.tier)
        self._show_outcome(of_report(event.finished.report).beside(best))
        if event.finished.not_kept is not None:
            self.app.show_failure(event.finished.not_kept)

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        outcome = of_report(event.report, is_rehearsal=True)
        self._show_outcome(outcome)
        if self.query_one(TabbedContent).active != "run":
            words = outcome.message.render(self.tr) if outcome.message else ""
            is_fine = outcome.verdict is Verdict.PASS
            self.notify(words, severity="information" if is_fine else "warning", timeout=8, markup=False)

    def _show_outcome(self, outcome: RunOutcome) -> None:
        self.outcome = outcome
        self._over()
        self.paint()
        if outcome.error_line is not None:
            self.editor.go_to_line(outcome.error_line)

    def work_failed(self, group: str, error: BaseException) -> None:
        if group == "run":
            self.run_view.fail(self.app.failure_text(error))
            self._over()
            if isinstance(error, DlprepError):
                self.action_tab("run")
                return  # the sentence stands where the run would be; saying it twice helps nobody
        super().work_failed(group, error)

    def _over(self) -> None:
        self.work_state.ended()
        self.refresh_bindings()
        self.read_runs()
        if self.folder is not None:
            self.warm(self.folder)

    def _tick(self) -> None:
        """Shows how the run stands, if anybody looks."""
        cockpit = self.work_state.cockpit
        is_seen = self.query_one(TabbedContent).active == "run"
        if is_seen and cockpit is not None and self.folder is not None and self.work_state.is_running:
            bounds = bounds_of(self.folder.challenge, self.work_state.rules(self.folder))
            self.run_view.show(cockpit, self.work_state.elapsed_seconds, bounds)

    def paint(self) -> None:
        super().paint()
        if self.outcome is not None and self.folder is not None:
            sheets = self.folder.challenge.checks
            self.run_view.end(self.outcome, sheets, self.app.language, self.next_steps())

    def next_steps(self) -> list[tuple[str, str]]:
        """Keys and words of what can be looked at after a run."""
        return []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "tier":
                several = self.folder is not None and len(self.folder.challenge.tiers) > 1
                return several and not self.work_state.is_running
            case "run" | "check":
                return self.folder is not None and not self.work_state.is_running
            case "cancel":
                return self.work_state.is_running
        return super().check_action(action, parameters)

    def action_run(self) -> None:
        """Keeps the code and runs it; where nothing keeps it apart from the machine, asks once."""
        self._with_consent(self._run)

    def action_check(self) -> None:
        """Keeps the code and runs it in small, to find what would fail before it costs minutes."""
        self._with_consent(self._check)

    def _with_consent(self, go: Callable[[ChallengeFolder], None]) -> None:
        folder = self.folder
        if folder is None or self.work_state.is_running:
            return
        if not needs_consent(self.app.settings, self.runs, sys.platform):
            go(folder)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.change_settings(replace(self.app.settings, runs_unisolated=True))
                go(folder)

        question = self.tr(
            "This system offers nothing that keeps your script apart from your files and the network. It "
            "runs with your own rights, as any script you start. Run scripts here?"
        )
        self.app.push_screen(AskScreen(question), answered)

    def _run(self, folder: ChallengeFolder) -> None:
        self._begin(is_checking=False)
        self.action_tab("run")
        self.run_code(folder, self.code_run)

    def _check(self, folder: ChallengeFolder) -> None:
        self._begin(is_checking=True)
        self.check_code(folder, self.code_run)

    def _begin(self, *, is_checking: bool) -> None:
        self.keep_changes()
        self.outcome = None
        self.code_run = self.editor.text
        self.work_state.begin(is_checking=is_checking)
        self.run_view.begin()
        self._tick()
        self.refresh_bindings()

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
