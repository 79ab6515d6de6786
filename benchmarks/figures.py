"""A measured figure and the bar that product.md sets for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a benchmark."""

    what: str
    value: float
    unit: str
    """`ms`, `s`, `MB`, `%`, or `x` for a ratio."""
    at_most: float | None = None
    """The bar; None for a figure that only explains another."""

    @property
    def holds(self) -> bool:
        """True when the figure is within its bar, or has none."""
        return self.at_most is None or self.value <= self.at_most

    def __str__(self) -> str:
        bar = "" if self.at_most is None else f"at most {self.at_most:g} {self.unit}"
        mark = " " if self.at_most is None else "✓" if self.holds else "✗"
        return f"{mark} {self.what:<64} {self.value:>10.3f} {self.unit:<3} {bar}"
