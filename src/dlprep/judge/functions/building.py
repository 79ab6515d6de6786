"""Trials of the usual kinds, and one made of several."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dlprep.judge.functions.comparing import close, first, results, unchanged, within_ratio
from dlprep.judge.functions.comparing import kind as kind_of
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned


def agrees(
    call: Call,
    *wanted: ArrayLike,
    names: Sequence[str] = (),
    relative: float = 1e-5,
    absolute: float = 1e-7,
    most: float | None = None,
) -> Trial:
    """The call returns these arrays.

    `names` are what the brief calls them; without, the call itself is spelt. With `most`, the call is timed
    and may take that many times as long as the reference product.
    """
    called = names or (spelt(call),)

    def judge(returned: Sequence[Returned]) -> Message | None:
        [one] = returned
        if (fault := results(one, len(wanted), function=call.function)) is not None:
            return fault
        return first(
            *(
                close(got, expected, what=name, relative=relative, absolute=absolute)
                for name, got, expected in zip(called, one.values, wanted, strict=True)
            ),
            None if most is None else within_ratio(one, most, function=call.function),
        )

    return Trial((replace(call, timed=most is not None),), judge)


def spelt(call: Call) -> str:
    """The call as the learner would write it, without its arrays."""
    options = [f"{name}={value!r}" for name, value in call.kwargs.items() if _is_short(value)]
    return f"{call.function}({', '.join(['…', *options])})"


def _is_short(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float | str)


def together(*trials: Trial) -> Trial:
    """One check that holds when all of these do."""
    ends = [0]
    for trial in trials:
        ends.append(ends[-1] + len(trial.calls))

    def judge(returned: Sequence[Returned]) -> Message | None:
        parts = [returned[start:end] for start, end in pairwise(ends)]
        return first(*(trial.judge(part) for trial, part in zip(trials, parts, strict=True)))

    return Trial(tuple(call for trial in trials for call in trial.calls), judge)


def kept(*calls: Call) -> Trial:
    """No call writes into its arguments."""

    def judge(returned: Sequence[Returned]) -> Message | None:
        pairs = zip(returned, calls, strict=True)
        return first(*(unchanged(one, function=call.function) for one, call in pairs))

    return Trial(calls, judge)


def of_kind(dtype: str, *calls: Call) -> Trial:
    """Every array that the calls return has this dtype."""

    def judge(returned: Sequence[Returned]) -> Message | None:
        pairs = zip(returned, calls, strict=True)
        return first(*(kind_of(one, dtype, function=call.function) for one, call in pairs))

    return Trial(calls, judge)


def same(one: Call, other: Call, *, names: Sequence[str] = ()) -> Trial:
    """Both calls return the same: what differs between them must not matter."""

    def judge(returned: Sequence[Returned]) -> Message | None:
        before, after = returned
        if (fault := results(after, len(before.values), function=other.function)) is not None:
            return fault
        called = names or tuple(spelt(other) for _ in before.values)
        return first(
            *(
                close(got, expected, what=name, relative=1e-9, absolute=1e-9)
                for name, got, expected in zip(called, after.values, before.values, strict=True)
            )
        )

    return Trial((one, other), judge)
