"""Arithmetic beyond the operators."""

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from typing import Any

from dlprep.domain.expression_operators import MOST_ITEMS

_LARGEST = 1_000


def sign(x: float) -> int:
    """-1, 0 or 1."""
    return (x > 0) - (x < 0)


def clip(x: float, low: float, high: float) -> float:
    """`x`, or the end of [low, high] that it lies beyond."""
    return min(max(x, low), high)


def comb(n: int, k: int) -> int:
    """Ways to choose `k` of `n`, at most 1,000."""
    _small(n)
    return math.comb(n, k)


def factorial(n: int) -> int:
    """n!, for n up to 170."""
    if n > 170:
        raise OverflowError("a factorial is computed up to 170")
    return math.factorial(n)


def next_pow2(n: int) -> int:
    """The smallest power of two that is not below `n`."""
    return 1 << max(math.ceil(n) - 1, 0).bit_length()


def ceil_div(a: int, b: int) -> int:
    """The quotient rounded up, without the rounding error of `ceil(a / b)`."""
    return -(-a // b)


def normal_quantile(p: float) -> float:
    """The point below which a standard normal variable lies with probability `p`."""
    return NormalDist().inv_cdf(p)


def normal_cdf(x: float) -> float:
    """The probability that a standard normal variable lies below `x`."""
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


def binomial(n: int, k: int, p: float) -> float:
    """The probability of `k` successes in `n` tries of probability `p`."""
    _small(n)
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


def join(items: Sequence[Any], separator: str) -> str:
    """The items as text, with `separator` between them."""
    return separator.join(str(item) for item in items)


def split(words: str) -> tuple[str, ...]:
    """The words of a text, split at white space."""
    return tuple(words.split())


def _small(n: int) -> None:
    if n > _LARGEST:
        raise OverflowError(f"{n} is more than {_LARGEST}")


def _bounded_range(*bounds: int) -> tuple[int, ...]:
    """Whole numbers from `start` (0) up to, but without, `stop`, as Python's `range`."""
    found = range(*bounds)
    if len(found) > MOST_ITEMS:
        raise OverflowError(f"a list is longer than {MOST_ITEMS}")
    return tuple(found)


def _rounded(x: float, digits: int = 0) -> float:
    """`x` rounded to `digits` after the point (half to even); without `digits` a whole number."""
    return round(x, digits) if digits else round(x)


def _total(values: Sequence[float]) -> float:
    """The sum; whole numbers give a whole number, others are added without rounding error."""
    return sum(values) if all(isinstance(one, int) for one in values) else math.fsum(values)


def _product(values: Sequence[float]) -> float:
    """The product of a list of numbers."""
    return math.prod(values)


def _logarithm(x: float, base: float = math.e) -> float:
    """The natural logarithm, or the one to `base`."""
    return math.log(x) if base == math.e else math.log(x, base)


def _zipped(*lists: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """The lists side by side, as Python's `zip`; they must be equally long."""
    return tuple(zip(*lists, strict=True))


def _numbered(items: Sequence[Any], start: int = 0) -> tuple[tuple[int, Any], ...]:
    """The items with their places, as Python's `enumerate`."""
    return tuple(enumerate(items, start))


def _in_order(items: Sequence[Any]) -> tuple[Any, ...]:
    """The items in ascending order."""
    return tuple(sorted(items))


def _backwards(items: Sequence[Any]) -> tuple[Any, ...]:
    """The items from last to first."""
    return tuple(reversed(items))


def _text(value: Any) -> str:
    """A value as text."""
    return str(value)


def _builtin(name: str, about: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any) -> Any:
        return work(*arguments)

    called.__name__, called.__doc__ = name, about
    return called


RENAMED: Mapping[str, Callable[..., Any]] = {
    "abs": _builtin("abs", "The number without its sign.", abs),
    "all": _builtin("all", "Do all of a list hold?", all),
    "any": _builtin("any", "Does any of a list hold?", any),
    "ceil": _builtin("ceil", "The next whole number upwards.", math.ceil),
    "cos": _builtin("cos", "The cosine of an angle in radians.", math.cos),
    "enumerate": _numbered,
    "exp": _builtin("exp", "e to the power.", math.exp),
    "float": _builtin("float", "The number as a fraction.", float),
    "floor": _builtin("floor", "The next whole number downwards.", math.floor),
    "int": _builtin("int", "The whole part of a number.", int),
    "len": _builtin("len", "How many items or characters.", len),
    "log": _logarithm,
    "log2": _builtin("log2", "The logarithm to base 2.", math.log2),
    "log10": _builtin("log10", "The logarithm to base 10.", math.log10),
    "max": _builtin("max", "The largest of a list or of the arguments.", max),
    "min": _builtin("min", "The smallest of a list or of the arguments.", min),
    "pi": _builtin("pi", "The number π: `pi()`.", lambda: math.pi),
    "prod": _product,
    "range": _bounded_range,
    "reversed": _backwards,
    "round": _rounded,
    "sin": _builtin("sin", "The sine of an angle in radians.", math.sin),
    "sorted": _in_order,
    "sqrt": _builtin("sqrt", "The square root.", math.sqrt),
    "str": _text,
    "sum": _total,
    "zip": _zipped,
}
"""Functions under names that Python has given away."""
