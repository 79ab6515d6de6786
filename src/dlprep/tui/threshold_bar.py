"""A value on a line beside the medals, from what is worse on the left to what is better on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.grade_words import MEDALS
from dlprep.domain.judging import Medal
from dlprep.domain.measuring import Metric
from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RISING = (Medal.BRONZE, Medal.SILVER, Medal.GOLD)
_LETTERS = {Medal.BRONZE: "B", Medal.SILVER: "S", Medal.GOLD: "G"}
_LEAST_MARGIN = 0.02
_FURTHEST = 4
_LARGE = 10


def are_falling(thresholds: Mapping[str, float]) -> bool:
    """True when lower values are better."""
    return thresholds.get("gold", 0.0) < thresholds.get("bronze", 0.0)


def scale_text(value: float, thresholds: Mapping[str, float], cells: int, metric: str = "") -> str:
    """`━` up to the value, `B S G` where each medal begins; less stands on the right where it is better."""
    low, high = min(thresholds.values()), max(thresholds.values())
    margin = max(_LEAST_MARGIN, high - low) / 2
    # A distance has no upper end: far away it only fills the first cell.
    furthest = high + _FURTHEST * (high - low) if are_falling(thresholds) else value
    least, most = max(0.0, min(low, value) - margin), max(high, min(value, furthest)) + margin
    worst, best = (most, least) if are_falling(thresholds) else (least, min(1.0, most))

    def cell(at: float) -> int:
        return min(cells - 1, max(0, round((at - worst) / (best - worst) * (cells - 1))))

    line = ["━" if place <= cell(value) else "─" for place in range(cells)]
    for medal, letter in _LETTERS.items():
        if medal.value in thresholds:
            line[cell(thresholds[medal.value])] = letter
    return f"{bound_text(worst, metric)} {''.join(line)} {bound_text(best, metric)}"


def medal_states(value: float, thresholds: Mapping[str, float], metric: str, tr: Callable[..., str]) -> str:
    """Each medal with its bound, and how far away it is."""
    return "   ".join(
        f"{tr(MEDALS[medal].template)} {bound_text(bound, metric)} "
        f"{_state(value, bound, thresholds, metric, tr)}"
        for medal in RISING
        if (bound := thresholds.get(medal.value)) is not None
    )


def _state(
    value: float, bound: float, thresholds: Mapping[str, float], metric: str, tr: Callable[..., str]
) -> str:
    if are_falling(thresholds):
        if value <= bound:
            return "✓"
        return tr(mark("{excess} too much"), excess=value_text(value - bound, metric))
    if value >= bound:
        return "✓"
    return tr(mark("{missing} missing"), missing=value_text(bound - value, metric))


def value_text(value: float, metric: str = "") -> str:
    """A value of a metric in a few cells; shares of checks as percent."""
    if metric == Metric.CHECKS.value:
        return f"{100 * value:.0f}%"
    return f"{value:.4f}" if abs(value) < _LARGE else f"{value:.2f}"


def bound_text(value: float, metric: str = "") -> str:
    """A threshold in a few cells."""
    if metric == Metric.CHECKS.value:
        return f"{100 * value:.0f}%"
    return f"{value:.3f}" if abs(value) < _LARGE else f"{value:.1f}"
