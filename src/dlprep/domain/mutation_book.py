"""What the bank says about mutants: what each kind of bug teaches, and which mutants are known to fail."""

from typing import Literal

from dlprep.domain.judging import Verdict
from dlprep.domain.mutation_sites import BugKind
from dlprep.domain.text import Authored, Slug, Text, Words


class KindSheet(Authored):
    """One kind of bug in words."""

    title: Text
    lesson: Text
    """What it does, where it shows, and what an interviewer asks about it."""


class KindSheets(Authored):
    """All kinds, as in `question_bank/bug_kinds.yaml`."""

    format: Literal[1]
    kinds: dict[BugKind, KindSheet]


class VerifiedMutant(Authored):
    """A mutant that was run, and how its run ended."""

    base: Slug
    seed: int
    digest: Words
    """Of the mutant's code; when the base changes, the record no longer speaks of it."""
    verdict: Verdict
    value: float | None = None


class VerifiedMutants(Authored):
    """All that were run, as in `question_bank/mutants.yaml`."""

    format: Literal[1]
    mutants: tuple[VerifiedMutant, ...]
