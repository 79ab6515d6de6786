"""The authored parts of parametric questions: parameters, conditions, named mistakes (content.md 3.3)."""

import math
import random
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from dlprep.domain.expressions import check_expression
from dlprep.domain.text import Authored, Text

Expression = Annotated[str, AfterValidator(check_expression)]
"""Arithmetic over the parameters; see `dlprep.domain.expressions`."""

Requirement = Expression
"""An expression that must be true for a draw to be used."""


class Parameter(Authored):
    """The values one parameter can take: a range with a step, or a list of choices."""

    low: float | None = None
    high: float | None = None
    step: float = Field(default=1, gt=0)
    choices: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _range_or_choices(self) -> "Parameter":
        ranged = self.low is not None and self.high is not None
        if ranged == bool(self.choices) or (self.low is None) != (self.high is None):
            raise ValueError("give `low` and `high`, or `choices`")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("`low` is above `high`")
        return self

    def draw(self, chance: random.Random) -> float:
        """One value; whole numbers come back as int so that they print without a point."""
        if self.choices:
            value = chance.choice(self.choices)
        else:
            low, high = float(self.low or 0), float(self.high or 0)
            value = low + self.step * chance.randint(0, math.floor((high - low) / self.step + 1e-9))
        return int(value) if float(value).is_integer() else round(value, 10)


class Mistake(Authored):
    """A wrong formula and the slip that leads to it."""

    formula: Expression
    why: Text
