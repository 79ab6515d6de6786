"""Abilities in words: the percent expected at a level, give or take, and how well that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.ability.expectations import Certainty, expected
from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.ability.estimates import Estimate

CERTAINTIES = {
    Certainty.WELL: mark("well measured"),
    Certainty.ROUGHLY: mark("roughly measured"),
    Certainty.HARDLY: mark("hardly measured"),
}


def percent_words(estimate: Estimate) -> str:
    """As `62% ±9`: the share of mid-level questions expected to be right."""
    found = expected(estimate)
    return f"{round(100 * found.success)}% ±{round(100 * found.give_or_take)}"


def certainty_words(estimate: Estimate, translate: Callable[[str], str]) -> str:
    """How well an ability is known."""
    return translate(CERTAINTIES[expected(estimate).certainty])
