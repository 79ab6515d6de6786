"""The memory state of one thing that can be asked, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CardKind(StrEnum):
    """What a card stands for; each is asked in a way of its own."""

    QUESTION = "question"
    """A question of the bank, or a template whatever its numbers."""
    INTERVIEW = "interview"
    """The rubric of an interview question, all its points together."""
    CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class CardKey:
    """Names a card."""

    kind: CardKind
    id: str
    """Of the question or challenge."""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Card:
    """How well one thing is remembered after its last review."""

    key: CardKey
    stability: float
    """Days after which the chance to recall it has fallen to 90 percent."""
    difficulty: float
    """1 (easy) to 10, in FSRS' sense; not the authored level."""
    last_review: datetime
    """Aware, UTC."""
    due: datetime
    """Aware, UTC."""
    reviews: int
    lapses: int
    """Days on which a review was rated AGAIN."""
