"""Rubrics of open questions: what an answer must hold, and what it must not (interview.md 3.1)."""

from typing import Annotated, Literal

from pydantic import Field

from dlprep.domain.text import Authored, Slug, Text, Words

CueGroup = Annotated[tuple[Words, ...], Field(min_length=1)]
"""Alternatives, zh and en mixed; one hit is enough for the group."""


class Phrasings(Authored):
    """Plain-language rewordings of a point in both languages."""

    zh: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()


class Misconception(Authored):
    """A wrong belief about a point, how to see it in an answer, and what to say to it."""

    text: Text
    """The belief as one plain declarative sentence."""
    pattern: tuple[CueGroup, ...] = ()
    """Groups that must hit in this order, close together and inside one clause."""
    say: Text
    """The correction shown to the learner."""


class RubricPoint(Authored):
    """One idea an open answer must hold."""

    id: Slug
    """Stable name of the point."""
    weight: int = Field(ge=1, le=100)
    """Its share of the score, in percent."""
    kind: Literal["relation", "name"] = "relation"
    """`name` means that naming the thing is half of the point."""
    negative: bool = False
    """True when the point itself is a negation, so that negated cues confirm it."""
    text: Text
    """The idea as one plain declarative sentence."""
    also: Phrasings = Phrasings()
    """Other ways to say the same."""
    cues: tuple[CueGroup, ...] = ()
    """Every group must hit inside a window of neighbouring clauses."""
    misconceptions: tuple[Misconception, ...] = Field(min_length=1)
    """Wrong beliefs that cost the point."""
    follow_up: Text
    """The question an interviewer asks when the point is missing."""
