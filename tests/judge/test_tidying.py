"""What a script may make its worker say, however odd, is fit to be shown and to be reckoned with."""

from __future__ import annotations

import pytest

from dlprep import wire
from dlprep.judge.tidying import tidied

ODD = "\x1b]0;title\x07Name\nError"


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (wire.Exited("raised", ODD, "a\nb", 3), wire.Exited("raised", "Name Error", "a\nb", 3)),
        (wire.PredictFailed("model", ODD, ""), wire.PredictFailed("model", "Name Error", "")),
        (wire.TrainBegin(-1, 2**50), wire.TrainBegin(None, None)),
        (wire.TrainBegin(2, None), wire.TrainBegin(2, None)),
        (wire.Step(-3, 2**53, 0.5), wire.Step(1, 10**9, 0.5)),
        (wire.LossNotFinite(0, -1), wire.LossNotFinite(1, 1)),
        (wire.EpochEnd(2, 3.5, {"loss": 0.5}, ("mae",)), wire.EpochEnd(2, 3.5, {"loss": 0.5}, ("mae",))),
        (
            wire.EpochEnd(-1, 1e308, {"loss": 1e308, "auc": 0.5}),
            wire.EpochEnd(1, 1e9, {"auc": 0.5}, ("loss",)),
        ),
        (wire.EpochEnd(1, -1.0, {}), wire.EpochEnd(1, 0.0, {})),
        (
            wire.Returned(0, ((1,),), (ODD,), changed_arguments=False, ratio=None),
            wire.Returned(0, ((1,),), ("Name Error",), changed_arguments=False, ratio=None),
        ),
        (wire.HookFailed("x"), wire.HookFailed("x")),
    ],
    ids=lambda one: type(one).__name__,
)
def test_names_are_cleaned_and_numbers_bounded(event: wire.Event, wanted: wire.Event) -> None:
    assert tidied(event) == wanted


def test_a_failed_call_names_its_function_cleanly() -> None:
    failed = wire.CallFailed(0, ODD, ODD, "text", None)

    assert tidied(failed) == wire.CallFailed(0, "Name Error", "Name Error", "text", None)
