"""Endless practice: a working script with one bug, to be found, named and mended.

A puzzle is a mutant of a challenge's solution. It is run as a submission to that challenge, so that data,
thresholds and verdicts are the same; the history knows it under its own name, apart from other runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Protocol

from dlprep.domain.challenges import Grading
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.domain.messages import message
from dlprep.domain.mutation import applicable, compare, mutate
from dlprep.services.coding import run_challenge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from threading import Event

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Report
    from dlprep.domain.mutation import Diagnosis, DiagnosisGrade, DiagnosisRecord, Mutant
    from dlprep.domain.mutation_book import KindSheet, VerifiedMutant
    from dlprep.domain.mutation_sites import BugKind
    from dlprep.services.coding import FinishedRun
    from dlprep.services.ports import Clock, DiagnosisStore, Judge, RunStore, Watcher

SEPARATOR = "~"
"""Between base and seed in the name of a puzzle; no slug holds it."""
MOST_MINUTES = 0.5
"""Bases whose solution trains longer are left out: a repair is tried more than once."""

_OF_THE_SCRIPT = frozenset((Verdict.FAIL, Verdict.ERR, Verdict.NO_MODEL, Verdict.BAD_SHAPE, Verdict.NAN))
"""How a run ends by what the script does, wherever it is run."""


class Book(Protocol):
    """What the bank says about mutants."""

    @property
    def kinds(self) -> Mapping[BugKind, KindSheet]:
        """What each kind teaches."""

    @property
    def verified(self) -> Mapping[str, VerifiedMutant]:
        """The mutants that are known to fail, by digest."""


class Runs(Protocol):
    """The part of a judge that trains and grades."""

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        """As in `services.ports.Judge`."""


@dataclass(frozen=True, slots=True)
class Clue:
    """How the mutant's own run ended; shown from the start."""

    verdict: Verdict
    value: float | None


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A mutant with its name and, once it is known to fail, its clue."""

    base: str
    mutant: Mutant
    clue: Clue | None = None

    @property
    def id(self) -> str:
        """Its name in the history."""
        return f"{self.base}{SEPARATOR}{self.mutant.seed}"


def base_of(slug: str) -> str:
    """The challenge that a run under this name was judged as: its own, or the base of a puzzle."""
    return slug.partition(SEPARATOR)[0]


def bases(bank: QuestionBank) -> tuple[str, ...]:
    """Slugs of the challenges whose solutions can be mutated, in the order of the bank."""
    return tuple(slug for slug, folder in bank.challenges.items() if _is_base(folder))


def _is_base(folder: ChallengeFolder) -> bool:
    rules = folder.challenge.tiers.get(Tier.EMBEDDED)
    return (
        folder.challenge.grading is Grading.PREDICTIONS
        and rules is not None
        and rules.minutes <= MOST_MINUTES
        and bool(applicable(folder.solution))
    )


def puzzle(bank: QuestionBank, book: Book, base: str, seed: int) -> Puzzle:
    """The puzzle of a base and a seed.

    Raises:
        BadInputError: if there is no such challenge, or its solution cannot be mutated.
    """
    folder = bank.challenge(base)
    if not _is_base(folder):
        raise BadInputError(
            message("The challenge {slug} has no script to put a bug into.", slug=base),
            message("These have: {bases}.", bases=", ".join(bases(bank))),
        )
    mutant = mutate(folder.solution, seed)
    known = book.verified.get(mutant.digest)
    return Puzzle(base, mutant, Clue(known.verdict, known.value) if known else None)


def named(bank: QuestionBank, book: Book, puzzle_id: str) -> Puzzle:
    """The puzzle with this name.

    Raises:
        BadInputError: if it is no name of a puzzle.
    """
    base, _, seed = puzzle_id.partition(SEPARATOR)
    if not seed.isdecimal():
        raise BadInputError(message("{name} is no name of a puzzle.", name=puzzle_id))
    return puzzle(bank, book, base, int(seed))


def next_puzzle(
    bank: QuestionBank,
    book: Book,
    said: Iterable[DiagnosisRecord],
    *,
    base: str | None = None,
    solved: Collection[str] = (),
    seed: int,
) -> Puzzle:
    """A puzzle that the learner has not met: of a kind missed last time, else of one never met, else any.

    Among equals a base in `solved` comes first, because a puzzle is nearly the whole solution of its base.

    Known mutants come first, since they need not be run before they are shown; when all were met, new ones
    are made without end, which `verify` must run first. `seed` decides among equals.

    Raises:
        BadInputError: if `base` cannot be mutated, or no challenge can.
    """
    records = list(said)
    met = {record.puzzle_id for record in records}
    random = Random(seed)  # noqa: S311 - the caller's seed decides
    fresh = [one for one in _known(bank, book, base) if one.id not in met]
    if fresh:
        random.shuffle(fresh)
        latest = {record.truth.kind: record.grade.is_right for record in reversed(records)}
        return min(fresh, key=lambda one: (_standing(latest.get(one.mutant.kind)), one.base not in solved))
    chosen = [base] if base else list(bases(bank))
    if not chosen:
        raise BadInputError(message("No challenge of the bank has a script to put a bug into."))
    while True:
        made = puzzle(bank, book, random.choice(chosen), random.randrange(1_000_000))
        if made.id not in met:
            return made


def _standing(was_right: bool | None) -> int:
    return {False: 0, None: 1, True: 2}[was_right]


def _known(bank: QuestionBank, book: Book, base: str | None) -> Iterator[Puzzle]:
    for record in book.verified.values():
        if (base is None or record.base == base) and record.base in bank.challenges:
            found = puzzle(bank, book, record.base, record.seed)
            if found.clue is not None:
                yield found


def verify(
    judge: Runs, folder: ChallengeFolder, puzzle: Puzzle, *, watch: Watcher, cancel: Event
) -> tuple[Puzzle, Report]:
    """Runs a mutant before it is shown; the puzzle has a clue afterwards if it fails, as it should.

    A mutant that passes all the same gives no clue, nor does one that misses by so little that it was trained
    twice, nor a run that says nothing about the script: one cancelled, or ended for what the machine lacks.
    Raises as `services.ports.Judge` does.
    """
    submission = Submission(puzzle.id, Tier.EMBEDDED, puzzle.mutant.code)
    report = judge.judge(folder, submission, watch=watch, cancel=cancel)
    if report.verdict not in _OF_THE_SCRIPT or report.seed_values:
        return puzzle, report
    return replace(puzzle, clue=Clue(report.verdict, report.value)), report


def diagnose(store: DiagnosisStore, puzzle: Puzzle, said: Diagnosis, *, clock: Clock) -> DiagnosisGrade:
    """Grades what the learner says, and keeps it.

    Raises:
        StorageError: if it cannot be kept.
    """
    store.add_diagnosis(puzzle.id, puzzle.mutant.truth, said, clock.moment())
    return compare(puzzle.mutant.truth, said)


def run_repair(
    store: RunStore,
    judge: Judge,
    folder: ChallengeFolder,
    puzzle: Puzzle,
    code: str,
    *,
    clock: Clock,
    watch: Watcher,
    cancel: Event,
) -> FinishedRun:
    """Runs the mended script under the puzzle's name; raises as `services.coding.run_challenge` does."""
    submission = Submission(puzzle.id, Tier.EMBEDDED, code)
    return run_challenge(store, judge, folder, submission, clock=clock, watch=watch, cancel=cancel)
