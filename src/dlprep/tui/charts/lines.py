"""Values over days: what was, as a line through its points, and what may come, as rows of signs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SCALE = 6
_TAIL = 5
"""Cells on the right for the numbers of the last day."""
_MOST_CELLS = 4
"""A day takes no more, however few there are."""
_LEAST_SPAN = 0.2
POINT, BAND = "●", "·"
_STYLES = {
    POINT: "bold $text-primary",
    BAND: "$foreground 60%",
    "┊": "$foreground 60%",
}


@dataclass(frozen=True)
class Point:
    """A value on a day, and between what it was; all from 0 to 1."""

    day: int
    """From any beginning."""
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Ahead:
    """What may come, a value for each day."""

    sign: str
    values: Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Mark:
    """A day to be found again, by its label below and a dotted line."""

    day: int
    label: str
    has_line: bool = True


class _Plane:
    """Cells that days and shares are drawn into."""

    def __init__(self, days: Sequence[int], shares: Sequence[float], width: int, height: int) -> None:
        self._first = min(days)
        self._each = min(float(_MOST_CELLS), (width - 1) / max(1, max(days) - self._first))
        self.low, self.high = _limits(shares)
        self.height = height
        self.cells: list[list[str]] = [[" "] * width for _ in range(height)]

    def column(self, day: int) -> int:
        return round((day - self._first) * self._each)

    def line(self, share: float) -> int:
        left = (self.high - share) / (self.high - self.low)
        return min(self.height - 1, max(0, round(left * (self.height - 1))))

    def put(self, column: int, line: int, sign: str, *, over: str = "") -> None:
        """Puts a sign where nothing is, or one of the signs in `over`."""
        if self.cells[line][column] in " " + over:
            self.cells[line][column] = sign


def line_chart(
    points: Sequence[Point], ahead: Sequence[Ahead], marks: Sequence[Mark], *, width: int, height: int
) -> Content:
    """The chart in so many cells and lines, with its scale on the left and days below.

    Between points the line goes on straight: a day without one has no sign of its own.
    """
    values = [value for row in ahead for _, value in row.values]
    shares = [*values, *(end for point in points for end in (point.low, point.high))]
    days = [*(point.day for point in points), *(mark.day for mark in marks)]
    days += [day for row in ahead for day, _ in row.values]
    plane = _Plane(days, shares, max(8, width - _SCALE - _TAIL), max(3, height - 1))
    for point in points:
        for end in (point.low, point.high):
            plane.put(plane.column(point.day), plane.line(end), BAND)
    _join(plane, points)
    for row in ahead:
        for day, value in row.values:
            plane.put(plane.column(day), plane.line(value), row.sign, over=BAND)
    for mark in marks:
        for line in range(plane.height if mark.has_line else 0):
            plane.put(plane.column(mark.day), line, "┊")
    labels = [(plane.column(mark.day), mark.label) for mark in marks]
    below = Content.styled(" " * _SCALE + _label_line(labels, width - _SCALE), "$text-muted")
    return Content("\n").join([*_drawn(plane, _tails(plane, ahead)), below])


def _limits(shares: Sequence[float]) -> tuple[float, float]:
    """Tens of percent around the values, and never so near that a point looks like a mountain."""
    low, high = math.floor(min(shares) * 10) / 10, math.ceil(max(shares) * 10) / 10
    if high - low < _LEAST_SPAN:
        low, high = max(0.0, high - _LEAST_SPAN), max(_LEAST_SPAN, high)
    return low, high


def _join(plane: _Plane, points: Sequence[Point]) -> None:
    """Draws the line through the points, a step wherever it comes to another line."""
    for before, after in pairwise(points):
        start, end = plane.column(before.day), plane.column(after.day)
        last = plane.line(before.value)
        for column in range(start, end):
            share = (column + 1 - start) / (end - start)
            line = plane.line(before.value + share * (after.value - before.value))
            _step(plane, column, last, line)
            last = line
    for point in points:
        plane.cells[plane.line(point.value)][plane.column(point.day)] = POINT


def _step(plane: _Plane, column: int, line: int, after: int) -> None:
    if line == after:
        plane.put(column, line, "─", over=BAND)
        return
    plane.put(column, line, "╯" if after < line else "╮", over=BAND + "─")
    plane.put(column, after, "╭" if after < line else "╰", over=BAND + "─")
    for between in range(min(line, after) + 1, max(line, after)):
        plane.put(column, between, "│", over=BAND)


def _tails(plane: _Plane, ahead: Iterable[Ahead]) -> dict[int, str]:
    """The number at the end of each row of signs; of two on one line the first has it."""
    tails: dict[int, str] = {}
    for row in ahead:
        if row.values:
            value = row.values[-1][1]
            tails.setdefault(plane.line(value), f" {round(100 * value)}%")
    return tails


def _drawn(plane: _Plane, tails: dict[int, str]) -> Iterable[Content]:
    middle = (plane.height - 1) // 2
    for number, cells in enumerate(plane.cells):
        share = plane.high - (plane.high - plane.low) * number / (plane.height - 1)
        is_told = number in (0, middle, plane.height - 1)
        words = f"{round(100 * share)}%".rjust(_SCALE - 1) + "┤" if is_told else " " * (_SCALE - 1) + "│"
        parts = [Content.styled(words, "$text-muted")]
        parts += [Content.styled(cell, _STYLES.get(cell, "$text-primary")) for cell in cells]
        yield Content("").join([*parts, Content(tails.get(number, ""))]).rstrip()


def _label_line(labels: Sequence[tuple[int, str]], width: int) -> str:
    """Words below their columns, or moved to the left as far as they touch them; the later goes before."""
    placed: list[tuple[int, str]] = []
    room = width
    for column, label in reversed(labels):
        at = min(column, room - cell_len(label))
        if at >= 0 and at + cell_len(label) >= column:
            placed.append((at, label))
            room = at - 1
    line = ""
    for at, label in reversed(placed):
        line += " " * (at - cell_len(line)) + label
    return line
