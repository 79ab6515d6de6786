"""A challenge while it is worked on: what the screen knows, and what its workers do."""

from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING

from dlprep.domain.judging import PhaseChanged, RunPhase, Submission, TrainedAgain
from dlprep.services import coding
from dlprep.services.puzzles import folder_of
from dlprep.tui.cockpit import Cockpit
from dlprep.tui.external_editor import left_behind, own_folder
from dlprep.tui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.challenges import ChallengeFolder, TierRules
    from dlprep.domain.judging import Report, RunEvent, Tier
    from dlprep.domain.progress import RunRecord
    from dlprep.domain.questions import Question
    from dlprep.services.coding import FinishedRun
    from dlprep.services.ports import Watcher
    from dlprep.tui.core import Core

RUNS_SHOWN = 200
"""Runs of one challenge in its timeline."""


class ChallengeWork:
    """One challenge on one tier. Methods that say so touch the disk or block and belong into a worker."""

    def __init__(self, core: Core, slug: str, tier: Tier) -> None:
        self._core = core
        self.slug = slug
        self.tier = tier
        self.cockpit: Cockpit | None = None
        """The run under way, or the last one; None before the first."""
        self.is_running = False
        self.is_checking = False
        """What runs, runs in small, and nothing of it is kept."""
        self.hints_shown = 0
        self.has_given_up = False
        self._drafts = self._kept_draft = 0
        self._draft_lock = Lock()
        self._cancel = Event()
        self._budget = Stopwatch(core.clock.monotonic)

    @property
    def elapsed_seconds(self) -> float:
        """Time that counts against the limit: since training began."""
        return self._budget.seconds

    @property
    def work_file(self) -> Path:
        """Where the code lies while an editor of the learner's has it."""
        return coding.work_file(self.slug, own_folder(self._work_folder))

    @property
    def _work_folder(self) -> Path:
        return self._core.paths.data_dir / "work"

    def folder(self) -> ChallengeFolder:
        """The challenge, or the puzzle of that name; the bank may be read, so this belongs into a worker.

        Raises:
            BadInputError: if there is neither.
        """
        return folder_of(self._core.bank(), self._core.mutants(), self.slug)

    def questions(self, folder: ChallengeFolder) -> tuple[Question, ...]:
        """The questions about its concepts, as far as the bank holds them."""
        held = self._core.bank().questions
        return tuple(held[name] for name in folder.challenge.questions if name in held)

    def rules(self, folder: ChallengeFolder) -> TierRules:
        """Limits and thresholds on the tier chosen."""
        return coding.rules_of(folder.challenge, self.tier)

    def code(self, folder: ChallengeFolder) -> str:
        """The draft or the stub, from disk; what an editor saved after a kill becomes the draft."""
        left = left_behind(self._work_folder, self.work_file.name)
        if left is not None:
            coding.save_draft(self._core.store(), self.slug, left.code, clock=self._core.clock)
            left.path.unlink(missing_ok=True)
        return coding.current_code(self._core.store(), folder)

    def number_draft(self) -> int:
        """A number for the draft of now; on the event loop, in the order of typing."""
        self._drafts += 1
        return self._drafts

    def save_draft(self, code: str, number: int) -> None:
        """Keeps the code on disk, unless a later draft was kept already by another worker.

        Raises:
            BadInputError: if it is too long.
            StorageError: if it cannot be written.
        """
        with self._draft_lock:
            if number > self._kept_draft:
                coding.save_draft(self._core.store(), self.slug, code, clock=self._core.clock)
                self._kept_draft = number

    def discard_draft(self, number: int) -> None:
        """Forgets the code on disk; drafts before `number` are not kept any more."""
        with self._draft_lock:
            self._core.store().discard_draft(self.slug)
            self._kept_draft = number

    def runs(self) -> tuple[RunRecord, ...]:
        """The last runs of this challenge on any tier, newest first, from disk."""
        return self._core.store().runs(limit=RUNS_SHOWN, slug=self.slug)

    def bests(self) -> dict[Tier, RunRecord]:
        """The best run of this challenge on each tier, from disk."""
        best = self._core.store().best_runs()
        return {tier: run for (slug, tier), run in best.items() if slug == self.slug}

    def warm(self, folder: ChallengeFolder) -> None:
        """Starts a spare worker in the background."""
        self._core.judge().warm(folder, self.tier)

    def begin(self, *, is_checking: bool = False) -> None:
        """Makes ready for a run; on the event loop, before `run` or `rehearse`."""
        self._cancel = Event()
        self.is_running, self.is_checking = True, is_checking
        self.cockpit = Cockpit()
        self._budget.reset()
        self._budget.pause()

    def run(self, folder: ChallengeFolder, code: str, watch: Watcher) -> FinishedRun:
        """Judges `code` and keeps the outcome on disk; blocks until it has ended.

        Raises:
            DlprepError: if it cannot be run or kept; see `run_challenge`.
        """
        return coding.run_challenge(
            self._core.store(),
            self._core.judge(),
            folder,
            Submission(self.slug, self.tier, code),
            clock=self._core.clock,
            watch=watch,
            cancel=self._cancel,
        )

    def rehearse(self, folder: ChallengeFolder, code: str, watch: Watcher) -> Report:
        """Runs `code` in small and keeps nothing; blocks until it has ended.

        Raises:
            DlprepError: if it cannot be run.
        """
        coding.check_code(code)
        submission = Submission(self.slug, self.tier, code)
        return self._core.judge().rehearse(folder, submission, watch=watch, cancel=self._cancel)

    def tell(self, event: RunEvent) -> None:
        """Takes an event of the run into the cockpit; the budget runs while the script trains."""
        if self.cockpit is None:
            return
        self.cockpit = self.cockpit.told(event)
        if isinstance(event, TrainedAgain):
            self._budget.reset()
            self._budget.pause()
        if isinstance(event, PhaseChanged):
            if event.phase is RunPhase.TRAINING:
                self._budget.start()
            else:
                self._budget.pause()

    def ended(self) -> None:
        """The run is over."""
        self.is_running = self.is_checking = False
        self._budget.pause()

    def cancel(self) -> None:
        """Ends the run within a second; does nothing when none is under way."""
        self._cancel.set()
