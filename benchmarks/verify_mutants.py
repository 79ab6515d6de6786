"""Which mutants fail for certain: runs them through the judge and keeps those that do in the bank.

    python -m benchmarks.verify_mutants [--count 80] [--minutes M] [--at-once 2 | --forked]
                                        [--passed FILE] [--again]

What is recorded stays as long as its base does, so that a call cut short by --minutes can be followed by
another, which does not run again what passed if --passed names the same file; with --again everything
recorded is run once more, and what does not fail is dropped. With --forked runs need not wait for TensorFlow
and are graded alike, without the sandbox. Run it after the solution of a challenge has changed.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from benchmarks.forked_judge import ForkedJudge
from dlprep.bank.mutants import MUTANTS, MutantBook, write_verified
from dlprep.bootstrap import Parts, bank_folder
from dlprep.domain.mutation_book import VerifiedMutant
from dlprep.services.mutant_record import Search, mutant_flaws, standing
from dlprep.services.mutants import bases, verify

if TYPE_CHECKING:
    from dlprep.domain.judging import Report
    from dlprep.services.mutants import Puzzle, Runs


def main() -> int:
    """Runs what the arguments ask for; 1 when the bank check would still warn of the record."""
    arguments = parse()
    parts = Parts()
    try:
        if not (bank_folder() / MUTANTS).exists():
            write_verified(bank_folder(), ())
        making = Making(parts, arguments)
        at_once = 1 if arguments.forked else arguments.at_once
        with ThreadPoolExecutor(at_once) as pool:
            for done in [pool.submit(making.work) for _ in range(at_once)]:
                done.result()
    finally:
        parts.close()
    flaws = list(mutant_flaws(parts.bank, MutantBook(bank_folder())))
    for flaw in flaws:
        print(f"{flaw.key}: {flaw.what}. {flaw.way_out}", file=sys.stderr)
    return int(bool(flaws))


def parse() -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.verify_mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=80, help="stop when so many are recorded")
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no run after this time")
    parser.add_argument("--at-once", type=int, default=2, help="runs beside one another")
    parser.add_argument("--forked", action="store_true", help="run without the sandbox, one at a time")
    parser.add_argument("--passed", type=Path, help="where digests of mutants that pass are kept")
    parser.add_argument("--again", action="store_true", help="run those that are recorded")
    return parser.parse_args()


class Making:
    """The record while mutants are run, some at once: one starts while another trains."""

    def __init__(self, parts: Parts, arguments: argparse.Namespace) -> None:
        """Begins with what is recorded and still true."""
        self.parts = parts
        self.judge: Runs = parts.judge
        if arguments.forked:
            first = parts.bank.challenge(bases(parts.bank)[0]).challenge
            self.judge = ForkedJudge(parts.paths.cache_dir, first)
        self.until = time.monotonic() + 60 * arguments.minutes
        self.count: int = arguments.count
        records = MutantBook(bank_folder()).verified.values()
        self.held = {one.digest: (one, made) for one, made in standing(parts.bank, records)}
        self.again = [made for _, made in self.held.values()] if arguments.again else None
        self.passed: Path | None = arguments.passed
        known = self.passed.read_text().split() if self.passed and self.passed.exists() else []
        self.search = Search(parts.bank, self.held.values(), without=known)
        self.lock = Lock()

    def work(self) -> None:
        """Runs one after the other until there are enough, or the time is up."""
        while time.monotonic() < self.until and (puzzle := self.next()) is not None:
            folder = self.parts.bank.challenge(puzzle.base)
            verified, report = verify(self.judge, folder, puzzle, watch=lambda _: None, cancel=Event())
            with self.lock:
                self.keep(verified, report)

    def next(self) -> Puzzle | None:
        """The next to run."""
        with self.lock:
            if self.again is not None:
                return self.again.pop() if self.again else None
            return self.search.next() if len(self.held) < self.count else None

    def keep(self, puzzle: Puzzle, report: Report) -> None:
        """Holds it if it failed, and writes the record."""
        self.held.pop(puzzle.mutant.digest, None)
        if puzzle.clue is not None:
            record = VerifiedMutant(
                base=puzzle.base,
                seed=puzzle.mutant.seed,
                digest=puzzle.mutant.digest,
                verdict=puzzle.clue.verdict,
                value=puzzle.clue.value,
            )
            self.held[record.digest] = record, puzzle
        else:
            self.note(puzzle, report)
        write_verified(bank_folder(), (record for record, _ in self.held.values()))
        print(row(puzzle, report, len(self.held)), flush=True)

    def note(self, puzzle: Puzzle, report: Report) -> None:
        """Keeps in mind that it did not fail; also for the next call, unless the machine was to blame."""
        self.search.passed(puzzle)
        if self.passed is not None and report.verdict.is_graded:
            with self.passed.open("a") as file:
                file.write(puzzle.mutant.digest + "\n")


def row(puzzle: Puzzle, report: Report, count: int) -> str:
    """One line of the output."""
    value = "" if report.value is None else f" {report.value:.4f}"
    words = f"{puzzle.id} {puzzle.mutant.kind.value}: {report.verdict.value}{value}"
    times = f"{report.wall_seconds:.0f} s, {report.cpu_seconds:.0f} s of CPU"
    return f"{count:>3}  {words} ({times}){'' if puzzle.clue else '  not kept'}"


if __name__ == "__main__":
    sys.exit(main())
