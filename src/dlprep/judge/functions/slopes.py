"""Gradients against finite differences of the learner's own function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.judge.functions.comparing import close, first, results, shape
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned

STEP = 1e-5
"""Central differences of smooth functions near 1: truncation and rounding are both near 1e-10."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gradient to check."""

    name: str
    """As the brief calls it."""
    place: int
    """Of the argument of the forward call that it belongs to."""
    result: int
    """Its place among the results of the backward call."""


def slope_trial(
    forward: Call,
    backward: Call,
    wanted: Sequence[Wanted],
    total: Callable[[tuple[NDArray[Any], ...]], float],
    random: Generator,
) -> Trial:
    """Each gradient, along a random direction, is the slope of `total` of what `forward` returns.

    One direction a gradient takes two calls and sees an error in any element, which a comparison of
    single elements would need two calls each for.
    """
    directions = [random.standard_normal(forward.args[one.place].shape) for one in wanted]
    calls = [backward]
    for one, direction in zip(wanted, directions, strict=True):
        calls += [_moved(forward, one.place, -STEP * direction), _moved(forward, one.place, STEP * direction)]

    def judge(returned: Sequence[Returned]) -> Message | None:
        gradients, *ends = returned
        count = max(one.result for one in wanted) + 1
        if (fault := results(gradients, count, function=backward.function)) is not None:
            return fault
        return first(
            *(
                _compared(
                    one, gradients.values[one.result], direction, ends[2 * place : 2 * place + 2], total
                )
                for place, (one, direction) in enumerate(zip(wanted, directions, strict=True))
            )
        )

    return Trial(tuple(calls), judge)


def weighted(*weights: NDArray[Any]) -> Callable[[tuple[NDArray[Any], ...]], float]:
    """The total whose gradient with respect to the first results of a function is `weights`."""

    def total(values: tuple[NDArray[Any], ...]) -> float:
        return float(sum((weight * value).sum() for weight, value in zip(weights, values, strict=False)))

    return total


def _moved(call: Call, place: int, by: NDArray[Any]) -> Call:
    args = list(call.args)
    args[place] = args[place] + by
    return replace(call, args=tuple(args))


def _compared(
    one: Wanted,
    gradient: NDArray[Any],
    direction: NDArray[Any],
    ends: Sequence[Returned],
    total: Callable[[tuple[NDArray[Any], ...]], float],
) -> Message | None:
    import numpy as np

    if (fault := shape(gradient, direction.shape, what=one.name)) is not None:
        return fault
    low, high = (total(end.values) for end in ends)
    slope = np.asarray((high - low) / (2 * STEP))
    along = np.asarray((gradient * direction).sum())
    return close(along, slope, what=f"⟨{one.name}, u⟩", relative=1e-5, absolute=1e-6)
