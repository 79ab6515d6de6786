"""A confusion matrix: rows are true classes, columns predicted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.prose import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.visual import VisualType

_WORST = 3
"""This many of the most frequent confusions are told in words."""


class ConfusionTable(Widget):
    """Counts with the diagonal in brackets and the worst confusions marked by `!`."""

    DEFAULT_CSS = "ConfusionTable { height: auto; }"

    def __init__(
        self, tr: Callable[..., str], confusion: tuple[tuple[int, ...], ...], names: tuple[str, ...] = ()
    ) -> None:
        """`names` of the classes, where they have any."""
        super().__init__()
        self._names = names
        self.tr = tr
        self._confusion = confusion

    def render(self) -> VisualType:
        return Block(self._lines())

    def _lines(self) -> list[Content]:
        size = len(self._confusion)
        width = max(len(str(count)) for row in self._confusion for count in row) + 2
        worst = worst_confusions(self._confusion, _WORST)
        label = self.tr(mark("true ↓  predicted →"))
        heads = "".join(f"{column:>{width}}" for column in range(size))
        lines = [Content.styled(label, MUTED), Content.styled(f"     {heads}", "bold $accent")]
        for true, row in enumerate(self._confusion):
            cells = [_cell(true, predicted, count, width, worst) for predicted, count in enumerate(row)]
            recall = f"  {100 * row[true] / sum(row):.0f}%" if sum(row) else "  –"
            lines.append(
                Content("").join([Content.styled(f"{true:>4} ", "bold $accent"), *cells, Content(recall)])
            )
        lines.append(Content(""))
        for true, predicted in worst:
            words = self.tr(
                "! class {true} taken for {predicted}: {count} times",
                true=self._class_name(true),
                predicted=self._class_name(predicted),
                count=self._confusion[true][predicted],
            )
            lines.append(Content.styled(words, "$text-warning"))
        return lines

    def _class_name(self, label: int) -> str:
        return f"{label} ({self._names[label]})" if label < len(self._names) else str(label)


def worst_confusions(confusion: tuple[tuple[int, ...], ...], most: int) -> list[tuple[int, int]]:
    """The pairs of true and predicted class that were confused most often, most frequent first."""
    pairs = [
        (count, true, predicted)
        for true, row in enumerate(confusion)
        for predicted, count in enumerate(row)
        if true != predicted and count
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [(true, predicted) for _, true, predicted in pairs[:most]]


def _cell(true: int, predicted: int, count: int, width: int, worst: list[tuple[int, int]]) -> Content:
    if true == predicted:
        return Content.styled(f"[{count}]".rjust(width), "bold $text-success")
    if (true, predicted) in worst:
        return Content.styled(f"!{count}".rjust(width), "bold $text-warning")
    return Content.styled(str(count).rjust(width) if count else "·".rjust(width), MUTED)
