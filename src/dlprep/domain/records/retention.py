"""How much is still right when a question comes again, by the days since it came before."""

from collections.abc import Mapping
from dataclasses import dataclass

from dlprep.domain.records.shares import Share

RETENTION_FROM = (0, 1, 2, 4, 8, 15, 31, 61)
"""The days at which the buckets begin; the last has no end."""


@dataclass(frozen=True, slots=True)
class RetentionBucket:
    """Repeats after some days."""

    first_day: int
    last_day: int | None
    """None for the last bucket, which is open."""
    right: Share
    """Partly right is not right."""


def retention(counts: Mapping[int, Share]) -> tuple[RetentionBucket, ...]:
    """The buckets, shortest wait first, from the counts by the day at which a bucket begins."""
    ends = [first - 1 for first in RETENTION_FROM[1:]]
    return tuple(
        RetentionBucket(first, last, counts.get(first, Share(0, 0)))
        for first, last in zip(RETENTION_FROM, [*ends, None], strict=True)
    )
