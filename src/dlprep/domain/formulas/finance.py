"""Measures of returns."""

import math
from collections.abc import Sequence

from dlprep.domain.formulas.vectors import mean, std


def sharpe(returns: Sequence[float], periods: int = 252, ddof: int = 0) -> float:
    """√periods · mean/std of the returns of a period."""
    return math.sqrt(periods) * mean(returns) / std(returns, ddof)


def max_drawdown(values: Sequence[float]) -> float:
    """The largest fall from a high so far, as a share of it, from 0 to 1."""
    top, found = values[0], 0.0
    for value in values:
        top = max(top, value)
        found = max(found, (top - value) / top)
    return found
