"""The authored parts of parametric questions: parameters, conditions, named mistakes (content.md 3.3)."""

import math
import random
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from dlprep.domain.expressions import check_expression, names_in
from dlprep.domain.text import Authored, Text

_LONGEST_LIST = 100

Expression = Annotated[str, AfterValidator(check_expression)]
"""An expression over parameters and lets; see `dlprep.domain.expressions`."""

Requirement = Expression
"""An expression that must be true for a draw to be used."""


def _frozen(value: Any) -> Any:
    """A choice as expressions know it: a number, truth, a string, or lists of these."""
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, bool | int | float | str):
        return value
    raise ValueError(f"a choice is a number, a text or a list of these, not {value!r}")


def _length(value: Any) -> Any:
    if isinstance(value, str) or (type(value) is int and 1 <= value <= _LONGEST_LIST):
        return value
    raise ValueError(f"`length` is a whole number from 1 to {_LONGEST_LIST}, or the name of a parameter")


class Parameter(Authored):
    """The values one parameter can take: a range with a step, or a list of choices."""

    low: float | None = None
    """The smallest value."""
    high: float | None = None
    """The largest value."""
    step: float = Field(default=1, gt=0)
    """From one value to the next."""
    choices: tuple[Annotated[Any, AfterValidator(_frozen)], ...] = ()
    """Numbers, texts or lists."""
    length: Annotated[Any, AfterValidator(_length)] | None = None
    """Draws a list of so many values: a whole number, or the name of another parameter."""
    distinct: bool = False
    """True draws a list without repeats."""

    @model_validator(mode="after")
    def _range_or_choices(self) -> "Parameter":
        ranged = self.low is not None and self.high is not None
        if ranged == bool(self.choices) or (self.low is None) != (self.high is None):
            raise ValueError("give `low` and `high`, or `choices`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("`low` is above `high`")
        if self.distinct and self.length is None:
            raise ValueError("`distinct` needs a `length`")
        return self

    def draw(self, chance: random.Random, values: Mapping[str, Any]) -> Any:
        """One value, or a list; whole numbers come back as int so that they print without a point.

        Raises:
            ValueError: if the length is not in `values`, or a list without repeats would be too long.
        """
        if self.length is None:
            return self._at(chance.randrange(self._count))
        length = _known_length(self.length, values)
        if not self.distinct:
            return tuple(self._at(chance.randrange(self._count)) for _ in range(length))
        if length > self._count:
            raise ValueError(f"there are {self._count} values, too few for {length} without repeats")
        return tuple(self._at(place) for place in chance.sample(range(self._count), length))

    @property
    def _count(self) -> int:
        if self.choices:
            return len(self.choices)
        return math.floor((float(self.high or 0) - float(self.low or 0)) / self.step + 1e-9) + 1

    def _at(self, place: int) -> Any:
        value = self.choices[place] if self.choices else float(self.low or 0) + self.step * place
        if not isinstance(value, float):
            return value
        return int(value) if value.is_integer() else round(value, 10)


def _known_length(length: int | str, values: Mapping[str, Any]) -> int:
    found = values.get(length) if isinstance(length, str) else length
    if type(found) is not int or not 0 <= found <= _LONGEST_LIST:
        raise ValueError(f"`length: {length}` is not a parameter with a whole number up to {_LONGEST_LIST}")
    return found


def drawing_order(parameters: Mapping[str, Parameter]) -> list[str]:
    """Names of the parameters, those whose length another one gives last."""
    return sorted(parameters, key=lambda name: isinstance(parameters[name].length, str))


def computing_order(let: Mapping[str, str]) -> list[str]:
    """Names of lets, each after those it uses; files keep no order of keys.

    Raises:
        ValueError: if some need one another in a circle.
    """
    needs = {name: names_in(source) & let.keys() for name, source in let.items()}
    order: list[str] = []
    while len(order) < len(needs):
        ready = [name for name, needed in needs.items() if name not in order and needed <= set(order)]
        if not ready:
            circle = ", ".join(sorted(needs.keys() - set(order)))
            raise ValueError(f"`let` cannot be computed: {circle} need one another")
        order += ready
    return order


class Mistake(Authored):
    """A wrong formula and the slip that leads to it."""

    formula: Expression
    """The wrong formula."""
    why: Text
    """Which slip it is."""
