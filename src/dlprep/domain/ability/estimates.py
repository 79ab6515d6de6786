"""Ability and difficulty on one scale, in logits: where they are equal, half of the answers are right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is believed of one number: a normal distribution."""

    mean: float
    """Logits; 0 is a learner of the middle, or an item that one of these answers half of the times."""
    deviation: float
    """Standard deviation, logits: the standard error of the estimate."""
