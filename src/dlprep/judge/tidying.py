"""What a worker says, made fit to be shown: it is a claim, and code of the learner's may have made it up."""

from __future__ import annotations

from dataclasses import replace

from dlprep import wire
from dlprep.judge.cleaning import one_line

_MOST = 10**9
"""Nobody trains for more epochs or steps, nor for as many seconds."""
_LARGEST = 3.4e38
"""What float32 can say; differences of anything larger would overflow where curves are drawn."""


def tidied(event: wire.Event) -> wire.Event:
    """The event with names on one clean line and numbers within bounds; long texts are for who uses them."""
    match event:
        case wire.Exited() | wire.PredictFailed():
            return replace(event, exception=one_line(event.exception))
        case wire.CallFailed():
            return replace(event, exception=one_line(event.exception), function=one_line(event.function))
        case wire.Returned():
            return replace(event, dtypes=tuple(map(one_line, event.dtypes)))
        case wire.TrainBegin():
            return wire.TrainBegin(_count(event.epochs), _count(event.steps))
        case wire.Step():
            return replace(event, epoch=_place(event.epoch), step=_place(event.step))
        case wire.LossNotFinite():
            return wire.LossNotFinite(_place(event.epoch), _place(event.step))
        case wire.EpochEnd():
            return _tidied_epoch(event)
        case _:
            return event


def _tidied_epoch(event: wire.EpochEnd) -> wire.EpochEnd:
    small = {name: value for name, value in event.metrics.items() if abs(value) <= _LARGEST}
    lost = tuple(name for name in event.metrics if name not in small)
    return wire.EpochEnd(
        number=_place(event.number),
        seconds=min(max(event.seconds, 0.0), float(_MOST)),
        metrics=small,
        not_finite=(*event.not_finite, *lost),
    )


def _place(number: int) -> int:
    return min(max(number, 1), _MOST)


def _count(number: int | None) -> int | None:
    return number if number is not None and 1 <= number <= _MOST else None
