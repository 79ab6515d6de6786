"""What an interview may ask, each with what it counts, what it costs and how well it is known."""

from dataclasses import dataclass

from dlprep.domain.memory.cards import CardKey


@dataclass(frozen=True, slots=True)
class Memory:
    """What is left of the last review of something."""

    stability: float
    """Days, as of FSRS."""
    difficulty: float
    age: float
    """Days since the last review."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the interview may ask."""

    key: CardKey
    topic: str
    weight: float
    """Its share of what is asked; the weights of all items sum to 1."""
    minutes: float
    """What it takes to do it once."""
    prior: float
    """The chance to get it right without ever having met it here, by the ability in its topic."""
    memory: Memory | None = None
    """None when it was never answered."""
    lapses: int = 0
