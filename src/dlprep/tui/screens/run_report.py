"""A challenge run of the past: verdict, curves, epochs, output, and what changed in the code before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.services.mutants import base_of
from dlprep.tui.block import Block, Line
from dlprep.tui.challenge_work import RUNS_SHOWN
from dlprep.tui.code import code_block
from dlprep.tui.differing import change
from dlprep.tui.run_outcome import best_of, of_record
from dlprep.tui.screens.rated import RatedScreen
from dlprep.tui.screens.run_overlays import show_changes, show_confusion, show_samples
from dlprep.tui.verdict_words import TIERS
from dlprep.tui.when import local_time
from dlprep.tui.widgets.check_list import CheckList
from dlprep.tui.widgets.curve_plot import CurvePlot
from dlprep.tui.widgets.epoch_table import EpochTable
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.widgets.verdict_panel import VerdictPanel

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.challenges import ChallengeFolder, TierRules
    from dlprep.domain.progress import RunRecord
    from dlprep.services.rating import RatedReview
    from dlprep.tui.run_outcome import RunOutcome


class RunReportScreen(RatedScreen):
    """One run by its id."""

    BINDINGS = [
        Binding("d", "diff", mark("Diff to the run before")),
        Binding("b", "best", mark("Diff to your best")),
        Binding("c", "confusion", mark("Confusion matrix")),
        Binding("w", "samples", mark("Worst mistakes")),
        Binding("o", "open", mark("Open the challenge")),
        Binding("escape", "back", mark("Back")),
        Binding("down,j", "scroll_page(3)", mark("Down"), show=False),
        Binding("up,k", "scroll_page(-3)", mark("Up"), show=False),
        Binding("pagedown,space", "scroll_page(16)", mark("Page down"), show=False),
        Binding("pageup", "scroll_page(-16)", mark("Page up"), show=False),
    ]
    CSS = """
    RunReportScreen #output, RunReportScreen #script-title { height: auto; margin-top: 1; }
    """
    page = getters.query_one("#page", VerticalScroll)

    class Loaded(Message):
        """The run, the one before it on the same challenge, the best of the others, bank and rating."""

        def __init__(
            self,
            run: RunRecord,
            before: RunRecord | None,
            best: RunRecord | None,
            bank: QuestionBank,
            rated: RatedReview | None,
        ) -> None:
            super().__init__()
            self.run, self.before, self.best, self.bank = run, before, best, bank
            self.rated = rated

        @property
        def folder(self) -> ChallengeFolder | None:
            """The challenge, or that of a puzzle, unless the bank has lost it."""
            return self.bank.challenges.get(base_of(self.run.slug))

        @property
        def rules(self) -> TierRules | None:
            """How the challenge is graded on the run's tier today."""
            return self.folder.challenge.tiers.get(self.run.tier) if self.folder else None

        @property
        def outcome(self) -> RunOutcome:
            """How the run ended, beside the best of the others."""
            return of_record(self.run, self.bank).beside(self.best)

    _shown: Loaded | None = None

    def __init__(self, run_id: int) -> None:
        super().__init__(name="run-report")
        self._run_id = run_id

    def heading(self) -> str:
        if self._shown is None:
            return self.tr("Challenge run")
        run = self._shown.run
        folder = self._shown.folder
        title = folder.challenge.title.in_language(self.app.language) if folder else run.slug
        if folder is not None and folder.challenge.id != run.slug:
            title = f"{self.tr('Find the bug')}: {title}"
        return f"{self.tr('Challenge run')} · {title} · {self.tr(TIERS[run.tier])}"

    def aside(self) -> str:
        return local_time(self._shown.run.started_at) if self._shown else ""

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield VerdictPanel(self.tr, id="verdict")
            yield CheckList(self.app.tr, id="checks")
            yield CurvePlot(self.app.tr, id="curves")
            yield EpochTable(self.app.tr, id="epochs")
            yield Static(id="output")
            yield Static(id="script-title")
            yield Static(id="script")
        yield RatingBar(self.app.tr, id="rating")

    def on_mount(self) -> None:
        """Asks for the run."""
        self.query_one(CurvePlot).display = False
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads the run and the one before it."""
        from dlprep.domain.errors import BadInputError
        from dlprep.domain.messages import message
        from dlprep.services.rating import as_corrected, of_run

        store, bank = self.app.core.store(), self.app.core.bank()
        found = store.runs(limit=1, before_id=self._run_id + 1)
        if not found or found[0].id != self._run_id:
            raise BadInputError(message("This run is not in the history any more."))
        run = found[0]
        before = store.runs(limit=1, slug=run.slug, before_id=self._run_id)
        best = store.best_runs().get((run.slug, run.tier))
        if best is not None and best.id == run.id:
            best = best_of(store.runs(limit=RUNS_SHOWN, slug=run.slug), run.tier, besides=run.id)
        # A puzzle has no card: it does not come again.
        rated = as_corrected(store, [of_run(run)] if run.slug in bank.challenges else [])
        self.post_message(
            self.Loaded(run, before[0] if before else None, best, bank, next(iter(rated), None))
        )

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown, self._rated = event, event.rated
        self._paint()

    def _paint(self) -> None:
        if self._shown is None:
            return
        run, before = self._shown.run, self._shown.before
        self.query_one(VerdictPanel).show(self._shown.outcome)
        sheets = self._shown.folder.challenge.checks if self._shown.folder else ()
        self.query_one(CheckList).show(run.checks, sheets, self.app.language)
        self.query_one(CurvePlot).show(run.curve)
        self.query_one(EpochTable).show(run.curve, None)
        self._section("#output", self.tr("Output"), Content(run.output), shown=bool(run.output.strip()))
        words = self.tr("Script")
        if before is not None:
            changed = self.tr("{change} lines since the run before", change=change(before.code, run.code))
            words = f"{words} ({changed})"
        marks = {run.error_line: "✗"} if run.error_line else None
        self.query_one("#script-title", Static).update(Content.styled(words, "bold $primary"))
        self.query_one("#script", Static).update(code_block(run.code, numbered=True, marks=marks))
        self.show_rating(self._rated)
        self.refresh_title()

    def _section(self, selector: str, title: str, body: Content, *, shown: bool) -> None:
        section = self.query_one(selector, Static)
        section.display = shown
        section.update(Block([Content.styled(title, "bold $primary"), Line(body, Content("  "))]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        shown = self._shown
        match action:
            case "diff":
                return shown is not None and shown.before is not None
            case "best":
                return shown is not None and shown.best is not None
            case "confusion":
                return shown is not None and bool(shown.run.confusion)
            case "samples":
                return shown is not None and bool(shown.run.samples)
            case "open":
                return shown is not None and shown.folder is not None
        return super().check_action(action, parameters)

    def action_diff(self) -> None:
        """Shows what changed in the code since the run before."""
        if self._shown is not None and self._shown.before is not None:
            show_changes(self.app, self._shown.before, self._shown.run.code, is_best=False)

    def action_best(self) -> None:
        """Shows what is different in the code of the best of the other runs."""
        if self._shown is not None and self._shown.best is not None:
            show_changes(self.app, self._shown.best, self._shown.run.code, is_best=True)

    def action_confusion(self) -> None:
        """Shows which classes were taken for which."""
        if self._shown is not None:
            show_confusion(self.app, self._shown.outcome, self._shown.rules)

    def action_samples(self) -> None:
        """Shows the hidden examples on which the model was most wrong."""
        if self._shown is not None:
            show_samples(self.app, self._shown.outcome, self._shown.rules)

    def action_open(self) -> None:
        """Opens the challenge of this run."""
        from dlprep.tui.screens.challenge import open_challenge

        if self._shown is not None:
            open_challenge(self.app, self._shown.run.slug, self._shown.run.tier)

    def action_scroll_page(self, lines: int) -> None:
        """Scrolls by some lines."""
        self.page.scroll_relative(y=lines, animate=False)
