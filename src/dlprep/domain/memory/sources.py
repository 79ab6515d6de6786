"""Where reviews come from, and how one of them is named."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where reviews come from; each feeds cards of one kind."""

    ATTEMPT = "attempt"
    INTERVIEW = "interview"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """Names one review."""

    source: Source
    id: int
    """Of the attempt, interview or run."""
    question_id: str = ""
    """Which question of the interview; empty for what holds one review alone."""
