"""Runs the trials of a build challenge on a script, here and now: no worker, no clock."""

from __future__ import annotations

import copy
import functools
import importlib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dlprep.bank.challenges import load_challenges
from dlprep.domain.messages import Message, message
from dlprep.judge.functions.task import Call, Returned, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    module = importlib.import_module(f"dlprep.judge.functions.{slug.replace('-', '_')}")
    drawn: Mapping[str, Trial] = module.trials(np.random.default_rng(seed))
    return drawn


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


def outcomes(slug: str, script: str, seed: int, ratio: float = 0.0) -> dict[str, Message | None]:
    """What each check finds; timed calls are said to have taken `ratio`."""
    names = functions_of(script)
    found: dict[str, Message | None] = {}
    for check, trial in trials_of(slug, seed).items():
        try:
            found[check] = trial.judge([called(names, call, ratio) for call in trial.calls])
        except Exception as error:  # noqa: BLE001 - a learner's function may raise anything
            found[check] = message("{error}", error=f"{type(error).__name__}: {error}")
    return found


def faults(slug: str, script: str, seed: int = 0, ratio: float = 0.0) -> list[str]:
    """The checks that do not hold, in order."""
    return [check for check, fault in outcomes(slug, script, seed, ratio).items() if fault is not None]


def first_fault(slug: str, script: str, seed: int = 0, ratio: float = 0.0) -> str | None:
    """The first check that does not hold."""
    return next(iter(faults(slug, script, seed, ratio)), None)


def share(slug: str, script: str, seed: int) -> float:
    """The share of checks that hold before the first that does not."""
    held = list(outcomes(slug, script, seed).values())
    faults = [place for place, fault in enumerate(held) if fault is not None]
    return (faults[0] if faults else len(held)) / len(held)


def mutated(slug: str, old: str, new: str) -> str:
    """The solution with one piece of code exchanged."""
    solution = challenges()[slug].solution
    assert solution.count(old) == 1, f"{old!r} occurs {solution.count(old)} times"
    return solution.replace(old, new)


def slow(slug: str) -> str:
    """A right script that loops in Python where the solution does not."""
    return (Path(__file__).parent / "slow" / f"{slug.replace('-', '_')}.py").read_text("utf-8")
