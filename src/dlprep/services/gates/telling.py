"""Rows of gates as figures for people, and as flaws for the findings of the bank check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.services.flaws import Flaw
from dlprep.services.gates.rows import GateRow, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED = 8
"""Questions named in one line; the rest are counted."""


def figure_text(row: GateRow) -> str:
    """The figure as people read it; a dash when the sample is too small."""
    return "–" if row.figure is None else _number(row.figure, is_share=row.is_share)


def bar_text(row: GateRow) -> str:
    """The bar as people read it; empty for a figure that is only shown."""
    if row.bar is None:
        return ""
    low, high = (
        None if end is None else _number(end, is_share=row.is_share) for end in (row.bar.low, row.bar.high)
    )
    if low is not None and high is not None:
        return f"{low}–{high}" if low != high else low
    return f"≤ {high}" if low is None else f"{'>' if row.bar.is_above else '≥'} {low}"


def _number(value: float, *, is_share: bool) -> str:
    if is_share:
        return f"{value:.1%}"
    return f"{value:.0f}" if value == int(value) else f"{value:.3g}"


def flaws_of_gates(rows: Sequence[GateRow], *, has_plan: bool) -> Iterator[tuple[str, Flaw]]:
    """What the gates outside their bars find, each with the id of its question or with none."""
    for row in rows:
        if row.passed is False and not row.is_told_apart:
            yield from (
                _of_items(row) if row.scope is Scope.ITEM else [("", _of_sample(row, has_plan=has_plan))]
            )


def _of_items(row: GateRow) -> Iterator[tuple[str, Flaw]]:
    for offence in row.offences:
        what = f"{_place(row)}: {offence.what}"
        yield offence.question_id, Flaw(offence.key, what, str(row.way_out))


def _of_sample(row: GateRow, *, has_plan: bool) -> Flaw:
    what = f"{row.title}: {figure_text(row)}, the bar is {bar_text(row)}"
    names = [offence.question_id or offence.what for offence in row.offences]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        what += f"; what pushes it: {', '.join(names[:_NAMED])}{more}"
    return Flaw(_place(row), what, str(row.way_out), is_warning=not has_plan)


def _place(row: GateRow) -> str:
    return f"{row.gate} {row.language.value}" if row.language else row.gate
