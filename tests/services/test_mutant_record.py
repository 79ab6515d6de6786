"""The record of mutants that fail: what it lacks, what is out of date, and what to run next."""

from __future__ import annotations

from collections import Counter

from dlprep.domain.judging import Verdict
from dlprep.domain.mutation_book import KindSheet, VerifiedMutant
from dlprep.domain.mutation_sites import BugKind
from dlprep.services import mutants
from dlprep.services.mutant_record import (
    MOST_PASSES,
    MOST_PASSES_OF_KIND,
    Search,
    kind_flaws,
    mutant_flaws,
    standing,
)
from fakes import FakeBook
from services.test_mutants import BANK, SOLUTION, bank_of, folder

LESSON = KindSheet.model_validate({"title": {"zh": "甲", "en": "a"}, "lesson": {"zh": "乙", "en": "b"}})


def record(base: str, seed: int) -> VerifiedMutant:
    digest = mutants.puzzle(BANK, FakeBook(), base, seed).mutant.digest
    return VerifiedMutant(base=base, seed=seed, digest=digest, verdict=Verdict.FAIL, value=0.1)


def test_only_records_of_a_mutant_as_it_is_today_stand() -> None:
    held = record("tiny", 3)
    moved = held.model_copy(update={"base": "gone"})
    changed = bank_of(tiny=folder(SOLUTION.replace("32", "48")))

    assert [one for one, _ in standing(BANK, (held, moved))] == [held]
    assert list(standing(changed, (held,))) == []


def test_what_the_record_lacks_is_told() -> None:
    lost = record("tiny", 3).model_copy(update={"seed": 99, "digest": "0" * 16})
    book = FakeBook(
        {one.digest: one for one in (record("tiny", 3), lost)},
        {kind: LESSON for kind in BugKind if kind is not BugKind.FROZEN},
    )

    [wordless] = kind_flaws(book)
    flaws = list(mutant_flaws(BANK, book))
    told = [f"{flaw.key} {flaw.what}" for flaw in flaws]

    assert wordless.key == '"frozen"'
    assert all(flaw.is_warning for flaw in flaws)
    assert not wordless.is_warning
    assert any("tiny with seed 99 is another script today" in one for one in told)
    assert "mutants 1 are verified, fewer than 60" in told
    assert "mutants they are of 1 challenges, fewer than 6" in told
    assert "mutants they are of 1 kinds, fewer than 12" in told


def test_the_next_mutant_makes_the_record_even_while_others_still_run() -> None:
    search = Search(BANK, ())
    found = []
    for _ in range(12):
        puzzle = search.next()
        assert puzzle is not None
        found.append(puzzle)

    kinds = Counter(puzzle.mutant.kind for puzzle in found)
    assert max(kinds.values()) - min(kinds.values()) <= 1
    assert len({puzzle.mutant.digest for puzzle in found}) == 12
    assert {puzzle.base for puzzle in found} == {"tiny", "other"}


def test_a_kind_that_nearly_all_survive_is_given_up() -> None:
    search = Search(BANK, ())
    survived: Counter[BugKind] = Counter()
    while (puzzle := search.next()) is not None:
        survived[puzzle.mutant.kind] += 1
        search.passed(puzzle)

    assert max(survived.values()) <= MOST_PASSES_OF_KIND


def test_what_works_all_the_same_is_given_up_and_what_is_held_is_not_run_again() -> None:
    held = mutants.puzzle(BANK, FakeBook(), "tiny", 3)
    passed = mutants.puzzle(BANK, FakeBook(), "other", 4).mutant.digest
    search = Search(BANK, [(record("tiny", 3), held)], without=[passed])
    tried: list[mutants.Puzzle] = []
    while (puzzle := search.next()) is not None:
        search.passed(puzzle)
        tried.append(puzzle)

    passes = Counter((puzzle.base, puzzle.mutant.kind) for puzzle in tried)
    assert max(passes.values()) <= MOST_PASSES
    assert not {held.mutant.digest, passed} & {puzzle.mutant.digest for puzzle in tried}
