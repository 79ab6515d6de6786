"""The cockpit: a run as it goes, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Log, Static

from dlprep.domain.language import Language
from dlprep.tui.widgets.budget_line import BudgetLine
from dlprep.tui.widgets.check_list import CheckList
from dlprep.tui.widgets.curve_plot import CurvePlot
from dlprep.tui.widgets.epoch_table import EpochTable
from dlprep.tui.widgets.next_steps import NextSteps
from dlprep.tui.widgets.verdict_panel import VerdictPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from dlprep.domain.challenges import CheckSheet
    from dlprep.tui.cockpit import Bounds, Cockpit
    from dlprep.tui.run_outcome import RunOutcome

_LOG_LINES = 2000
_EPOCHS_LOW, _EPOCHS_HIGH = 4, 11
"""Last epochs shown while a run goes on, in a low and in a high window."""
_HIGH, _BROAD = 28, 100


class RunView(VerticalScroll, can_focus=True):
    """Verdict, checks, budget, curves, epochs and output, from top to bottom."""

    DEFAULT_CSS = """
    RunView { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    RunView #failure { display: none; height: auto; padding: 1 1; text-style: bold; color: $text-error; }
    RunView #idle { height: auto; padding: 1 1; color: $text-muted; }
    RunView #below { height: auto; }
    RunView #epochs { width: 64; }
    RunView Log { width: 1fr; height: 4; background: $surface; scrollbar-size: 1 1; padding: 0 1; }
    RunView CurvePlot { height: 9; }
    RunView.-high CurvePlot { height: 14; }
    RunView.-high Log { height: 12; }
    RunView.-broad #below { layout: horizontal; }
    """
    verdict = getters.query_one(VerdictPanel)
    steps = getters.query_one(NextSteps)
    checks = getters.query_one(CheckList)
    budget = getters.query_one(BudgetLine)
    curves = getters.query_one(CurvePlot)
    epochs = getters.query_one(EpochTable)
    log_view = getters.query_one(Log)

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr
        self._drawn_epochs = -1
        self._is_live = False

    def compose(self) -> ComposeResult:
        """All parts; those with nothing to show take no room."""
        yield Static(id="idle", markup=False)
        yield Static(id="failure", markup=False)
        yield VerdictPanel(self.tr, id="verdict")
        yield NextSteps(id="steps")
        yield CheckList(self.tr, id="checks")
        yield BudgetLine(self.tr, id="budget")
        yield CurvePlot(self.tr, id="curves")
        with Vertical(id="below"):
            yield EpochTable(self.tr, most=_EPOCHS_LOW, id="epochs")
            yield Log(highlight=False, max_lines=_LOG_LINES, auto_scroll=True)

    def on_mount(self) -> None:
        """Nothing runs yet."""
        self.curves.display = False
        self.query_one("#below").display = False

    def on_resize(self) -> None:
        """A high window gives the curves more room; a broad one puts the output beside the epochs."""
        is_high = self.size.height >= _HIGH
        self.set_class(is_high, "-high")
        self.set_class(self.size.width >= _BROAD, "-broad")
        if self._is_live:
            self.epochs.most = _EPOCHS_HIGH if is_high else _EPOCHS_LOW

    def say_idle(self, words: str) -> None:
        """Says how to begin while nothing was run."""
        self.query_one("#idle", Static).update(words)

    def begin(self) -> None:
        """Clears what an earlier run left."""
        self._drawn_epochs, self._is_live = -1, True
        self.on_resize()
        self.query_one("#idle").display = False
        self.query_one("#failure").display = False
        self.query_one("#below").display = True
        self.verdict.show(None)
        self.checks.show((), (), Language.EN)
        self.steps.show(())
        self.log_view.clear()
        self.epochs.show((), None)
        self.curves.show(())
        self.scroll_home(animate=False)

    def show(self, cockpit: Cockpit, elapsed_seconds: float, bounds: Bounds) -> None:
        """Shows how a run stands; curves are drawn again only when there is a new epoch."""
        self.budget.show(cockpit, elapsed_seconds, bounds)
        if len(cockpit.curve) != self._drawn_epochs:
            self._drawn_epochs = len(cockpit.curve)
            self.epochs.show(cockpit.curve, cockpit.epochs)
            self.curves.show(cockpit.curve)

    def write(self, text: str) -> None:
        """Adds output of the script."""
        self.log_view.write(text)

    def end(
        self,
        outcome: RunOutcome,
        sheets: Sequence[CheckSheet] = (),
        language: Language = Language.EN,
        steps: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Shows how the run ended; its curve comes from the report, which lost nothing on the way.

        `sheets` give the titles of checks, `steps` are keys and what they show.
        """
        self.verdict.show(outcome)
        self.checks.show(outcome.checks, sheets, language)
        self.steps.show(steps)
        self.budget.clear()
        self.query_one("#below").display = bool(outcome.curve or outcome.output.strip())
        self._is_live, self.epochs.most = False, 0
        self.epochs.show(outcome.curve, None)
        self.curves.show(outcome.curve)
        self.scroll_home(animate=False)

    def fail(self, words: str) -> None:
        """Says why there was no run."""
        failure = self.query_one("#failure", Static)
        failure.update(f"✗ {words}")
        failure.display = True
        self.budget.clear()
        self.query_one("#below").display = False
        self.scroll_home(animate=False)
