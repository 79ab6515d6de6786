"""Parcels that arrived late or in time: a table whose first column, the sender, invites a leak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.datasets.arrays import Part, Parts

if TYPE_CHECKING:
    from typing import Any

    from numpy.random import RandomState
    from numpy.typing import NDArray

SEED = 2_031
COUNTS = (3_000, 1_000, 3_000)
REGULARS = 15
"""Senders who post much and have habits; every other sender appears once before the hidden part."""
OF_REGULARS = 0.15


def make() -> Parts:
    """Three parts of float32 rows (sender, km, kg, hour, weekday, rain, depots) and labels: 1 is late."""
    import numpy as np

    random = np.random.RandomState(SEED)
    seen = sum(COUNTS[:2])
    habits = np.zeros(REGULARS + seen)
    habits[:REGULARS] = random.normal(0, 2.0, REGULARS)
    numbers = 10_000 + random.permutation(len(habits))
    once = REGULARS + random.permutation(seen)
    # The hidden parcels come from the same senders: whoever posted once has posted again.
    others = np.concatenate([once, once[random.randint(0, seen, COUNTS[2])]])
    parts = []
    for start, count in zip((0, COUNTS[0], seen), COUNTS, strict=True):
        regular = random.random_sample(count) < OF_REGULARS
        senders = np.where(regular, random.randint(0, REGULARS, count), others[start : start + count])
        facts, lateness = _posted(random, count)
        late = lateness + habits[senders] + random.logistic(0, 0.7, count) > 0
        x = np.column_stack([numbers[senders], facts]).astype(np.float32)
        parts.append(Part(x, late.astype(np.int64)))
    train, validation, test = parts
    return Parts(train, validation, test)


def _posted(random: RandomState, count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """What is known when a parcel is posted, and how much each row leans towards being late."""
    import numpy as np

    km = np.round(random.gamma(2.0, 250.0, count))
    kg = np.round(random.gamma(1.5, 3.0, count), 1)
    hour = random.randint(8, 22, count)
    weekday = random.randint(0, 7, count)
    rain = np.round(np.where(random.random_sample(count) < 0.4, random.gamma(1.2, 8.0, count), 0.0), 1)
    depots = 1 + random.poisson(km / 400)
    lateness = (
        (km - 500) / 300
        + 0.6 * (depots - 2)
        + rain * km / 5_000
        + 1.6 * ((hour >= 18) & (weekday >= 4))
        - 0.9 * (hour < 12)
        + 0.05 * (kg - 4.5)
        - 0.35
    )
    return np.column_stack([km, kg, hour, weekday, rain, depots]), lateness
