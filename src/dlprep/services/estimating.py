"""How long a challenge takes on this machine, as far as the learner's own runs tell."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from dlprep.domain.challenges import Grading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlprep.domain.challenges import Challenge
    from dlprep.domain.judging import Tier
    from dlprep.domain.progress import RunRecord

SLOWEST, FASTEST = 6.0, 0.5
"""Ratios of this machine to the one of the bank beyond these tell of the script, not of the machine."""


def estimated_minutes(
    challenges: Iterable[Challenge], runs: Iterable[RunRecord]
) -> Mapping[tuple[str, Tier], float]:
    """Minutes by slug and tier.

    Where graded runs of the same challenge are known, it is their median; elsewhere what the bank says,
    times the ratio that was seen on other challenges.
    """
    held = tuple(challenges)
    seen: dict[tuple[str, Tier], list[float]] = {}
    for run in runs:
        if run.verdict is not None and run.verdict.is_graded and run.wall_seconds > 0:
            seen.setdefault((run.slug, run.tier), []).append(run.wall_seconds / 60)
    pace = _pace(held, seen)
    return {
        (challenge.id, tier): median(seen[challenge.id, tier])
        if (challenge.id, tier) in seen
        else rules.minutes * pace
        for challenge in held
        for tier, rules in challenge.tiers.items()
    }


def _pace(challenges: Iterable[Challenge], seen: Mapping[tuple[str, Tier], list[float]]) -> float:
    ratios = [
        median(seen[challenge.id, tier]) / rules.minutes
        for challenge in challenges
        if challenge.grading is not Grading.FUNCTIONS
        for tier, rules in challenge.tiers.items()
        if (challenge.id, tier) in seen
    ]
    return min(SLOWEST, max(FASTEST, median(ratios))) if ratios else 1.0
