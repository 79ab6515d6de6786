"""The program that makes the record of mutants, over a judge that answers as told."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from benchmarks import verify_mutants
from benchmarks.verify_mutants import Making

from dlprep.bank.mutants import MutantBook, write_verified
from dlprep.domain.judging import Report, Submission, Verdict
from dlprep.domain.mutation_sites import BugKind
from fakes_judge import FakeJudge, passed
from services.test_mutants import BANK

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.bank import QuestionBank


class PickyJudge(FakeJudge):
    """Fails what holds a word, passes the rest."""

    def __init__(self, word: str = "") -> None:
        super().__init__()
        self.word = word
        self.go_on.set()

    def judge(self, folder: object, submission: Submission, **_: object) -> Report:
        self.submissions.append(submission)
        return passed(verdict=Verdict.FAIL, value=0.2) if self.word in submission.code else passed()


@dataclass
class Parts:
    judge: PickyJudge = field(default_factory=PickyJudge)
    bank: QuestionBank = BANK


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(verify_mutants, "bank_folder", lambda: tmp_path)
    write_verified(tmp_path, ())


def making(parts: Parts, **changes: object) -> Making:
    asked = {"minutes": 1.0, "count": 5, "again": False, "passed": None, "forked": False}
    return Making(parts, Namespace(**asked | changes))  # type: ignore[arg-type]


def test_it_runs_until_enough_are_recorded_and_goes_on_from_there(tmp_path: Path) -> None:
    parts = Parts()

    making(parts).work()
    first = set(MutantBook(tmp_path).verified)
    making(parts, count=7).work()

    assert len(first) == 5
    assert first < set(MutantBook(tmp_path).verified)
    assert len(parts.judge.submissions) == 7


def test_what_passes_is_noted_and_not_run_again(tmp_path: Path) -> None:
    note = tmp_path / "passed.txt"
    parts = Parts(PickyJudge("epochs=1,"))

    making(parts, count=100, passed=note).work()
    runs = len(parts.judge.submissions)
    making(parts, count=100, passed=note).work()

    kinds = {puzzle.mutant.kind for _, puzzle in making(parts).held.values()}
    assert kinds == {BugKind.ONE_EPOCH}
    codes = [one.code for one in parts.judge.submissions]
    assert sum("epochs=1," not in code for code in codes) == len(note.read_text().split())
    assert not set(codes[:runs]) & set(codes[runs:])


def test_again_drops_what_does_not_fail_any_more(tmp_path: Path) -> None:
    making(Parts()).work()
    judge = PickyJudge("never")

    making(Parts(judge), again=True).work()

    assert len(judge.submissions) == 5
    assert MutantBook(tmp_path).verified == {}


def test_no_run_begins_after_the_time(tmp_path: Path) -> None:
    parts = Parts()

    making(parts, minutes=0.0).work()

    assert parts.judge.submissions == []
