"""What checks are made of: comparisons that say what was found when something does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import ArrayLike, NDArray

    from dlprep.judge.functions.task import Returned


def shape(got: NDArray[Any], wanted: tuple[int, ...], *, what: str) -> Message | None:
    """The array has this shape; `what` names it as the brief does."""
    if got.shape == wanted:
        return None
    return message("{what} has shape {got}, not {wanted}", what=what, got=got.shape, wanted=wanted)


def finite(got: NDArray[Any], *, what: str) -> Message | None:
    """No value is NaN or infinite."""
    import numpy as np

    if np.isfinite(got).all():
        return None
    return message("{what} holds NaN or infinity", what=what)


def close(
    got: NDArray[Any], wanted: ArrayLike, *, what: str, relative: float = 1e-5, absolute: float = 1e-7
) -> Message | None:
    """The values agree as `numpy.allclose` means it: |got − wanted| ≤ absolute + relative·|wanted|."""
    import numpy as np

    expected = np.asarray(wanted, dtype=np.float64)
    if (fault := shape(got, expected.shape, what=what) or finite(got, what=what)) is not None:
        return fault
    excess = np.abs(got - expected) - (absolute + relative * np.abs(expected))
    if got.size == 0 or excess.max() <= 0:
        return None
    place = tuple(int(one) for one in np.unravel_index(int(excess.argmax()), got.shape))
    return message(
        "{what} is {got:.6g} at {place}, not {wanted:.6g}",
        what=what,
        got=float(got[place]),
        place=list(place),
        wanted=float(expected[place]),
    )


def exactly(got: NDArray[Any], wanted: ArrayLike, *, what: str) -> Message | None:
    """The values are the same, with no tolerance."""
    return close(got, wanted, what=what, relative=0.0, absolute=0.0)


def results(returned: Returned, count: int, *, function: str) -> Message | None:
    """The function returned this many arrays."""
    if len(returned.values) == count:
        return None
    return message(
        "{function} returned {got} arrays, not {wanted}",
        function=function,
        got=len(returned.values),
        wanted=count,
    )


def unchanged(returned: Returned, *, function: str) -> Message | None:
    """The function left its arguments as they were."""
    if not returned.changed_arguments:
        return None
    return message("{function} writes into the arrays it is given", function=function)


def kind(returned: Returned, wanted: str, *, function: str) -> Message | None:
    """Every array that came back has this dtype, such as `float32`."""
    other = next((got for got in returned.dtypes if got != wanted), None)
    if other is None:
        return None
    return message("{function} returned {got}, not {wanted}", function=function, got=other, wanted=wanted)


def within_ratio(returned: Returned, most: float, *, function: str) -> Message | None:
    """The call took at most `most` times as long as the fixed matrix product."""
    if returned.ratio is not None and returned.ratio <= most:
        return None
    return message(
        "{function} took {ratio:.1f} times as long as the reference product; {most:g} are allowed",
        function=function,
        ratio=returned.ratio or 0.0,
        most=most,
    )


def first(*faults: Message | None) -> Message | None:
    """The first of several findings that is one."""
    return next((fault for fault in faults if fault is not None), None)
