"""The bank that is shipped keeps every rule."""

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.bank import QuestionBank
from dlprep.services.bank_check import BankReport, check


@pytest.fixture(scope="module")
def shipped() -> QuestionBank:
    return load_bank(bank_folder(), cache_dir=None)


@pytest.fixture(scope="module")
def report(shipped: QuestionBank) -> BankReport:
    return check(shipped)


def test_every_file_loads_without_a_problem(shipped: QuestionBank) -> None:
    assert [str(problem) for problem in shipped.problems] == []


def test_the_check_finds_no_error(report: BankReport) -> None:
    assert [str(found.problem) for found in report.errors] == []


def test_every_question_can_be_opened_and_has_a_hash_of_its_own(shipped: QuestionBank) -> None:
    assert all(question.id == name for name, question in shipped.questions.items())
    assert set(shipped.hashes) == set(shipped.questions)
    assert len(set(shipped.hashes.values())) == len(shipped.questions)
