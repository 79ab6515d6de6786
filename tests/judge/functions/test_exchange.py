"""Calls to the worker and back: what is packed, called, written, read and made of it."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from dlprep.domain.challenges import CheckSheet
from dlprep.domain.judging import CheckOutcome
from dlprep.judge.folders import RunFolder
from dlprep.judge.functions import comparing, grading, packing
from dlprep.judge.functions.task import Call, Trial
from dlprep.judge.metrics.scores import PredictionsError
from dlprep.sandbox.calls import call_functions
from dlprep.wire import Call as CallCommand
from dlprep.wire import CallFailed, Returned, WorkerEvent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def called(
    tmp_path: Path, trials: Mapping[str, Trial], source: str
) -> tuple[list[WorkerEvent], list[tuple[Any, ...]]]:
    """What the functions in `source` gave back, through the same files as in a run."""
    main = ModuleType("__main__")
    main.__file__ = "script.py"
    exec(compile(source, "script.py", "exec"), main.__dict__)  # noqa: S102 - a script of the test's own
    place = RunFolder.create(tmp_path)
    events: list[WorkerEvent] = []
    try:
        (place.work / "io").mkdir()
        (place.work / "io" / "inputs").write_bytes(packing.packed(trials))
        io = str(place.work / "io")
        call_functions(CallCommand(f"{io}/inputs", f"{io}/outputs"), main, events.append)
        return events, packing.read_values(place.descriptor, "io", "outputs", events)  # type: ignore[arg-type]
    finally:
        place.remove()


def nothing(_: Any) -> None:
    return None


def trial(function: str, *args: Any, **kwargs: Any) -> Trial:
    return Trial((Call(function, args, kwargs),), nothing)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("x.sum()", [7.0]),
        ("x * 2", [[2.0, 4.0, 8.0]]),
        ("(x, 3)", [[1.0, 2.0, 4.0], 3.0]),
        ("{'b': 2, 'a': 1}", [1.0, 2.0]),
        ("x > 1", [[0.0, 1.0, 1.0]]),
        ("np.zeros((0, 4))", [np.zeros((0, 4)).tolist()]),
    ],
    ids=["number", "array", "tuple", "dict by key", "truth values", "empty"],
)
def test_results_come_back_in_their_form(tmp_path: Path, body: str, wanted: list[Any]) -> None:
    source = f"import numpy as np\ndef f(x, names, scale=None): return {body}\n"
    given = trial("f", np.array([1, 2, 4], dtype=np.float32), ["a", {"deep": np.ones(2)}], scale=None)

    _, values = called(tmp_path, {"one": given}, source)

    assert [one.tolist() for one in values[0]] == wanted


def test_arguments_arrive_as_they_were_given(tmp_path: Path) -> None:
    source = """
def f(x, many, *, flag, word):
    assert str(x.dtype) == "int8" and x.tolist() == [1, 2], x
    assert many[0] == "a" and many[1]["deep"].shape == (2,), many
    return [float(flag is True), len(word)]
"""
    given = trial(
        "f", np.array([1, 2], dtype=np.int8), ["a", {"deep": np.ones(2)}], flag=True, word="四个字母"
    )

    events, values = called(tmp_path, {"one": given}, source)

    assert isinstance(events[0], Returned), events[0]
    assert [one.item() for one in values[0]] == [1.0, 4.0]


def test_writing_into_an_argument_is_told_and_spoils_no_other_call(tmp_path: Path) -> None:
    x = np.ones(3)
    trials = {
        "a": Trial((Call("f", (x,)), Call("g", (x,))), nothing),
    }

    events, values = called(tmp_path, trials, "def f(x):\n    x += 1\n    return x\ndef g(x): return x + 0\n")

    assert [one.changed_arguments for one in events] == [True, False]  # type: ignore[union-attr]
    assert [one[0].tolist() for one in values] == [[2.0] * 3, [1.0] * 3]


@pytest.mark.parametrize(
    ("source", "exception"),
    [
        ("", "NameError"),
        ("def f(): raise ValueError('no')", "ValueError"),
        ("def f(): return 'word'", "ValueError"),
        ("def f(): return [[[1], [2, 3]]]", "ValueError"),
        ("def f(): return None", "TypeError"),
        ("import sys\ndef f(): sys.exit(1)", "SystemExit"),
    ],
)
def test_a_call_that_fails_does_not_keep_the_next_from_being_made(
    tmp_path: Path, source: str, exception: str
) -> None:
    trials = {"a": trial("f"), "b": trial("good")}

    events, values = called(tmp_path, trials, source + "\ndef good(): return 1.5\n")

    assert isinstance(events[0], CallFailed)
    assert events[0].exception == exception
    assert values[0] == ()
    assert values[1][0] == 1.5
    found = grading.outcomes(trials, events, values)  # type: ignore[arg-type]
    assert [one.passed for one in found] == [False, True]


def test_a_file_that_is_shorter_than_told_is_refused(tmp_path: Path) -> None:
    place = RunFolder.create(tmp_path)
    (place.work / "io").mkdir()
    (place.work / "io" / "outputs").write_bytes(bytes(8))
    told = [Returned(0, ((2,),), ("float64",), changed_arguments=False, ratio=None)]
    try:
        with pytest.raises(PredictionsError):
            packing.read_values(place.descriptor, "io", "outputs", told)
        for shape in ((1,) * 70, (0, 2**53, 2**53)):
            shapes = (shape, (0,) if 0 not in shape else (1,))
            odd = [Returned(0, shapes, ("float64", "float64"), changed_arguments=False, ratio=None)]
            with pytest.raises(PredictionsError, match="of the form"):
                packing.read_values(place.descriptor, "io", "outputs", odd)
        huge = [Returned(0, ((2**31, 2**31),), ("float64",), changed_arguments=False, ratio=None)]
        with pytest.raises(PredictionsError):
            packing.read_values(place.descriptor, "io", "outputs", huge)
    finally:
        place.remove()


def sheets(levels: str) -> list[CheckSheet]:
    names = {"b": "bronze", "s": "silver", "g": "gold"}
    words = {"zh": "词", "en": "words"}
    return [
        CheckSheet.model_validate({"id": f"c{place}", "level": names[one], "title": words, "hint": words})
        for place, one in enumerate(levels)
    ]


@pytest.mark.parametrize(
    ("levels", "passed", "value"),
    [
        ("bbsg", "1111", 1.0),
        ("bbsg", "1110", 0.75),
        ("bbsg", "1101", 0.5),
        ("bbsg", "1011", 0.25),
        ("bbsg", "0000", 0.0),
        ("bssg", "1101", 0.5),
    ],
)
def test_a_value_reaches_a_level_only_when_all_checks_up_to_it_hold(
    levels: str, passed: str, value: float
) -> None:
    checks = sheets(levels)
    found = [CheckOutcome(check.id, one == "1") for check, one in zip(checks, passed, strict=True)]

    assert grading.value(checks, found) == value


def test_a_form_that_no_trial_foresaw_fails_the_check_and_not_the_judge(tmp_path: Path) -> None:
    def product(returned: Any) -> None:
        return returned[0].values[0] @ np.ones((2, 2))  # type: ignore[no-any-return]

    trials = {"product": Trial((Call("f", (np.ones(3),)),), product)}
    answers, values = called(tmp_path, trials, "def f(x):\n    return x\n")

    [found] = grading.outcomes(trials, answers, values)  # type: ignore[arg-type]

    assert found.passed is False
    assert str(found.detail) == "what came back has a form that does not fit: (3,)"


def test_comparisons_say_where_they_differ() -> None:
    wanted = np.array([[1.0, 2.0], [3.0, 4.0]])

    assert comparing.close(wanted + 1e-9, wanted, what="y") is None
    assert (
        str(comparing.close(wanted + np.eye(2)[[1, 1]] * [[0], [1]], wanted, what="y"))
        == "y is 5 at [1, 1], not 4"
    )
    assert "shape" in str(comparing.close(wanted[0], wanted, what="y"))
    assert "NaN" in str(comparing.close(wanted * np.nan, wanted, what="y"))
    assert comparing.exactly(wanted, wanted, what="y") is None
    assert comparing.exactly(wanted + 1e-12, wanted, what="y") is not None
