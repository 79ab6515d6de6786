"""Weeks as columns and days as rows; each day shows its level as a glyph and as a digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.messages import mark
from dlprep.domain.records.weeks import LEVELS_FROM
from dlprep.tui.cells import fit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from dlprep.domain.records.weeks import Week
    from dlprep.tui.translating import Tr

_LABEL = 6
"""A weekday, and a gap; as wide as the scale of charts, so that weeks stand over each other."""
_CELL = 3
LINES = 9
"""The dates, seven days and the legend."""
_GLYPHS = ("·", "░", "▒", "▓", "█")
_STYLES = ("$foreground 75%", "$text-primary", "$text-primary", "bold $text-primary", "bold $text-primary")
_BRIDGED = "◇"
_WEEKDAYS = (mark("Mon"), "", mark("Wed"), "", mark("Fri"), "", mark("Sun"))


def weeks_in(width: int) -> int:
    """How many weeks fit."""
    return max(1, (width - _LABEL) // _CELL)


def heatmap(weeks: Sequence[Week], bridged: Collection[date], tr: Tr) -> Content:
    """The calendar; days to come are blank, and a day that a freeze bridged has a sign of its own."""
    lines = [Content.styled(_dates(weeks), "$text-muted")]
    for row, name in enumerate(_WEEKDAYS):
        cells = [Content.styled(fit(tr(name) if name else "", _LABEL), "$text-muted")]
        cells += [_day(week, row, bridged) for week in weeks]
        lines.append(Content("").join(cells))
    lines.append(_legend(tr))
    return Content("\n").join(lines)


def month_labels(weeks: Sequence[Week]) -> list[str]:
    """For each week its Monday, where it is the first shown of a month."""
    months = [0, *(week.monday.month for week in weeks)]
    return [
        f"{week.monday:%m-%d}" if week.monday.month != before else ""
        for week, before in zip(weeks, months, strict=False)
    ]


def _dates(weeks: Sequence[Week]) -> str:
    """The dates where there is room for the whole of them; the last may begin before its week."""
    line, width = "", _LABEL + len(weeks) * _CELL
    for place, label in enumerate(month_labels(weeks)):
        at = min(_LABEL + place * _CELL, width - len(label))
        if label and len(line) < at:
            line = line.ljust(at) + label
    return line


def _day(week: Week, row: int, bridged: Collection[date]) -> Content:
    if row >= len(week.days):
        return Content(" " * _CELL)
    day = week.days[row]
    if not day.level and day.day in bridged:
        return Content.styled(f"{_BRIDGED}  ", "bold $text-accent")
    return Content.styled(_level(day.level).ljust(_CELL), _STYLES[day.level])


def _level(level: int) -> str:
    return f"{_GLYPHS[level]}{level}" if level else _GLYPHS[0]


def _legend(tr: Tr) -> Content:
    words, freeze = tr("answers and runs a day"), tr("freeze")
    parts = [Content.styled(f"{' ' * _LABEL}{words}  ", "$text-muted")]
    parts.append(Content.styled(f"{_level(0)} 0", _STYLES[0]))
    for level, least in enumerate(LEVELS_FROM, start=1):
        most = f"–{LEVELS_FROM[level] - 1}" if level < len(LEVELS_FROM) else "+"
        parts.append(Content.styled(f"  {_level(level)} {least}{most}", _STYLES[level]))
    parts.append(Content.styled(f"  {_BRIDGED} {freeze}", "bold $text-accent"))
    return Content("").join(parts)
