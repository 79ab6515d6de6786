"""A challenge: brief, code, training and runs, with hints on the way and the solution at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.errors import DlprepError
from dlprep.domain.judging import Verdict
from dlprep.domain.messages import mark
from dlprep.tui.code import code_block
from dlprep.tui.external_editor import edit, editor_command
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.challenge_running import RunningChallenge
from dlprep.tui.screens.overlay import Overlay
from dlprep.tui.screens.run_overlays import show_changes, show_confusion, show_samples
from dlprep.tui.widgets.brief_view import BriefView
from dlprep.tui.widgets.record_list import RecordTable

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder, TierRules
    from dlprep.domain.judging import Tier
    from dlprep.domain.progress import RunRecord
    from dlprep.tui.app import DlprepApp


class ChallengeScreen(RunningChallenge):
    """What helps the learner along."""

    BINDINGS = [
        Binding("h,f8", "hint", mark("Hint")),
        Binding("e,ctrl+g", "editor", mark("Your editor")),
        Binding("s,ctrl+o", "solution", mark("Solution"), show=False),
        Binding("n,ctrl+n", "reset", mark("Start anew"), show=False),
        Binding("c,f10", "confusion", mark("Confusion matrix"), show=False),
        Binding("g", "concepts", mark("Questions about it"), show=False),
        Binding("w", "samples", mark("Worst mistakes"), show=False),
        Binding("d", "changes", mark("Changes"), show=False),
    ]

    class Forgotten(Message):
        """The draft on disk is gone; the stub comes in its place."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    @property
    def is_solved(self) -> bool:
        """True after a pass on any tier."""
        return any(run.verdict is Verdict.PASS for run in self.runs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "confusion":
                return self.outcome is not None and bool(self.outcome.confusion)
            case "concepts":
                return bool(self.questions)
            case "samples":
                return self.outcome is not None and bool(self.outcome.samples)
            case "changes":
                return self.compared_run is not None
            case "hint":
                return self.folder is not None and self.work_state.hints_shown < len(
                    self.folder.challenge.hints
                )
            case "solution" | "reset" | "editor":
                return self.folder is not None
        return super().check_action(action, parameters)

    def action_hint(self) -> None:
        """Shows the next of the three hints, below the brief."""
        self.work_state.hints_shown += 1
        self.paint()
        self.action_tab("brief")
        self.call_after_refresh(self.query_one(BriefView).scroll_to_hints)

    def action_solution(self) -> None:
        """Shows the solution after a pass; before one it asks whether the learner gives up."""
        if self.folder is None:
            return
        folder = self.folder
        if self.is_solved or self.work_state.has_given_up:
            self._show_solution(folder)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.work_state.has_given_up = True
                self._show_solution(folder)

        question = self.tr(
            "The solution opens after a pass. Do you give up, honestly, and want to see it now?"
        )
        self.app.push_screen(AskScreen(question), answered)

    def _show_solution(self, folder: ChallengeFolder) -> None:
        self.app.push_screen(Overlay(self.tr("Solution"), code_block(folder.solution, numbered=True)))

    def action_reset(self) -> None:
        """Puts the stub back after asking; undo in the editor still leads to the old code."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.forget_draft(self.work_state.number_draft())

        question = self.tr("Throw your code away and start from the stub? Your runs keep their code.")
        self.app.push_screen(AskScreen(question), answered)

    @work(thread=True, exclusive=True, exit_on_error=False, group="forget")
    def forget_draft(self, number: int) -> None:
        """Forgets the draft on disk."""
        self.work_state.discard_draft(number)
        self.post_message(self.Forgotten(self.work_state.folder().stub))

    @on(Forgotten)
    def _forgotten(self, event: Forgotten) -> None:
        self.editor.exchange(event.code, kept=True)
        self.action_tab("script")

    def action_editor(self) -> None:
        """Hands the code to the learner's own editor and takes back what was saved there."""
        code, fault = self.editor.text, None
        try:
            with self.app.suspend():
                code, fault = self._edited(code)
        except SuspendNotSupported:
            self.notify(self.tr("This terminal cannot be handed to another program."), severity="warning")
        if fault is not None:
            self.app.show_failure(fault)
        self.editor.exchange(code, kept=False)
        self.keep_changes()
        self.action_tab("script")

    def _edited(self, code: str) -> tuple[str, DlprepError | None]:
        """What the editor saved, or the code as it was and why.

        An error that left `App.suspend` would leave the terminal without the app for good.
        """
        try:
            return edit(editor_command(self.app.settings.editor), self.work_state.work_file, code), None
        except DlprepError as error:
            return code, error

    def action_concepts(self, place: int = 0) -> None:
        """Opens the questions about the same concepts in the library, at one of them."""
        from dlprep.tui.screens.library_question import LibraryQuestionScreen

        ids = tuple(question.id for question in self.questions)
        self.app.push_screen(LibraryQuestionScreen(ids, place))

    def action_confusion(self) -> None:
        """Shows which classes were taken for which in the last run."""
        if self.outcome is not None and self.outcome.confusion:
            show_confusion(self.app, self.outcome, self._rules)

    def action_samples(self) -> None:
        """Shows the hidden examples on which the model of the last run was most wrong."""
        if self.outcome is not None and self.outcome.samples:
            show_samples(self.app, self.outcome, self._rules)

    @property
    def _rules(self) -> TierRules | None:
        return self.work_state.rules(self.folder) if self.folder else None

    @property
    def compared_run(self) -> RunRecord | None:
        """What the last run is compared with: the best of the others, or else the one before it."""
        if self.outcome is None:
            return None
        kept = self.runs if self.outcome.is_rehearsal else self.runs[1:]
        return self.outcome.best or next(iter(kept), None)

    def action_changes(self) -> None:
        """Shows what changed in the code since the best run."""
        if self.outcome is not None and self.compared_run is not None:
            is_best = self.outcome.best is not None
            show_changes(self.app, self.compared_run, self.code_run, is_best=is_best)

    def next_steps(self) -> list[tuple[str, str]]:
        steps = {
            "h": ("hint", mark("Next hint")),
            "c": ("confusion", mark("Confusion matrix")),
            "w": ("samples", mark("Worst mistakes")),
            "d": ("changes", mark("Changes since your best run")),
        }
        return [(key, self.tr(words)) for key, (name, words) in steps.items() if self.check_action(name, ())]

    @on(RecordTable.Opened)
    def _open_run(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.run_report import RunReportScreen

        self.app.push_screen(RunReportScreen(int(event.record_id)))


def open_challenge(app: DlprepApp, slug: str, tier: Tier) -> None:
    """Shows a challenge; one that is open below goes on there, because two editors would share one draft."""
    stack = app.screen_stack
    if not any(isinstance(screen, ChallengeScreen) and screen.work_state.slug == slug for screen in stack):
        app.push_screen(ChallengeScreen(slug, tier))
        return
    while not (isinstance(app.screen, ChallengeScreen) and app.screen.work_state.slug == slug):
        app.pop_screen()
