"""From what functions returned to the outcome of every check, and to one value."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from dlprep.domain.judging import CheckOutcome
from dlprep.domain.messages import Message, message
from dlprep.judge.cleaning import one_line
from dlprep.judge.functions.task import Returned, Trial
from dlprep.wire import CallFailed
from dlprep.wire import Returned as ReturnedEvent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.domain.challenges import CheckSheet

    Answers = Sequence[ReturnedEvent | CallFailed]
    Values = Sequence[tuple[NDArray[Any], ...]]


def trials(slug: str, seed: int) -> Mapping[str, Trial]:
    """The trials of a challenge, with arguments drawn from `seed`.

    Raises:
        ModuleNotFoundError: if nobody wrote them.
    """
    import numpy as np

    module = import_module(f"dlprep.judge.functions.{slug.replace('-', '_')}")
    made: Mapping[str, Trial] = module.trials(np.random.default_rng(seed))
    return made


def outcomes(trials: Mapping[str, Trial], answers: Answers, values: Values) -> tuple[CheckOutcome, ...]:
    """How each check went, in the order of the trials."""
    results = iter(list(zip(answers, values, strict=True)))
    return tuple(
        _outcome(name, trial, list(islice(results, len(trial.calls)))) for name, trial in trials.items()
    )


def _outcome(
    name: str, trial: Trial, results: list[tuple[ReturnedEvent | CallFailed, tuple[NDArray[Any], ...]]]
) -> CheckOutcome:
    if len(results) < len(trial.calls):
        return CheckOutcome(name, None)
    returned = []
    for answer, arrays in results:
        if isinstance(answer, CallFailed):
            return CheckOutcome(name, False, _raised(answer))
        returned.append(Returned(arrays, answer.dtypes, answer.changed_arguments, answer.ratio))
    try:
        fault = trial.judge(returned)
    except (ValueError, TypeError, LookupError, ArithmeticError):
        # Arrays of a form that no trial foresaw are the script's doing, and never ours.
        fault = message("what came back has a form that does not fit: {shapes}", shapes=_shapes(returned))
    return CheckOutcome(name, fault is None, fault)


def _shapes(returned: Sequence[Returned]) -> str:
    return "; ".join(", ".join(map(str, (value.shape for value in one.values))) for one in returned)


def _raised(failed: CallFailed) -> Message:
    what = one_line(f"{failed.exception}: {failed.text}".rstrip(": "))
    if failed.line is None:
        return message("{function} fails: {error}", function=failed.function, error=what)
    return message(
        "{function} fails in line {line}: {error}", function=failed.function, line=failed.line, error=what
    )


def value(checks: Sequence[CheckSheet], found: Sequence[CheckOutcome]) -> float:
    """The share of checks that hold, counted up to the first level that is not complete.

    So a value reaches the threshold of a level exactly when all checks of it and of those below hold.
    """
    passed = {one.id for one in found if one.passed}
    held = 0
    for level in dict.fromkeys(check.level for check in checks):
        of_level = [check for check in checks if check.level is level]
        holding = sum(check.id in passed for check in of_level)
        held += holding
        if holding < len(of_level):
            break
    return held / len(checks)
