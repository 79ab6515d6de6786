"""The record of mutants is complete, and as a proof: every one of them fails, its repair passes."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bank.mutants import MUTANTS, MutantBook
from dlprep.bootstrap import bank_folder
from dlprep.domain.judging import Submission, Tier, Verdict
from dlprep.judge.supervisor import ProcessJudge
from dlprep.services.mutant_record import MIN_BASES, MIN_KINDS, MIN_MUTANTS, standing
from dlprep.services.mutants import verify
from judge_bench import RealClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlprep.services.mutants import Puzzle

BANK = load_bank(bank_folder(), cache_dir=None)
BOOK = MutantBook(bank_folder())
HELD = [puzzle for _, puzzle in standing(BANK, BOOK.verified.values())]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessJudge]:
    made = ProcessJudge(tmp_path_factory.mktemp("cache"), RealClock(), private=(bank_folder(),))
    yield made
    made.close()


def test_enough_mutants_of_many_kinds_are_known_to_fail() -> None:
    assert len(HELD) >= MIN_MUTANTS
    assert len({puzzle.base for puzzle in HELD}) >= MIN_BASES
    assert len({puzzle.mutant.kind for puzzle in HELD}) >= MIN_KINDS


def test_nothing_in_the_record_gives_the_answer_away() -> None:
    text = (bank_folder() / MUTANTS).read_text(encoding="utf-8")
    assert "line:" not in text
    assert "kind:" not in text


@pytest.mark.slow
@pytest.mark.tensorflow
@pytest.mark.parametrize("puzzle", HELD, ids=lambda puzzle: puzzle.id)
def test_every_mutant_fails(judge: ProcessJudge, monkeypatch: pytest.MonkeyPatch, puzzle: Puzzle) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    folder = BANK.challenge(puzzle.base)
    verified, report = verify(judge, folder, puzzle, watch=lambda _: None, cancel=Event())
    assert verified.clue is not None, str(report.message)


@pytest.mark.slow
@pytest.mark.tensorflow
@pytest.mark.parametrize("base", sorted({puzzle.base for puzzle in HELD}))
def test_without_its_bug_every_base_passes(
    judge: ProcessJudge, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    sound = next(puzzle.mutant.sound for puzzle in HELD if puzzle.base == base)
    submission = Submission(f"{base}~0", Tier.EMBEDDED, sound)
    report = judge.judge(BANK.challenge(base), submission, watch=lambda _: None, cancel=Event())
    assert report.verdict is Verdict.PASS, str(report.message)
