"""The record of mutants that are known to fail: what is still true of it, what it lacks, what to try next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from dlprep.domain.judging import Tier
from dlprep.domain.mutation import mutate
from dlprep.domain.mutation_sites import BugKind
from dlprep.services.flaws import Flaw
from dlprep.services.mutants import Puzzle, bases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.mutation_book import KindSheet, VerifiedMutant

MIN_MUTANTS = 60
"""As many are shipped at least, so that nobody waits for a run before the first puzzles."""
MIN_BASES = 6
MIN_KINDS = 12
"""Some bugs hardly ever make a run fail, such as a softmax applied twice: those are answers to choose."""
SEEDS = 300
"""Seeds of a base that are looked at; beyond them nearly every mutant is one that came before."""
MOST_PASSES = 2
"""A base that works all the same with so many bugs of one kind is asked for no more of it."""
MOST_PASSES_OF_KIND = 6
"""A kind that so many more mutants survive than do not is not looked for any further."""
_WAY_OUT = "Run: python -m benchmarks.verify_mutants"


class Record(Protocol):
    """What the bank says about mutants, as far as it is checked here."""

    @property
    def kinds(self) -> Mapping[BugKind, KindSheet]:
        """What each kind teaches."""

    @property
    def verified(self) -> Mapping[str, VerifiedMutant]:
        """The mutants that are known to fail, by digest."""


def standing(
    bank: QuestionBank, records: Iterable[VerifiedMutant]
) -> Iterator[tuple[VerifiedMutant, Puzzle]]:
    """The records that speak of a mutant as it is made today, each with its puzzle."""
    usable = set(bases(bank))
    for record in records:
        if record.base in usable:
            mutant = mutate(bank.challenges[record.base].solution, record.seed)
            if mutant.digest == record.digest:
                yield record, Puzzle(record.base, mutant)


def kind_flaws(book: Record) -> Iterator[Flaw]:
    """What is wrong with the words about kinds."""
    for kind in BugKind:
        if kind not in book.kinds:
            yield Flaw(f'"{kind.value}"', "nothing says what this kind of bug teaches", "Write it.")


def mutant_flaws(bank: QuestionBank, book: Record) -> Iterator[Flaw]:
    """What the record lacks, and what in it is of another form of its base; warnings, since practice goes on.

    A puzzle that is not on record is only run before it is shown.
    """
    records = tuple(book.verified.values())
    held = list(standing(bank, records))
    digests = {record.digest for record, _ in held}
    for record in records:
        if record.digest not in digests:
            what = f"{record.base} with seed {record.seed} is another script today, or none"
            yield Flaw(f'"{record.digest}"', what, _WAY_OUT, is_warning=True)
    yield from _lacks(held)


def _lacks(held: list[tuple[VerifiedMutant, Puzzle]]) -> Iterator[Flaw]:
    lacks = []
    if len(held) < MIN_MUTANTS:
        lacks.append(f"{len(held)} are verified, fewer than {MIN_MUTANTS}")
    used = {record.base for record, _ in held}
    if len(used) < MIN_BASES:
        lacks.append(f"they are of {len(used)} challenges, fewer than {MIN_BASES}")
    kinds = {puzzle.mutant.kind for _, puzzle in held}
    if len(kinds) < MIN_KINDS:
        lacks.append(f"they are of {len(kinds)} kinds, fewer than {MIN_KINDS}")
    for what in lacks:
        yield Flaw("mutants", what, _WAY_OUT, is_warning=True)


class Search:
    """Which mutant to run next, so that the record becomes even over kinds and quick to make."""

    def __init__(
        self,
        bank: QuestionBank,
        held: Iterable[tuple[VerifiedMutant, Puzzle]],
        *,
        without: Iterable[str] = (),
    ) -> None:
        """Starts from what is recorded already, leaving out mutants with the digests `without`."""
        self._minutes = {slug: _minutes(bank, slug) for slug in bases(bank)}
        self._found = Counter((puzzle.base, puzzle.mutant.kind) for _, puzzle in held)
        self._passes: Counter[tuple[str, BugKind]] = Counter()
        tried = {*without, *(record.digest for record, _ in held)}
        self._left: dict[tuple[str, BugKind], list[Puzzle]] = {}
        for slug in self._minutes:
            for mutant in _distinct(bank, slug):
                if mutant.mutant.digest not in tried:
                    self._left.setdefault((slug, mutant.mutant.kind), []).append(mutant)

    def next(self) -> Puzzle | None:
        """A mutant of the kind with the fewest, on the base where least of it was seen; None when all are.

        It counts as one that fails until the contrary is told.
        """
        open_pairs = [pair for pair, left in self._left.items() if left and self._is_promising(pair)]
        if not open_pairs:
            return None
        chosen = min(open_pairs, key=self._standing)
        self._found[chosen] += 1
        return self._left[chosen].pop(0)

    def _is_promising(self, pair: tuple[str, BugKind]) -> bool:
        of_kind = sum(count for (_, kind), count in self._passes.items() if kind is pair[1])
        found = sum(count for (_, kind), count in self._found.items() if kind is pair[1])
        return self._passes[pair] < MOST_PASSES and of_kind - found < MOST_PASSES_OF_KIND

    def _standing(self, pair: tuple[str, BugKind]) -> tuple[int, int, float]:
        base, kind = pair
        of_kind = sum(count for (_, one), count in self._found.items() if one is kind)
        of_base = sum(count for (one, _), count in self._found.items() if one == base)
        return of_kind, self._found[pair] + self._passes[pair], (of_base + 1) * self._minutes[base]

    def passed(self, puzzle: Puzzle) -> None:
        """Takes note of a mutant that works all the same."""
        pair = puzzle.base, puzzle.mutant.kind
        self._found[pair] -= 1
        self._passes[pair] += 1


def _minutes(bank: QuestionBank, slug: str) -> float:
    return bank.challenges[slug].challenge.tiers[Tier.EMBEDDED].minutes


def _distinct(bank: QuestionBank, slug: str) -> Iterator[Puzzle]:
    """The mutants of a base, each code once."""
    seen = set()
    for seed in range(SEEDS):
        mutant = mutate(bank.challenges[slug].solution, seed)
        if mutant.digest not in seen:
            seen.add(mutant.digest)
            yield Puzzle(slug, mutant)
