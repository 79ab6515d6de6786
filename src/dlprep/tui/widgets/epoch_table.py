"""The epochs of a run, the last ones in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.cells import fit
from dlprep.tui.cockpit import main_metric
from dlprep.tui.prose import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.visual import VisualType

    from dlprep.domain.judging import Epoch
    from dlprep.domain.messages import Translate

_CELL = 9


class EpochTable(Widget):
    """Epoch, seconds, loss and metric on training and validation data."""

    DEFAULT_CSS = "EpochTable { height: auto; padding: 0 1; }"

    def __init__(self, translate: Translate, *, most: int = 0, id: str | None = None) -> None:  # noqa: A002
        """`most` keeps only that many last epochs; 0 shows all."""
        super().__init__(id=id)
        self._translate = translate
        self.most = most
        """Last epochs to show; 0 shows all."""
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, curve: Sequence[Epoch], epochs: int | None) -> None:
        """Shows `curve`; `epochs` is how many are planned."""
        self._block = Block(self._lines(curve, epochs) if curve else ())
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block

    def _lines(self, curve: Sequence[Epoch], epochs: int | None) -> list[Content]:
        metric = main_metric(curve)
        names = ["loss", "val_loss", *([metric, f"val_{metric}"] if metric else [])]
        names = [name for name in names if any(name in epoch.metrics for epoch in curve)]
        heads = [self._translate(mark("epoch")), self._translate(mark("time")), *map(_short, names)]
        lines = [Content.styled(" ".join(fit(head, _CELL) for head in heads), f"underline {MUTED}")]
        for epoch in curve[-self.most :]:
            place = f"{epoch.number}/{epochs}" if epochs else str(epoch.number)
            values = [f"{epoch.metrics[name]:.4f}" if name in epoch.metrics else "–" for name in names]
            cells = [place, f"{epoch.seconds:.1f} s", *values]
            lines.append(Content(" ".join(fit(cell, _CELL) for cell in cells)))
        return lines


def _short(name: str) -> str:
    return name.replace("accuracy", "acc").replace("sparse_categorical_acc", "acc")
