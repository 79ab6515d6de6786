"""Runs the trials of a build challenge on a script, here and now: no worker, no clock."""

from __future__ import annotations

import copy
import functools
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dlprep.bank.challenges import load_challenges
from dlprep.domain.judging import CheckOutcome
from dlprep.domain.messages import Message, message
from dlprep.judge.functions import grading
from dlprep.judge.functions.task import Call, Returned, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dlprep.domain.challenges import ChallengeFolder

ROOT = Path(__file__).parents[3] / "question_bank" / "challenges"
SEEDS = range(20)


@functools.cache
def challenges() -> Mapping[str, ChallengeFolder]:
    """All challenges that load."""
    return load_challenges(ROOT)[0]


@functools.lru_cache(maxsize=24)
def trials_of(slug: str, seed: int) -> Mapping[str, Trial]:
    """The trials of a challenge, drawn from `seed`."""
    return grading.trials(slug, seed)


def functions_of(script: str) -> dict[str, Any]:
    """What the script defines."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(script, "script.py", "exec"), names)  # noqa: S102 - that is the job
    return names


def called(names: dict[str, Any], call: Call, ratio: float) -> Returned:
    """What the worker would say of this call."""
    args, kwargs = copy.deepcopy((call.args, dict(call.kwargs)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = names[call.function](*args, **kwargs)
    changed = not _same(args, call.args) or not _same(list(kwargs.values()), list(call.kwargs.values()))
    if isinstance(result, dict):
        result = [result[key] for key in sorted(result)]
    parts = result if isinstance(result, list | tuple) else (result,)
    arrays = [np.asarray(part) for part in parts]
    return Returned(
        tuple(array.astype(np.float64) for array in arrays),
        tuple(str(array.dtype) for array in arrays),
        changed,
        ratio if call.timed else None,
    )


def _same(got: Any, wanted: Any) -> bool:
    return all(np.array_equal(one, other, equal_nan=False) for one, other in zip(got, wanted, strict=True))


def each_outcome(
    slug: str, script: str, seed: int, ratio: float = 0.0
) -> Iterator[tuple[str, Message | None]]:
    """What each check finds, one by one; timed calls are said to have taken `ratio`."""
    names = functions_of(script)
    for check, trial in trials_of(slug, seed).items():
        try:
            yield check, trial.judge([called(names, call, ratio) for call in trial.calls])
        except Exception as error:  # noqa: BLE001 - a learner's function may raise anything
            yield check, message("{error}", error=f"{type(error).__name__}: {error}")


def outcomes(slug: str, script: str, seed: int, ratio: float = 0.0) -> dict[str, Message | None]:
    """What every check finds."""
    return dict(each_outcome(slug, script, seed, ratio))


def faults(slug: str, script: str, seed: int = 0, ratio: float = 0.0) -> list[str]:
    """The checks that do not hold, in order."""
    return [check for check, fault in each_outcome(slug, script, seed, ratio) if fault is not None]


def first_fault(slug: str, script: str, seed: int = 0) -> str | None:
    """The first check that does not hold; those behind it are not tried."""
    return next((check for check, fault in each_outcome(slug, script, seed) if fault is not None), None)


def value_of(slug: str, script: str, seed: int) -> float:
    """What a run of the script is worth, as the judge counts."""
    found = [
        CheckOutcome(check, fault is None, fault) for check, fault in outcomes(slug, script, seed).items()
    ]
    return grading.value(challenges()[slug].challenge.checks, found)


def mutated(slug: str, old: str, new: str) -> str:
    """The solution with one piece of code exchanged."""
    solution = challenges()[slug].solution
    assert solution.count(old) == 1, f"{old!r} occurs {solution.count(old)} times"
    return solution.replace(old, new)


def slow(slug: str) -> str:
    """A right script that loops in Python where the solution does not."""
    return (Path(__file__).parent / "slow" / f"{slug.replace('-', '_')}.py").read_text("utf-8")
