"""Placement against catsim: the same simulated learners, items and answers, ours and maximum information.

Learners' abilities are normal, items are two-parameter logistic, and whether a learner gets an item right is
drawn once for both. catsim's part is its own: `MaxInfoSelector`, `NumericalSearchEstimator` and
`MinErrorStopper`. Ours is what dlprep asks by: `domain.ability`, with items whose parameters are known, as
they are to catsim.

Two standard errors are told. Ours is the deviation of the belief; catsim's is the root of one over the
information at its estimate, which leaves out what was known before the first answer. So that none is favoured
by its own measure, ours is also stopped by catsim's.
"""

from __future__ import annotations

import random
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from itertools import count
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from dlprep.domain.ability.abilities import Abilities
from dlprep.domain.ability.choosing import Wanted, best
from dlprep.domain.ability.curves import Curve
from dlprep.domain.ability.estimates import Estimate
from dlprep.domain.ability.items import Item, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEARNERS, ITEMS, SEED = 600, 300, 20261127
ENOUGH = 0.4
SAME_LENGTH = 10
"""Items after which both estimates are compared whatever their errors."""
_MOST = 60
_RESAMPLES = 2_000
_TOPIC = "all"
_NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitting:
    """How one learner's test went: items until it could end, and how far off the estimate was."""

    items: int
    error: float
    error_at_same_length: float


@dataclass(frozen=True, slots=True)
class World:
    """What both are tested on."""

    abilities: Sequence[float]
    items: Sequence[Item]
    right: Sequence[Sequence[bool]]
    """By learner and item."""


def world(learners: int = LEARNERS, items: int = ITEMS, seed: int = SEED) -> World:
    """Learners, items and answers of a seed; discriminations are log-normal about 1.2, cut to 0.5 to 2.5."""
    chance = random.Random(seed)  # noqa: S311 - a fixed seed
    held = [
        Item(
            str(number),
            (_TOPIC,),
            Estimate(chance.gauss(0, 1), 0.0),
            Curve(min(2.5, max(0.5, chance.lognormvariate(0.2, 0.3)))),
        )
        for number in range(items)
    ]
    abilities = [chance.gauss(0, 1) for _ in range(learners)]
    right = [
        [chance.random() < item.curve.success(ability - item.difficulty.mean) for item in held]
        for ability in abilities
    ]
    return World(abilities, held, right)


def ours(made: World, learner: int) -> tuple[Sitting, Sitting]:
    """How the test goes by our own standard error, and by catsim's."""
    believed, asked = Abilities({_TOPIC: ()}), dict[int, Item]()
    means, own, same = [], 0, 0
    while len(asked) < _MOST and not (own and same and len(asked) >= SAME_LENGTH):
        left = [item for number, item in enumerate(made.items) if number not in asked]
        item = best(believed, left, Wanted((_TOPIC,), success=None))
        if item is None:
            break
        asked[int(item.id)] = item
        believed.learn([Response(item, float(made.right[learner][int(item.id)]), _NOON)])
        estimate = believed.estimate(_TOPIC)
        means.append(estimate.mean)
        own = own or (len(asked) if estimate.deviation <= ENOUGH else 0)
        told = sum(one.curve.information(estimate.mean - one.difficulty.mean) for one in asked.values())
        same = same or (len(asked) if 1 / sqrt(told) <= ENOUGH else 0)
    return _sitting(made, learner, means, own), _sitting(made, learner, means, same)


def catsims(made: World, learner: int) -> Sitting:
    """How catsim's test goes."""
    import numpy as np
    from catsim.estimation import NumericalSearchEstimator
    from catsim.item_bank import ItemBank
    from catsim.selection import MaxInfoSelector
    from catsim.stopping import MinErrorStopper

    rows = [(item.curve.discrimination, item.difficulty.mean, 0.0, 1.0) for item in made.items]
    with redirect_stdout(StringIO()):  # it prints a line for each bank
        bank = ItemBank(np.array(rows))
    selector, estimator, stopper = MaxInfoSelector(), NumericalSearchEstimator(), MinErrorStopper(ENOUGH)
    theta, asked, answers, thetas, ended = 0.0, list[int](), list[bool](), list[float](), 0
    for _ in count(1):
        chosen = selector.select(item_bank=bank, administered_items=asked, est_theta=theta)
        asked.append(int(chosen if chosen is not None else -1))
        answers.append(made.right[learner][asked[-1]])
        theta = float(
            estimator.estimate(
                item_bank=bank, administered_items=asked, response_vector=answers, est_theta=theta
            )
        )
        thetas.append(theta)
        if not ended and stopper.stop(administered_items=bank.get_items(asked), theta=theta):
            ended = len(asked)
        if len(asked) >= _MOST or (ended and len(asked) >= SAME_LENGTH):
            break
    return _sitting(made, learner, thetas, ended)


def _sitting(made: World, learner: int, estimates: Sequence[float], ended: int) -> Sitting:
    true = made.abilities[learner]
    items = ended or len(estimates)
    return Sitting(items, estimates[items - 1] - true, estimates[SAME_LENGTH - 1] - true)


def measure(learners: int = LEARNERS, items: int = ITEMS) -> list[Figure]:
    """Items needed and errors made, ours over catsim's, with what 95 % of resampled learners give."""
    made = world(learners, items)
    both = [ours(made, learner) for learner in range(learners)]
    own, same = [one for one, _ in both], [other for _, other in both]
    theirs = [catsims(made, learner) for learner in range(learners)]
    return [
        Figure(f"learners, seed {SEED}, with {items} items", learners, ""),
        *_compared(f"items to an error of {ENOUGH}, each by its own", own, theirs, _mean_items),
        *_compared(f"items to an error of {ENOUGH}, both by catsim's", same, theirs, _mean_items),
        *_compared("error of the estimate (RMSE) then", same, theirs, _rmse),
        *_compared(f"error of the estimate after {SAME_LENGTH} items", same, theirs, _rmse_at_same_length),
        Figure(f"our error when we say {ENOUGH} (RMSE)", _rmse(own), ""),
    ]


def _mean_items(sittings: Sequence[Sitting]) -> float:
    return fmean(one.items for one in sittings)


def _rmse(sittings: Sequence[Sitting]) -> float:
    return sqrt(fmean(one.error**2 for one in sittings))


def _rmse_at_same_length(sittings: Sequence[Sitting]) -> float:
    return sqrt(fmean(one.error_at_same_length**2 for one in sittings))


def _compared(
    what: str,
    mine: Sequence[Sitting],
    theirs: Sequence[Sitting],
    figure_of: Callable[[Sequence[Sitting]], float],
) -> list[Figure]:
    """Ours, catsim's, and their ratio, which may be 1 at most; the interval resamples learners, in pairs."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed
    ratios = []
    for _ in range(_RESAMPLES):
        drawn = chance.choices(range(len(mine)), k=len(mine))
        ratios.append(figure_of([mine[at] for at in drawn]) / figure_of([theirs[at] for at in drawn]))
    ratios.sort()
    low, high = ratios[int(0.025 * _RESAMPLES)], ratios[int(0.975 * _RESAMPLES)]
    ratio = figure_of(mine) / figure_of(theirs)
    return [
        Figure(f"{what}: ours", figure_of(mine), ""),
        Figure(f"{what}: catsim's", figure_of(theirs), ""),
        Figure(f"  ours over catsim's: {ratio:.3f}; 95 % from {low:.3f} to", high, "x", at_most=1.0),
    ]
