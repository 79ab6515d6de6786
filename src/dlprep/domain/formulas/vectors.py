"""Lists of numbers: item by item, as a whole, and as matrices (lists of rows)."""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]


def add(a: Sequence[float], b: Sequence[float]) -> Vector:
    """Sums item by item."""
    return tuple(x + y for x, y in zip(a, b, strict=True))


def sub(a: Sequence[float], b: Sequence[float]) -> Vector:
    """Differences item by item."""
    return tuple(x - y for x, y in zip(a, b, strict=True))


def mul(a: Sequence[float], b: Sequence[float]) -> Vector:
    """Products item by item."""
    return tuple(x * y for x, y in zip(a, b, strict=True))


def div(a: Sequence[float], b: Sequence[float]) -> Vector:
    """Quotients item by item."""
    return tuple(x / y for x, y in zip(a, b, strict=True))


def scale(v: Sequence[float], k: float) -> Vector:
    """Every item times `k`."""
    return tuple(x * k for x in v)


def shift(v: Sequence[float], k: float) -> Vector:
    """Every item plus `k`."""
    return tuple(x + k for x in v)


def power(v: Sequence[float], exponent: float) -> Vector:
    """Every item to the power of `exponent`."""
    if abs(exponent) > 64:
        raise OverflowError(f"the exponent {exponent} is beyond 64")
    return tuple(float(x) ** exponent for x in v)


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    """The inner product."""
    return math.fsum(x * y for x, y in zip(a, b, strict=True))


def norm(v: Sequence[float]) -> float:
    """The Euclidean length."""
    return math.sqrt(math.fsum(x * x for x in v))


def cosine(a: Sequence[float], b: Sequence[float]) -> float:
    """The cosine of the angle between two vectors."""
    return dot(a, b) / (norm(a) * norm(b))


def mean(v: Sequence[float]) -> float:
    """The arithmetic mean."""
    return math.fsum(v) / len(v)


def var(v: Sequence[float], ddof: int = 0) -> float:
    """The variance: mean squared deviation; `ddof` 1 divides by n - 1."""
    centre = mean(v)
    return math.fsum((x - centre) ** 2 for x in v) / (len(v) - ddof)


def std(v: Sequence[float], ddof: int = 0) -> float:
    """The square root of `var`."""
    return math.sqrt(var(v, ddof))


def median(v: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    found = sorted(v)
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


def argmax(v: Sequence[float]) -> int:
    """The place, from 0, of the first largest item."""
    return list(v).index(max(v))


def argmin(v: Sequence[float]) -> int:
    """The place, from 0, of the first smallest item."""
    return list(v).index(min(v))


def argsort(v: Sequence[float]) -> tuple[int, ...]:
    """Places, from 0, in ascending order of their items; ties keep their order."""
    return tuple(sorted(range(len(v)), key=lambda place: v[place]))


def cumsum(v: Sequence[float]) -> Vector:
    """Running sums."""
    return tuple(accumulate(v))


def count(v: Sequence[Any], item: Any) -> int:
    """How often `item` occurs."""
    return list(v).count(item)


def find(v: Sequence[Any], item: Any) -> int:
    """The first place, from 0, of `item`, or -1."""
    return list(v).index(item) if item in v else -1


def unique(v: Sequence[Any]) -> tuple[Any, ...]:
    """Each different item once, in the order of first occurrence."""
    return tuple(dict.fromkeys(v))


def flatten(rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """The rows one after another in one list."""
    return tuple(item for row in rows for item in row)


def reshape(v: Sequence[Any], columns: int) -> tuple[tuple[Any, ...], ...]:
    """A list cut into rows of `columns` items."""
    if columns < 1 or len(v) % columns:
        raise ValueError(f"{len(v)} items do not make rows of {columns}")
    return tuple(tuple(v[start : start + columns]) for start in range(0, len(v), columns))


def transpose(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    """Rows become columns."""
    return tuple(zip(*rows, strict=True))


def matmul(a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]) -> Matrix:
    """The matrix product."""
    columns = transpose(b)
    if len(a) * len(columns) * len(b) > 100_000:
        raise OverflowError("the matrices are too large")
    return tuple(tuple(dot(row, column) for column in columns) for row in a)


def matvec(a: Sequence[Sequence[float]], v: Sequence[float]) -> Vector:
    """A matrix times a vector."""
    return tuple(dot(row, v) for row in a)


def broadcast_shape(a: Sequence[int], b: Sequence[int]) -> tuple[int, ...]:
    """The shape two arrays broadcast to (NumPy, "Broadcasting"); ValueError when they do not."""
    length = max(len(a), len(b))
    pairs = zip((1,) * (length - len(a)) + tuple(a), (1,) * (length - len(b)) + tuple(b), strict=True)
    found = []
    for x, y in pairs:
        if x != y and 1 not in (x, y):
            raise ValueError(f"{x} and {y} do not broadcast")
        found.append(y if x == 1 else x)
    return tuple(found)
