"""What the gates compare a bank with: plan, terms, primary hosts, runs of the article."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dlprep.domain.questions import Level
from dlprep.domain.text import Authored, Slug, Words


class LeastRoots(Authored):
    """How many questions each claim of a kind must have."""

    claims: Words
    """A regular expression over claim ids."""
    least: Annotated[int, Field(ge=1)]


class Plan(Authored):
    """How many questions of each topic, level and type the shipped bank is meant to hold."""

    slack: Annotated[float, Field(ge=0, lt=1)]
    """How far each count may be from its plan, as a share; half an item rounds up."""
    templates: int
    topics: dict[Slug, dict[Level, int]]
    types: dict[str, int]
    roots: tuple[LeastRoots, ...]
    """The first rule that fits a claim counts."""

    def allowed(self, planned: int) -> int:
        """How many items a count may be away from its plan."""
        return int(planned * self.slack + 0.5)


class Term(Authored):
    """A term with every form that counts in each language, the preferred one first."""

    en: tuple[Words, ...] = Field(min_length=1)
    zh: tuple[Words, ...] = Field(min_length=1)
    also: tuple[Words, ...] = ()
    """English words that say the term in context, but have other uses and so ask for nothing in Chinese."""
    both_ways: bool = False
    """True when the preferred Chinese form has no other use, so that it asks for the term in English too."""


class SeedRuns(Authored):
    """Digests of every short run of the seed article, in no order; no words can be read from them."""

    zh_size: int
    """Chinese characters in a run."""
    en_size: int
    """English words in a run."""
    zh: frozenset[int]
    en: frozenset[int]


class GateReferences(Authored):
    """Everything from outside the questions that gates need."""

    plan: Plan | None = None
    """None for a bank that promises no composition, such as a folder of one's own."""
    glossary: tuple[Term, ...] = ()
    primary_hosts: frozenset[str] = frozenset()
    """Hosts of papers, official documentation and source files; a subdomain of one counts."""
    seed: SeedRuns | None = None
