"""Operators of expressions, on values of bounded size."""

import ast
import operator
from collections.abc import Callable
from typing import Any

_LARGEST_EXPONENT = 64
_MOST_BITS = 1024
MOST_ITEMS = 2_000
"""The most items of a list, and characters of a string."""


def bounded(value: Any) -> Any:
    """`value` itself.

    Raises:
        ArithmeticError: if it is larger than an expression may make.
        ValueError: if it is of no type that expressions know.
    """
    if isinstance(value, float):
        return value
    if isinstance(value, int):
        if value.bit_length() > _MOST_BITS:
            raise OverflowError(f"a whole number has more than {_MOST_BITS} bits")
        return value
    if isinstance(value, str | tuple):
        if len(value) > MOST_ITEMS:
            raise OverflowError(f"a list or a string is longer than {MOST_ITEMS}")
        return value
    raise ValueError(f"{value!r} is neither a number nor a string nor a list")


def _power(base: float, exponent: float) -> Any:
    """A power that stays a real number of bounded size."""
    if abs(exponent) > _LARGEST_EXPONENT:
        raise OverflowError(f"the exponent {exponent} is beyond {_LARGEST_EXPONENT}")
    if base < 0 and exponent != int(exponent):
        raise ArithmeticError(f"{base} to the power {exponent} is not a real number")
    return bounded(base**exponent)


def _add(a: Any, b: Any) -> Any:
    return bounded(a + b)


def _multiply(a: Any, b: Any) -> Any:
    """A product; a list or a string times a whole number repeats it."""
    for items, times in ((a, b), (b, a)):
        if isinstance(items, str | tuple) and len(items) * times > MOST_ITEMS:
            raise OverflowError(f"a list or a string is longer than {MOST_ITEMS}")
    return bounded(a * b)


def _remainder(a: Any, b: Any) -> Any:
    if isinstance(a, str):
        raise ValueError("a string has no remainder")
    return a % b


def _is_in(item: Any, items: Any) -> bool:
    return item in items


def _is_not_in(item: Any, items: Any) -> bool:
    return item not in items


BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _add,
    ast.Sub: operator.sub,
    ast.Mult: _multiply,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: _remainder,
    ast.Pow: _power,
}
"""Arithmetic; `+` and `*` also join and repeat lists and strings."""

COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: _is_in,
    ast.NotIn: _is_not_in,
}
"""Comparisons, which can be chained."""
