"""What `dlprep bank check` prints of the gates: JSON rows, and a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlprep.cli.common import columns_of, padded, print_data
from dlprep.services.gates.telling import bar_text, figure_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.messages import Translate
    from dlprep.services.gates import GateRow
    from dlprep.services.item_statistics import ItemStatistics


def gate_object(row: GateRow) -> dict[str, Any]:
    """A row for JSON; shares are between 0 and 1."""
    return {
        "gate": row.gate,
        "language": row.language,
        "title": str(row.title),
        "figure": row.figure,
        "bar": None if row.bar is None else {"min": row.bar.low, "max": row.bar.high},
        "passed": row.passed,
        "sample": row.sample,
        "items": [name for name in row.question_ids if name],
        "detail": [offence.what for offence in row.offences],
        "way_out": str(row.way_out),
    }


def print_gates(rows: Sequence[GateRow], tr: Translate) -> None:
    """Writes one line for each row: gate, language, title, figure, bar, and whether it holds."""
    heading = tr("Gates")
    print_data(f"\n{heading}")
    titles = [row.title.render(tr) for row in rows]
    width = max((columns_of(title) for title in titles), default=0)
    for row, title in zip(rows, titles, strict=True):
        language = row.language.value if row.language else "  "
        figures = f"{figure_text(row):>8}  {padded(bar_text(row), 15)}"
        print_data(f"  {row.gate} {language}  {padded(title, width)}  {figures} {_word(row, tr)}".rstrip())


def _word(row: GateRow, tr: Translate) -> str:
    if row.figure is None:
        return tr("too few ({count})").format(count=row.sample)
    if row.passed is None:
        return tr("shown only")
    return tr("ok") if row.passed else tr("OUTSIDE")


def item_object(one: ItemStatistics) -> dict[str, Any]:
    """How one question did, for JSON."""
    return {
        "id": one.question_id,
        "attempts": one.attempts,
        "p": round(one.right, 4),
        "point_biserial": None if one.point_biserial is None else round(one.point_biserial, 4),
        "options": dict(one.options),
        "flags": list(one.flags),
    }


def print_items(items: Sequence[ItemStatistics], tr: Translate) -> None:
    """Writes a line for each question whose answers so far are odd."""
    odd = [one for one in items if one.flags]
    if odd:
        heading = tr("Questions whose answers so far are odd")
        print_data(f"\n{heading}")
        for one in odd:
            print_data(f"  {one.question_id}: {', '.join(one.flags)}")
