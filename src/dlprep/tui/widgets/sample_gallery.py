"""The hidden examples on which a model was most wrong: pictures beside one another, texts below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.cells import fit
from dlprep.tui.picturing import picture_strips

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.geometry import Size
    from textual.visual import VisualType

    from dlprep.domain.judging import Sample

_GAP = 2
_LEAST_CELLS, _MOST_CELLS = 22, 32
"""Room for one picture with its words."""
MUCH_COLOUR = frozenset({"256", "truecolor"})


class SampleTexts(Widget):
    """Each example in words, with what it is and what it was taken for."""

    DEFAULT_CSS = "SampleTexts { height: auto; }"

    def __init__(self, tr: Callable[..., str], samples: Sequence[Sample], *, as_classes: bool) -> None:
        super().__init__()
        self.tr = tr
        self._block = Block(self._lines(samples, as_classes=as_classes))

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def _lines(self, samples: Sequence[Sample], *, as_classes: bool) -> list[Line]:
        lines = []
        for number, sample in enumerate(samples, start=1):
            words = " · ".join(labels(sample, self.tr, as_class=as_classes))
            lines.append(Line(Content.styled(words, "bold $text-warning"), Content(f"{number:>2}  ")))
            if sample.text:
                lines.append(Line(Content(sample.text), Content("    ")))
        return lines

    def render(self) -> VisualType:
        return self._block


class SampleGallery(Widget):
    """Pictures in rows, as many beside one another as fit; what each is and was taken for stands below."""

    DEFAULT_CSS = "SampleGallery { height: auto; }"

    def __init__(
        self, tr: Callable[..., str], samples: Sequence[Sample], *, as_classes: bool, in_colour: bool
    ) -> None:
        super().__init__()
        self.tr = tr
        self._samples = tuple(sample for sample in samples if sample.picture is not None)
        self._as_classes, self._in_colour = as_classes, in_colour
        self._drawn: tuple[int, list[Strip]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._strips(width))

    def render_line(self, y: int) -> Strip:
        strips = self._strips(self.size.width)
        blank = Strip.blank(self.size.width, self.rich_style)
        if y >= len(strips):
            return blank
        return strips[y].apply_style(self.rich_style).adjust_cell_length(self.size.width, self.rich_style)

    def _strips(self, width: int) -> list[Strip]:
        if self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def _draw(self, width: int) -> list[Strip]:
        broadest = max((sample.picture.width for sample in self._samples if sample.picture), default=0)
        cells = max(_LEAST_CELLS, min(broadest, _MOST_CELLS, width))
        beside = max(1, (width + _GAP) // (cells + _GAP))
        strips: list[Strip] = []
        for start in range(0, len(self._samples), beside):
            tiles = [self._tile(sample, cells) for sample in self._samples[start : start + beside]]
            highest = max(len(tile) for tile in tiles)
            gap = Strip([Segment(" " * _GAP)], _GAP)
            for row in range(highest):
                parts = [tile[row] if row < len(tile) else Strip.blank(cells) for tile in tiles]
                strips.append(Strip.join([piece for part in parts for piece in (part, gap)]))
            strips.append(Strip([], 0))
        return strips[:-1]

    def _tile(self, sample: Sample, cells: int) -> list[Strip]:
        assert sample.picture is not None  # noqa: S101 - the others were left out
        rows = picture_strips(sample.picture, cells, in_colour=self._in_colour)
        below = [
            Strip([Segment(fit(words, cells))], cells)
            for words in labels(sample, self.tr, as_class=self._as_classes)
        ]
        return [row.adjust_cell_length(cells) for row in rows] + below


def labels(sample: Sample, tr: Callable[..., str], *, as_class: bool) -> tuple[str, str]:
    """What an example is and what it was taken for, in two short lines."""
    if as_class:
        return (
            tr(mark("{truth}, taken for {predicted}"), truth=sample.truth, predicted=sample.predicted),
            tr(mark("{share}% sure"), share=f"{100 * sample.score:.0f}"),
        )
    return (
        tr(mark("{truth}, predicted {predicted}"), truth=sample.truth, predicted=sample.predicted),
        tr(mark("off by {error}"), error=f"{sample.score:.4g}"),
    )
