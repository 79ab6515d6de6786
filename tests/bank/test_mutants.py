"""The two files about mutants: read when asked, written so that they are read again, and the shipped ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bank.mutants import KINDS, MUTANTS, MutantBook, write_verified
from dlprep.bootstrap import bank_folder
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Verdict
from dlprep.domain.mutation import applicable
from dlprep.domain.mutation_book import VerifiedMutant
from dlprep.domain.mutation_sites import BugKind
from dlprep.services.bank_check import check
from dlprep.services.mutant_record import kind_flaws
from factory import bank

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = (
    VerifiedMutant(base="b", seed=2, digest="1234567890123456", verdict=Verdict.ERR),
    VerifiedMutant(base="a", seed=3, digest="12e4567890123456", verdict=Verdict.FAIL, value=0.1235),
)


@pytest.mark.parametrize("records", [RECORDS, ()], ids=["some", "none"])
def test_what_was_written_is_read_again(tmp_path: Path, records: tuple[VerifiedMutant, ...]) -> None:
    write_verified(tmp_path, records)

    assert set(MutantBook(tmp_path).verified.values()) == set(records)
    assert [path.name for path in tmp_path.iterdir()] == [MUTANTS]


def test_a_record_is_a_line_in_the_order_of_bases(tmp_path: Path) -> None:
    write_verified(tmp_path, RECORDS)

    lines = (tmp_path / MUTANTS).read_text().splitlines()
    assert lines[-2:] == [
        "  - {base: a, seed: 3, digest: '12e4567890123456', verdict: FAIL, value: 0.1235}",
        "  - {base: b, seed: 2, digest: '1234567890123456', verdict: ERR}",
    ]


@pytest.mark.parametrize("text", [None, "format: 2\nmutants: []\n", "format: [\n", ""])
def test_a_file_that_is_missing_or_wrong_is_told_of(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / MUTANTS).write_text(text)

    with pytest.raises(BadInputError, match=MUTANTS):
        _ = MutantBook(tmp_path).verified
    found = [one.problem for one in check(bank(), book=MutantBook(tmp_path)).errors]
    assert [one.file for one in found] == [KINDS, MUTANTS]


def test_every_kind_has_its_words_in_the_shipped_bank() -> None:
    assert list(kind_flaws(MutantBook(bank_folder()))) == []


def test_every_kind_has_a_place_in_a_shipped_solution() -> None:
    shipped = load_bank(bank_folder(), cache_dir=None)
    found = {kind for folder in shipped.challenges.values() for kind in applicable(folder.solution)}

    assert found == set(BugKind)
