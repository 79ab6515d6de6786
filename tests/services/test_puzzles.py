"""Puzzles as challenges of their own, and new ones made while the learner waits."""

from __future__ import annotations

from threading import Event

import pytest

from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.judging import Report, Submission, Tier, Verdict
from dlprep.services import mutants
from dlprep.services.coding import current_code
from dlprep.services.mutants import Clue
from dlprep.services.puzzles import TRIES, as_challenge, clue_text, folder_of, fresh_puzzle
from fakes import FakeBook, FakeClock, FakeStore
from fakes_judge import FakeJudge, cancelled, passed
from services.test_mutants import BANK, book_of


def test_a_puzzle_is_a_challenge_that_begins_with_the_mutant() -> None:
    found = mutants.puzzle(BANK, book_of(("tiny", 12)), "tiny", 12)
    made = folder_of(BANK, book_of(("tiny", 12)), "tiny~12")

    assert made == as_challenge(BANK.challenge("tiny"), found)
    assert made.challenge.id == "tiny~12"
    assert made.challenge.tiers == BANK.challenge("tiny").challenge.tiers
    assert (made.stub, made.solution) == (found.mutant.code, found.mutant.sound)
    assert "0.100" in made.brief.en
    assert "0.100" in made.brief.zh
    assert made.challenge.hints == ()
    assert folder_of(BANK, FakeBook(), "tiny") is BANK.challenge("tiny")
    with pytest.raises(BadInputError):
        folder_of(BANK, FakeBook(), "tiny~x")


def test_the_draft_of_a_puzzle_is_not_that_of_its_base() -> None:
    store = FakeStore()
    store.save_draft("tiny", "mine", FakeClock().moment().at)
    made = folder_of(BANK, FakeBook(), "tiny~12")

    assert current_code(store, made) == made.stub
    assert current_code(store, BANK.challenge("tiny")) == "mine"


def test_a_clue_tells_the_verdict_where_there_is_no_value() -> None:
    challenge = BANK.challenge("tiny").challenge

    assert "NAN" in clue_text(challenge, Clue(Verdict.NAN, None)).en
    assert "0.950" in clue_text(challenge, Clue(Verdict.FAIL, 0.1234)).zh
    assert "not been run" in clue_text(challenge, None).en


class ScriptedJudge(FakeJudge):
    """Gives one report after the other, then the last again."""

    def __init__(self, *reports: Report) -> None:
        super().__init__()
        self.reports = list(reports)
        self.go_on.set()

    def judge(self, *args: object, **kwargs: object) -> Report:
        self.report = self.reports.pop(0) if len(self.reports) > 1 else self.reports[0]
        return super().judge(*args, **kwargs)  # type: ignore[arg-type]


def made(
    judge: FakeJudge, book: FakeBook | None = None, cancel: Event | None = None
) -> mutants.Puzzle | None:
    return fresh_puzzle(
        BANK,
        book or FakeBook(),
        FakeStore(),
        judge,
        seed=1,
        watch=lambda _: None,
        cancel=cancel or Event(),
    )


def test_a_known_mutant_needs_no_run() -> None:
    judge = FakeJudge()

    found = made(judge, book_of(("tiny", 3)))

    assert found is not None
    assert found.id == "tiny~3"
    assert judge.submissions == []


def test_among_equals_the_base_that_was_solved_comes_first() -> None:
    book = book_of(("tiny", 3))  # both bases are the same script, and so is the mutant
    book.verified |= {"again": next(iter(book.verified.values())).model_copy(update={"base": "other"})}
    for solved in ("tiny", "other"):
        store = FakeStore()
        number = store.start_run(Submission(solved, Tier.EMBEDDED, ""), FakeClock().moment())
        store.finish_run(number, passed(slug=solved), FakeClock().moment().at)
        for seed in range(4):
            found = fresh_puzzle(
                BANK, book, store, FakeJudge(), seed=seed, watch=lambda _: None, cancel=Event()
            )
            assert found is not None
            assert found.base == solved


def test_an_unknown_one_is_run_first_and_another_comes_when_it_passes() -> None:
    judge = ScriptedJudge(passed(), passed(verdict=Verdict.FAIL, value=0.2))

    found = made(judge)

    assert found is not None
    assert found.clue == Clue(Verdict.FAIL, 0.2)
    assert [one.code for one in judge.submissions][1] == found.mutant.code
    assert len({one.code for one in judge.submissions}) == 2


def test_making_one_ends_with_what_hinders_it() -> None:
    cancel = Event()
    cancel.set()
    assert made(ScriptedJudge(cancelled()), cancel=cancel) is None
    broken = ScriptedJudge(passed(verdict=Verdict.INTERNAL, value=None))
    with pytest.raises(EnvironmentFaultError):
        made(broken)
    sound = ScriptedJudge(passed())
    with pytest.raises(BadInputError, match="None of"):
        made(sound)
    assert 1 < len(sound.submissions) <= TRIES
    assert len({one.code for one in sound.submissions}) == len(sound.submissions)
