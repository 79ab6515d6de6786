"""The article dlprep grew from, in our own words: its claims, and where they are dated or imprecise."""

from datetime import date

from pydantic import Field

from dlprep.domain.questions import ClaimId, FlagId, Source
from dlprep.domain.text import Authored, Slug, Text


class Section(Authored):
    """A section of the article; claim ids start with its id."""

    id: ClaimId
    title: Text


class Claim(Authored):
    """One thing the article says, and what interviewers ask behind it."""

    id: ClaimId
    section: ClaimId
    says: Text
    asks: Text
    flags: tuple[FlagId, ...] = ()


class Flag(Authored):
    """A place where the article is dated, imprecise or unsupported, and what is true."""

    id: FlagId
    article: Text
    truth: Text
    as_of: date | None = None
    """When `truth` was last checked, for facts that age."""
    sources: tuple[Source, ...] = ()


class Article(Authored):
    """The whole article as a list of claims in reading order."""

    title: Text
    sections: tuple[Section, ...] = Field(min_length=1)
    claims: tuple[Claim, ...] = Field(min_length=1)
    flags: tuple[Flag, ...]

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id, or None."""
        return next((claim for claim in self.claims if claim.id == claim_id), None)

    def flag(self, flag_id: str) -> Flag | None:
        """The flag with this id, or None."""
        return next((flag for flag in self.flags if flag.id == flag_id), None)


class Topic(Authored):
    """A subject that questions belong to."""

    id: Slug
    name: Text
    about: Text
    """One sentence on what the topic covers."""
    roots: tuple[str, ...]
    """Claims, or prefixes of claims, that the topic grew from."""
    needs: tuple[Slug, ...] = ()
    """Topics to know first."""
