"""Budgets of a challenge in words: what is allowed, and what was used of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.challenges import Budgets
    from dlprep.domain.judging import BudgetUse

BUDGETS = {
    "parameters": mark("parameters"),
    "model_bytes": mark("bytes of the model file"),
    "epochs": mark("epochs"),
    "inference_ratio": mark("prediction time, as a multiple of a fixed matrix product"),
    "cost": mark("mean cost of a decision"),
}
"""By field of `domain.challenges.Budgets`."""

_WHOLE = frozenset({"parameters", "model_bytes", "epochs"})


def allowed(budgets: Budgets, tr: Callable[..., str]) -> list[str]:
    """A line for each budget that the challenge sets, such as `parameters: at most 50,000`."""
    return [
        tr(mark("{budget}: at most {most}"), budget=tr(BUDGETS[name]), most=amount(name, most))
        for name, most in budgets.model_dump(exclude_none=True).items()
    ]


def used(use: BudgetUse, tr: Callable[..., str]) -> str:
    """Such as `✓ parameters 48,210 of 50,000`; the mark and the word say when it was too much."""
    words = tr(
        mark("{budget} {used} of {most}"),
        budget=tr(BUDGETS[use.name]) if use.name in BUDGETS else use.name,
        used=amount(use.name, use.used) if math.isfinite(use.used) else tr(mark("not known")),
        most=amount(use.name, use.most),
    )
    if use.is_kept:
        return f"✓ {words}"
    broken = tr(mark("{use}: too much"), use=words)
    return f"✗ {broken}"


def amount(name: str, value: float) -> str:
    """Counts with thousands apart, other figures with three digits."""
    return f"{value:,.0f}" if name in _WHOLE else f"{value:.3g}"
