"""How far a typed number may be from the key."""

from typing import Self

from pydantic import Field, model_validator

from dlprep.domain.text import Authored


class Tolerance(Authored):
    """How far a typed number may be from the key. Exactly one field is set; integers use neither."""

    absolute: float | None = Field(default=None, gt=0)
    """Allowed difference from the key, in the unit of the answer."""
    relative: float | None = Field(default=None, gt=0, lt=1)
    """Allowed difference as a share of the key."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.absolute is None) == (self.relative is None):
            raise ValueError("give either `absolute` or `relative`")
        return self


def within(tolerance: Tolerance | None, value: float, target: float) -> bool:
    """Is `value` as good as `target`? Without a tolerance it must be equal."""
    if tolerance is None:
        return value == target
    relative = (tolerance.relative or 0) * abs(target)
    allowed = tolerance.absolute if tolerance.absolute is not None else relative
    # The slack forgives binary rounding at the edge: 0.35 is within 0.05 of 0.3.
    return abs(value - target) <= allowed * (1 + 1e-9) + 1e-12
