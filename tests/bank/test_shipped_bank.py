"""The bank that is shipped keeps every rule."""

from datetime import date

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bank.references import load_references
from dlprep.bootstrap import bank_folder
from dlprep.domain.bank import QuestionBank
from dlprep.services.bank_check import BankReport, check


@pytest.fixture(scope="module")
def shipped() -> QuestionBank:
    return load_bank(bank_folder(), cache_dir=None)


@pytest.fixture(scope="module")
def report(shipped: QuestionBank) -> BankReport:
    return check(shipped, load_references(bank_folder(), bank_folder()), date(2026, 11, 26))


def test_every_file_loads_without_a_problem(shipped: QuestionBank) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_the_check_with_every_gate_on_single_questions_finds_no_error(report: BankReport) -> None:
    assert [str(found.problem) for found in report.errors] == []


def test_the_whole_bank_keeps_every_gate(report: BankReport) -> None:
    assert report.gates
    outside = [
        (row.gate, row.language, str(row.title), row.figure, row.bar)
        for row in report.gates
        if row.passed is False
    ]
    assert outside == []


def test_every_question_can_be_opened_and_has_a_hash_of_its_own(shipped: QuestionBank) -> None:
    assert all(question.id == name for name, question in shipped.questions.items())
    assert set(shipped.hashes) == set(shipped.questions)
    assert len(set(shipped.hashes.values())) == len(shipped.questions)
