"""What a challenge asks for, in a few lines: how it is graded, from where medals begin, what may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.budget_words import allowed
from dlprep.domain.grade_words import MEDALS, METRICS
from dlprep.domain.measuring import Metric
from dlprep.domain.messages import mark
from dlprep.tui.threshold_bar import RISING, bound_text
from dlprep.tui.verdict_words import GRADINGS
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.challenges import Challenge, TierRules


def rule_lines(challenge: Challenge, rules: TierRules, tr: Callable[..., str]) -> list[str]:
    """The rules of a challenge on one tier."""
    lines = [_of_medals(challenge, rules, tr), tr(GRADINGS[challenge.grading], artefact=challenge.artefact)]
    budgets = allowed(challenge.budgets, tr)
    if budgets:
        lines.append(tr(mark("Budgets: {budgets}."), budgets="; ".join(budgets)))
    return lines


def _of_medals(challenge: Challenge, rules: TierRules, tr: Callable[..., str]) -> str:
    sign = "≤ " if rules.thresholds.are_falling else ""
    bounds = {medal: getattr(rules.thresholds, medal.value) for medal in reversed(RISING)}
    medals = " · ".join(
        f"{tr(MEDALS[medal].template)} {sign}{bound_text(bound, challenge.metric.value)}"
        for medal, bound in bounds.items()
    )
    words = (
        mark("{metric}: {medals}. Limit {limit}; the model solution takes about {minutes} min.")
        if challenge.metric is Metric.CHECKS
        else mark(
            "{metric} on hidden data: {medals}. Limit {limit}; the model solution takes about {minutes} min."
        )
    )
    return tr(
        words,
        metric=tr(METRICS[challenge.metric].template),
        medals=medals,
        limit=clock_text(rules.limits.wall_seconds),
        minutes=f"{rules.minutes:g}",
    )
