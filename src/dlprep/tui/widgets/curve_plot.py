"""Learning curves: training as a line, validation as crosses, so that they differ without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.containers import Horizontal
from textual.widgets import Static
from textual_plotext import PlotextPlot

from dlprep.domain.messages import mark
from dlprep.tui.cockpit import main_metric, series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from dlprep.domain.judging import Epoch
    from dlprep.domain.messages import Translate

_FEW = 12
"""Up to this many epochs each has its own tick."""


class _Plot(PlotextPlot):
    """One metric over the epochs."""

    def draw(
        self, title: str, training: list[tuple[int, float]], validation: list[tuple[int, float]]
    ) -> None:
        """Draws both series; an empty one is left out."""
        plot = self.plt
        plot.clear_data()
        line, crosses = (Color.parse(self.app.theme_variables[name]).rgb for name in ("primary", "accent"))
        plot.title(title)
        if training:
            plot.plot(*zip(*training, strict=True), marker="braille", color=line)
        if validation:
            plot.scatter(*zip(*validation, strict=True), marker="x", color=crosses)
        epochs = sorted({number for number, _ in training + validation})
        if epochs:
            step = max(1, -(-len(epochs) // _FEW))
            plot.xlim(epochs[0] - 0.5, epochs[-1] + 0.5)
            plot.xticks(
                [float(number) for number in epochs[::step]], [str(number) for number in epochs[::step]]
            )
        plot.yfrequency(4)
        self.refresh()


class CurvePlot(Horizontal):
    """Loss beside the main metric, with a legend above."""

    DEFAULT_CSS = """
    CurvePlot { height: 10; layout: grid; grid-size: 2 2; grid-rows: 1 1fr; }
    CurvePlot .legend { column-span: 2; height: 1; padding: 0 1; }
    """

    def __init__(self, translate: Translate, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._translate = translate

    def compose(self) -> ComposeResult:
        """Legend and two plots."""
        yield Static(classes="legend", markup=False)
        yield _Plot(id="loss-plot")
        yield _Plot(id="metric-plot")

    def show(self, curve: Sequence[Epoch]) -> None:
        """Draws the epochs so far."""
        self.display = bool(curve)
        metric = main_metric(curve)
        training = self._translate(mark("training"))
        validation = self._translate(mark("validation"))
        self.query_one(".legend", Static).update(f"··· {training}   x {validation}")
        for selector, name in (("#loss-plot", "loss"), ("#metric-plot", metric)):
            plot = self.query_one(selector, _Plot)
            plot.display = bool(name)
            if name:
                plot.draw(name, series(curve, name), series(curve, f"val_{name}"))
