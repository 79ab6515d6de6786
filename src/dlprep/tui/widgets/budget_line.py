"""Where a run is, and how much of its time is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.judging import RunPhase
from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.cells import bar
from dlprep.tui.cockpit import forecast
from dlprep.tui.verdict_words import ISOLATION, PHASES
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.visual import VisualType

    from dlprep.tui.cockpit import Cockpit

_BAR_CELLS = 20


class BudgetLine(Widget):
    """Phase and progress, elapsed time against the limit, and a warning when the pace is too slow."""

    DEFAULT_CSS = "BudgetLine { height: auto; padding: 0 1; }"

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, cockpit: Cockpit | None, elapsed_seconds: float, limit_seconds: float) -> None:
        """Shows a run; None says that there is none."""
        self._block = Block(self._lines(cockpit, elapsed_seconds, limit_seconds) if cockpit else ())
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block

    def _lines(self, cockpit: Cockpit, elapsed: float, limit: float) -> list[Content]:
        lines = [self._place(cockpit), self._time(cockpit, elapsed, limit)]
        missed = forecast(cockpit, elapsed, limit).missed_epoch
        if missed is not None and cockpit.phase is RunPhase.TRAINING:
            words = self.tr(
                "! At this pace you miss the limit at epoch {epoch} of {epochs}. Train fewer epochs, a "
                "smaller model, or larger batches.",
                epoch=missed,
                epochs=cockpit.epochs,
            )
            lines.append(Content.styled(words, "bold $text-warning"))
        return lines

    def _place(self, cockpit: Cockpit) -> Content:
        parts = [self.tr(PHASES[cockpit.phase])]
        if cockpit.phase is RunPhase.TRAINING and cockpit.at_epoch:
            of = f"/{cockpit.epochs}" if cockpit.epochs else ""
            parts.append(self.tr("epoch {number}", number=f"{cockpit.at_epoch}{of}"))
            if cockpit.step:
                steps = f"/{cockpit.steps}" if cockpit.steps else ""
                parts.append(self.tr("step {number}", number=f"{cockpit.step}{steps}"))
            if cockpit.loss is not None:
                parts.append(f"loss {cockpit.loss:.4f}")
        elif cockpit.phase is RunPhase.WARMING:
            parts.append(self.tr(mark("a few seconds when no worker is warm yet")))
        if cockpit.isolation is not None:
            parts.append(self.tr(ISOLATION[cockpit.isolation]))
        return Content.styled(" · ".join(parts), "bold")

    def _time(self, cockpit: Cockpit, elapsed: float, limit: float) -> Content:
        used = bar(min(1.0, elapsed / limit), _BAR_CELLS)
        words = self.tr("{elapsed} of {limit}", elapsed=clock_text(elapsed), limit=clock_text(limit))
        left = forecast(cockpit, elapsed, limit).left_seconds
        if left is not None and cockpit.phase is RunPhase.TRAINING:
            words += " · " + self.tr("done in about {time}", time=clock_text(left + 0.5))
        return Content(f"{used} {words}")
