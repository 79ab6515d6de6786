"""Where a run is, and how much of its time is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.judging import RunPhase
from dlprep.domain.messages import mark
from dlprep.tui.alarms import WORDS, find_alarms
from dlprep.tui.block import Block
from dlprep.tui.cells import bar
from dlprep.tui.cockpit import forecast, seconds_an_epoch
from dlprep.tui.verdict_words import ISOLATION, PHASES
from dlprep.tui.when import seconds_text
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.visual import VisualType

    from dlprep.tui.cockpit import Bounds, Cockpit

_BAR_CELLS = 16


class BudgetLine(Widget):
    """Phase and progress, elapsed time against the limit, and every alarm."""

    DEFAULT_CSS = "BudgetLine { height: auto; padding: 0 1; }"

    def __init__(self, tr: Callable[..., str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.tr = tr
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, cockpit: Cockpit, elapsed_seconds: float, bounds: Bounds) -> None:
        """Shows a run."""
        self._put(Block(self._lines(cockpit, elapsed_seconds, bounds)))

    def clear(self) -> None:
        """Shows that none is under way."""
        self._put(Block(()))

    def _put(self, block: Block) -> None:
        """Lays the screen out anew only for more lines or fewer; this comes many times a second."""
        width = self.size.width
        is_as_high = bool(width) and block.get_height({}, width) == self._block.get_height({}, width)
        self._block = block
        self.refresh(layout=not is_as_high)

    def render(self) -> VisualType:
        return self._block

    def _lines(self, cockpit: Cockpit, elapsed: float, bounds: Bounds) -> list[Content]:
        lines = [self._place(cockpit), self._time(cockpit, elapsed, bounds.limit_seconds)]
        if cockpit.first_value is not None:
            words = self.tr(
                "~ A near miss at {value}: it is trained once more with another seed, which then counts.",
                value=f"{cockpit.first_value:.4f}",
            )
            lines.append(Content.styled(words, "bold $accent"))
        if cockpit.phase is RunPhase.TRAINING:
            lines.extend(self._alarms(cockpit, elapsed, bounds))
        return lines

    def _alarms(self, cockpit: Cockpit, elapsed: float, bounds: Bounds) -> Iterator[Content]:
        for alarm in find_alarms(cockpit, elapsed, bounds):
            words = self.tr(WORDS[alarm.trouble], epoch=alarm.epoch, epochs=alarm.epochs)
            yield Content.styled(words, "bold $text-warning")

    def _place(self, cockpit: Cockpit) -> Content:
        parts = [self.tr(PHASES[cockpit.phase])]
        at_epoch = cockpit.at_epoch or (cockpit.curve[-1].number if cockpit.curve else 0)
        if cockpit.phase is RunPhase.TRAINING and at_epoch:
            of = f"/{cockpit.epochs}" if cockpit.epochs else ""
            parts.append(self.tr("epoch {number}", number=f"{at_epoch}{of}"))
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
        told = forecast(cockpit, elapsed, limit)
        if cockpit.phase is RunPhase.TRAINING and told.left_seconds is not None:
            words += " · " + self.tr(
                "{epoch} left in this epoch, {total} in all",
                epoch=clock_text((told.epoch_left_seconds or 0.0) + 0.5),
                total=clock_text(told.left_seconds + 0.5),
            )
        elif cockpit.phase is RunPhase.TRAINING and cockpit.curve:
            pace = seconds_an_epoch(cockpit, elapsed) or 0.0
            words += " · " + self.tr("{time} an epoch", time=seconds_text(pace))
        return Content(f"{used} {words}")
