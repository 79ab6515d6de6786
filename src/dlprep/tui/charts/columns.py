"""Values side by side as columns, with a scale on the left and words below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.cells import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_SCALE = 6


@dataclass(frozen=True)
class Column:
    """One value and what stands below it."""

    value: float | None
    """None leaves the place empty, which a dot says."""
    label: str = ""


def columns_in(width: int, each: int) -> int:
    """How many columns of `each` cells fit beside the scale."""
    return max(1, (width - _SCALE) // each)


def column_chart(
    columns: Sequence[Column], *, height: int, each: int, top: float, scale: Callable[[float], str]
) -> Content:
    """Columns `each` cells apart and `height` lines high in all; `top` is the value of a full one."""
    lines = max(1, height - 1)
    full = top or 1.0
    drawn = []
    for line in range(lines, 0, -1):
        value = {lines: full, (lines + 1) // 2: full / 2, 1: 0.0}.get(line)
        if lines < 3 and line != lines:
            value = None
        words = scale(value).rjust(_SCALE - 1) + "┤" if value is not None else " " * (_SCALE - 1) + "│"
        cells = "".join(_part(column, line, lines, full).ljust(each) for column in columns)
        drawn.append(Content.styled(words, "$text-muted") + Content.styled(cells.rstrip(), "$text-primary"))
    drawn.append(Content.styled(label_line([column.label for column in columns], each), "$text-muted"))
    return Content("\n").join(drawn)


def _part(column: Column, line: int, lines: int, top: float) -> str:
    if column.value is None:
        return "·" if line == 1 else " "
    filled = round(min(1.0, column.value / top) * lines * 8) - 8 * (line - 1)
    if line == 1 and filled <= 0:
        return "▁"
    return _EIGHTHS[max(0, min(8, filled))]


def label_line(labels: Sequence[str], each: int) -> str:
    """Words under the columns; each where it has room beside the one before."""
    line = ""
    for place, label in enumerate(labels):
        if label and len(line) <= place * each:
            line = line.ljust(place * each) + label + " "
    return " " * _SCALE + line.rstrip()


def sparkline(values: Sequence[float], width: int) -> str:
    """The last values in a cell each, from the least to the most of them."""
    shown = list(values)[-width:]
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    span = (high - low) or 1.0
    return fit("".join(_EIGHTHS[1 + round(7 * (value - low) / span)] for value in shown), width)
