"""Endless practice: which puzzle comes next, what verifies it, and how a diagnosis and a repair are kept."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.bank import QuestionBank
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Verdict
from dlprep.domain.mutation import Diagnosis
from dlprep.domain.mutation_book import VerifiedMutant
from dlprep.services import mutants
from dlprep.services.mutants import Clue, Puzzle
from fakes import FakeBook, FakeClock, FakeStore
from fakes_judge import FakeJudge, cancelled, passed
from judge_bench import challenge_folder

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.mutation_sites import BugKind

SOLUTION = """import keras
(x_train, y_train), (x_val, y_val) = keras.datasets.cifar10.load_data()
model = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10)])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=9, batch_size=32)
"""


def folder(solution: str = SOLUTION, **changes: object) -> ChallengeFolder:
    rules = challenge_folder().challenge.model_dump(mode="json")["tiers"]["embedded"] | {"minutes": 0.1}
    made = challenge_folder(changes={"tiers": {"embedded": rules}, **changes})
    return made.model_copy(update={"solution": solution})


def bank_of(**challenges: ChallengeFolder) -> QuestionBank:
    return QuestionBank({}, {}, (), None, challenges=challenges)


BANK = bank_of(tiny=folder(), other=folder(), empty=folder("print(1)\n"))


def book_of(*puzzles: tuple[str, int]) -> FakeBook:
    found = {}
    for base, seed in puzzles:
        digest = mutants.puzzle(BANK, FakeBook(), base, seed).mutant.digest
        found[digest] = VerifiedMutant(base=base, seed=seed, digest=digest, verdict=Verdict.FAIL, value=0.1)
    return FakeBook(found)


def test_only_scripts_with_a_place_for_a_bug_are_bases() -> None:
    assert mutants.bases(BANK) == ("tiny", "other")
    with pytest.raises(BadInputError, match="no script"):
        mutants.puzzle(BANK, FakeBook(), "empty", 1)
    with pytest.raises(BadInputError, match="challenge"):
        mutants.puzzle(BANK, FakeBook(), "absent", 1)


def test_a_puzzle_is_found_again_by_its_name() -> None:
    found = mutants.puzzle(BANK, FakeBook(), "tiny", 12)

    assert found.id == "tiny~12"
    assert mutants.named(BANK, FakeBook(), "tiny~12") == found
    for name in ("tiny", "tiny~", "tiny~x", "tiny~-1"):
        with pytest.raises(BadInputError):
            mutants.named(BANK, FakeBook(), name)


def test_a_record_of_another_form_of_the_base_says_nothing() -> None:
    book = book_of(("tiny", 3))
    changed = bank_of(tiny=folder(SOLUTION.replace("32", "48")))

    assert mutants.puzzle(BANK, book, "tiny", 3).clue == Clue(Verdict.FAIL, 0.1)
    assert mutants.puzzle(changed, book, "tiny", 3).clue is None


def said(store: FakeStore, puzzle: Puzzle, *, right: bool) -> None:
    truth = puzzle.mutant.truth
    mutants.diagnose(store, puzzle, truth if right else Diagnosis(0, truth.kind), clock=FakeClock())


def test_known_mutants_come_first_and_none_comes_twice() -> None:
    store, book = FakeStore(), book_of(("tiny", 1), ("tiny", 2), ("other", 3))
    seen = []
    for _ in range(3):
        found = mutants.next_puzzle(BANK, book, store.diagnoses(), seed=5)
        assert found.clue is not None
        seen.append(found.id)
        said(store, found, right=True)

    beyond = mutants.next_puzzle(BANK, book, store.diagnoses(), seed=5)
    assert sorted(seen) == ["other~3", "tiny~1", "tiny~2"]
    assert beyond.id not in seen


def test_a_kind_that_was_missed_comes_again_before_a_new_one_and_a_known_one_last() -> None:
    store = FakeStore()
    by_kind: dict[BugKind, list[int]] = {}
    for seed in range(200):
        by_kind.setdefault(mutants.puzzle(BANK, FakeBook(), "tiny", seed).mutant.kind, []).append(seed)
    missed, new, right = [seeds for seeds in by_kind.values() if len(seeds) > 1][:3]
    book = book_of(*(("tiny", seed) for seed in (*missed[:2], new[0], *right[:2])))
    said(store, mutants.puzzle(BANK, book, "tiny", missed[0]), right=False)
    said(store, mutants.puzzle(BANK, book, "tiny", right[0]), right=True)

    order = []
    for _ in range(3):
        found = mutants.next_puzzle(BANK, book, store.diagnoses(), seed=1)
        order.append(found.mutant.seed)
        said(store, found, right=True)

    assert order == [missed[1], new[0], right[1]]


def test_the_same_history_and_seed_give_the_same_puzzle() -> None:
    first = mutants.next_puzzle(BANK, FakeBook(), (), base="other", seed=9)

    assert first.base == "other"
    assert mutants.next_puzzle(BANK, FakeBook(), (), base="other", seed=9) == first


@pytest.mark.parametrize(
    ("report", "clue"),
    [
        (passed(verdict=Verdict.FAIL, value=0.2), Clue(Verdict.FAIL, 0.2)),
        (passed(verdict=Verdict.NAN, value=None), Clue(Verdict.NAN, None)),
        (passed(), None),
        (passed(verdict=Verdict.FAIL, value=0.2, seed_values=(0.21, 0.2)), None),
        (passed(verdict=Verdict.TIME, value=None), None),
        (passed(verdict=Verdict.INTERNAL, value=None), None),
        (cancelled(), None),
    ],
    ids=["below bronze", "not a number", "passes", "a near miss", "out of time", "our fault", "cancelled"],
)
def test_only_a_run_that_fails_by_itself_verifies(report: object, clue: Clue | None) -> None:
    judge = FakeJudge()
    judge.report = report  # type: ignore[assignment]
    judge.go_on.set()
    found = mutants.puzzle(BANK, FakeBook(), "tiny", 4)

    verified, _ = mutants.verify(judge, folder(), found, watch=lambda _: None, cancel=Event())

    assert verified.clue == clue
    assert judge.submissions[0].code == found.mutant.code


def test_a_repair_is_kept_apart_from_the_runs_of_its_base() -> None:
    store, judge = FakeStore(), FakeJudge()
    judge.report = passed(slug="tiny~4")
    judge.go_on.set()
    found = mutants.puzzle(BANK, FakeBook(), "tiny", 4)

    mutants.run_repair(
        store, judge, folder(), found, found.mutant.sound,
        clock=FakeClock(), watch=lambda _: None, cancel=Event(),
    )  # fmt: skip

    assert [run.slug for run in store.runs(limit=5)] == ["tiny~4"]
    assert store.runs(limit=5, slug="tiny") == ()
