"""Runs among the bounds of their medals: better stands higher, and every bound has its name beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN, _BOUND = "●", "┄"
_APART = 4
"""Cells from run to run, where there is room."""


@dataclass(frozen=True)
class Bound:
    """What earns a medal."""

    value: float
    label: str


def lines_of(bounds: int, between: int) -> int:
    """How high a chart is with so many lines between its bounds."""
    return bounds + (bounds + 1) * between


def medal_chart(values: Sequence[float], bounds: Sequence[Bound], *, width: int, between: int) -> Content:
    """The newest values that fit, oldest first, with `between` lines below, between and above the bounds.

    The bounds come in rising merit, so that the last may be the lowest. They stand equally far apart: what
    counts is between which of them a run lies, however near they are to each other.
    """
    label_width = max(cell_len(bound.label) for bound in bounds) + 1
    room = max(1, width - label_width - 1)
    each = max(1, min(_APART, room // len(values)))
    shown = values[-(room // each) :]
    rows = [_row(value, shown, bounds, between) for value in shown]
    drawn = []
    for row in range(lines_of(len(bounds), between) - 1, -1, -1):
        place, offset = divmod(row, between + 1)
        is_bound = offset == between
        cells = [(_BOUND if is_bound else " ")] * room
        for column, at in enumerate(rows):
            if at == row:
                cells[column * each] = _RUN
        label = bounds[place].label if is_bound else ""
        scale = " " * (label_width - 1 - cell_len(label)) + label + (" ┤" if is_bound else " │")
        drawn.append(
            Content.styled(scale, "$text-muted") + Content.styled("".join(cells).rstrip(), "$text-primary")
        )
    return Content("\n").join(drawn)


def _row(value: float, values: Sequence[float], bounds: Sequence[Bound], between: int) -> int:
    """The line of a value, counted from below: on its bound, or as far between two as it lies."""
    sign = -1.0 if bounds[-1].value < bounds[0].value else 1.0
    merits = [sign * bound.value for bound in bounds]
    merit = sign * value
    if merit in merits:
        return merits.index(merit) * (between + 1) + between
    reached = sum(merit > each for each in merits)
    low = merits[reached - 1] if reached else min(sign * each for each in values)
    high = merits[reached] if reached < len(merits) else max(sign * each for each in values)
    share = (merit - low) / (high - low) if high > low else 0.0
    return reached * (between + 1) + min(between - 1, int(share * between))
