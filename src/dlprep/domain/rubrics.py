"""Rubrics of open questions: what an answer must hold, and what it must not (interview.md 3.1)."""

from enum import StrEnum
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


class KeyPoint(Authored):
    """An idea that can be found in free text: what it says, and how to see it, affirmed or denied."""

    kind: Literal["relation", "name"] = "relation"
    """`name` means that naming the thing is half of the point."""
    negative: bool = False
    """True when the point itself is a negation, so that negated cues confirm it."""
    text: Text
    """The idea as one plain declarative sentence."""
    also: Phrasings = Phrasings()
    """Other ways to say the same."""
    cues: tuple[CueGroup, ...] = ()
    """Every group must hit inside a window of neighbouring clauses; none where meaning alone decides."""
    misconceptions: tuple[Misconception, ...] = ()
    """Wrong beliefs that cost the point."""


class RubricPoint(KeyPoint):
    """One idea an open answer must hold."""

    id: Slug
    """Stable name of the point."""
    weight: int = Field(ge=1, le=100)
    """Its share of the score, in percent."""
    follow_up: Text | None = None
    """The question an interviewer asks when the point is missing."""


class Probe(KeyPoint):
    """A question asked after the answer, and the one idea that a good reply to it holds."""

    ask: Text
    """What the interviewer says."""


class Role(StrEnum):
    """A job that interview questions belong to."""

    RESEARCH = "research"
    CV = "cv"
    NLP = "nlp"
    RECOMMENDER = "recommender"
    FINANCE = "finance"
    SPEECH = "speech"
    MLOPS = "mlops"
    CAREER = "career"
    """Behaviour, career and how one works: belongs to every job."""
