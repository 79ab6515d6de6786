"""Calls of a learner's function, what came back, and the trials made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from dlprep.domain.messages import Message


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the script and its arguments: arrays, numbers, words, None, lists and dicts of them."""

    function: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    timed: bool = False
    """Called several times, in turns with a fixed matrix product; see `Returned.ratio`."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a call gave back; claims of the worker, apart from the numbers themselves."""

    values: tuple[NDArray[Any], ...]
    """As float64: one array for a single result, several for a tuple or a list, by sorted key for a dict."""
    dtypes: tuple[str, ...] = ()
    """Of the values before they became float64, such as `float32`."""
    changed_arguments: bool = False
    """True when the function wrote into an array that it was given."""
    ratio: float | None = None
    """Its time over that of the matrix product, where the call was timed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One check: the calls it needs, and what it makes of their results."""

    calls: tuple[Call, ...]
    judge: Callable[[Sequence[Returned]], Message | None]
    """None when the property holds, otherwise what was found instead. It is given one result a call."""
