"""Shares with what is known of them: a dot between two ends, on a scale from nothing to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAIL = 24
_LEAST_SCALE = 20


@dataclass(frozen=True)
class Interval:
    """One line; every number from 0 to 1."""

    label: str
    value: float | None
    low: float
    high: float
    tail: str
    """The same in numbers."""
    claimed: float | None = None
    """What it ought to be, marked by a dotted line."""


def interval_chart(rows: Sequence[Interval], width: int, *, label_width: int, apart: bool = False) -> Content:
    """The rows under their scale; `apart` leaves a line between them."""
    room = max(_LEAST_SCALE, width - label_width - _TAIL)
    lines = [Content.styled(" " * label_width + _scale(room), "$text-muted")]
    for row in rows:
        if apart:
            lines.append(Content(" " * label_width) + Content.styled(_empty(row, room), "$text-muted"))
        lines.append(
            Content("").join(
                [
                    Content(fit(row.label, label_width)),
                    Content.styled(
                        _line(row, room), "$text-primary" if row.value is not None else "$text-muted"
                    ),
                    Content(f" {row.tail}"),
                ]
            )
        )
    return Content("\n").join(lines)


def percent(share: float | None) -> str:
    """A share in five cells at most."""
    return "–" if share is None else f"{round(100 * share)}%"


def _place(share: float, room: int) -> int:
    return min(room - 1, max(0, round(share * (room - 1))))


def _scale(room: int) -> str:
    line = ""
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        words = percent(share)
        at = min(_place(share, room), room - len(words))
        line = line.ljust(at) + words
    return line


def _empty(row: Interval, room: int) -> str:
    return _with_claim([" "] * room, row, room)


def _line(row: Interval, room: int) -> str:
    cells = [
        "·" if n in {_place(share, room) for share in (0, 0.25, 0.5, 0.75, 1)} else " " for n in range(room)
    ]
    if row.value is None:
        return _with_claim(cells, row, room)
    low, high = _place(row.low, room), _place(row.high, room)
    cells[low : high + 1] = "─" * (high + 1 - low)
    cells[low], cells[high] = "├", "┤"
    line = list(_with_claim(cells, row, room))
    line[_place(row.value, room)] = "●"
    return "".join(line)


def _with_claim(cells: list[str], row: Interval, room: int) -> str:
    shown = list(cells)
    if row.claimed is not None:
        shown[_place(row.claimed, room)] = "┊"
    return "".join(shown)
