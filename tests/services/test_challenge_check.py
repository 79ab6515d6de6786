"""Trying the scripts of challenges, over a judge that answers as told."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

import pytest

from challenge_samples import folder, functions_sheet, report, sheet
from dlprep.domain.errors import BadInputError, DatasetError
from dlprep.domain.judging import CheckOutcome, Medal, Tier, Verdict
from dlprep.domain.messages import message
from dlprep.services.challenge_check import Checked, cases_of, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Report, Submission

FILES: dict[str, Any] = {
    "stub": "stub",
    "solution": "solution",
    "wrong": {"a.py": "a", "b.py": "b", "c.py": "c"},
}
FAIL, ERR = report(Verdict.FAIL), report(Verdict.ERR)
RIGHT = {
    "stub": FAIL,
    "solution": report(Verdict.PASS, Medal.SILVER),
    "a": FAIL,
    "b": ERR,
    "c": report(Verdict.NO_MODEL),
}


@dataclass
class FakeJudge:
    """Answers by the code; a list of answers is used up from the front."""

    answers: dict[str, Any]
    calls: list[tuple[str, str]] = field(default_factory=list)
    """The kind of run and the code."""
    walls: dict[str, int] = field(default_factory=dict)
    most_at_once: int = 0
    during: Callable[[], None] = lambda: None
    _running: int = 0
    _lock: Lock = field(default_factory=Lock)

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None: ...

    def judge(self, folder: ChallengeFolder, submission: Submission, **_: Any) -> Report:
        return self._answer("judge", folder, submission.code)

    def rehearse(self, folder: ChallengeFolder, submission: Submission, **_: Any) -> Report:
        return self._answer("rehearse", folder, submission.code)

    def _answer(self, kind: str, folder: ChallengeFolder, code: str) -> Report:
        with self._lock:
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
            self.calls.append((kind, code))
            self.walls[code] = folder.challenge.tiers[Tier.EMBEDDED].limits.wall_seconds
            answer = self.answers[code]
            answer = answer.pop(0) if isinstance(answer, list) else answer
        self.during()
        with self._lock:
            self._running -= 1
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def close(self) -> None: ...


def tried(judge: FakeJudge, held: ChallengeFolder | None = None, *, quick: bool = False) -> list[Checked]:
    held = held or folder(**FILES)
    return list(verify(cases_of(held, quick=quick), judge, cancel=Event()))


def flaws(checked: list[Checked]) -> dict[str, str]:
    return {one.case.script: one.flaw.what for one in checked if one.flaw}


def test_every_script_is_trained_one_after_another() -> None:
    judge = FakeJudge(RIGHT)
    checked = tried(judge)

    assert flaws(checked) == {}
    assert judge.calls == [("judge", code) for code in ("stub", "solution", "a", "b", "c")]
    assert judge.most_at_once == 1


def test_quickly_only_what_shows_in_small_is_rehearsed() -> None:
    judge = FakeJudge(RIGHT | {"solution": report(Verdict.PASS)})

    assert flaws(tried(judge, quick=True)) == {}
    assert sorted(judge.calls) == [("rehearse", code) for code in ("b", "c", "solution")]


def test_functions_are_run_whole_even_quickly_and_two_at_once() -> None:
    both = Event()
    judge = FakeJudge({})

    def wait_for_a_second() -> None:
        if judge.most_at_once == 2:
            both.set()
        both.wait(20)

    def first(check: str) -> Report:
        return report(Verdict.FAIL, checks=(CheckOutcome(check, False),))

    judge.during = wait_for_a_second
    judge.answers = {
        "stub": FAIL,
        "solution": report(Verdict.PASS, Medal.GOLD),
        "a": first("right"),
        "b": first("right"),
        "c": first("stable"),
    }
    held = folder(functions_sheet(reaches="gold"), **FILES)

    assert flaws(tried(judge, held, quick=True)) == {}
    assert {kind for kind, _ in judge.calls} == {"judge"}
    assert judge.most_at_once == 2


@pytest.mark.parametrize(
    ("code", "answer", "script", "words"),
    [
        ("stub", report(Verdict.PASS, Medal.BRONZE), "stub.py", "the stub passes"),
        ("stub", report(Verdict.INTERNAL), "stub.py", "It went so"),
        ("solution", FAIL, "solution.py", "the solution gets FAIL"),
        ("solution", report(Verdict.PASS, Medal.BRONZE), "solution.py", "earns bronze, not silver"),
        ("a", report(Verdict.PASS, Medal.BRONZE), "wrong/a.py", "the verdict is PASS, not FAIL"),
        ("b", FAIL, "wrong/b.py", "the verdict is FAIL, not ERR"),
    ],
)
def test_what_differs_is_a_flaw(code: str, answer: Report, script: str, words: str) -> None:
    found = flaws(tried(FakeJudge(RIGHT | {code: answer})))

    assert list(found) == [script]
    assert words in found[script]


def test_a_better_medal_than_promised_is_no_flaw() -> None:
    assert flaws(tried(FakeJudge(RIGHT | {"solution": report(Verdict.PASS, Medal.GOLD)}))) == {}


def test_the_first_check_that_fails_must_be_the_one_that_is_named() -> None:
    checks = (CheckOutcome("right", True), CheckOutcome("stable", False), CheckOutcome("fast", False))
    failed = report(Verdict.FAIL, checks=checks)
    judge = FakeJudge(RIGHT | {"a": failed, "b": failed, "c": failed})

    found = flaws(tried(judge, folder(functions_sheet(), **FILES)))

    assert sorted(found) == ["wrong/a.py", "wrong/b.py"]
    assert found["wrong/a.py"] == "the first check that fails is stable, not right"


def test_what_differs_beside_others_is_tried_once_more_alone() -> None:
    slow = report(Verdict.FAIL, checks=(CheckOutcome("fast", False),))
    right = report(Verdict.FAIL, checks=(CheckOutcome("right", False),))
    judge = FakeJudge(RIGHT | {"a": [slow, right], "b": right, "c": [slow, slow]})

    found = flaws(tried(judge, folder(functions_sheet(), **FILES)))

    assert list(found) == ["wrong/c.py"]
    assert [code for _, code in judge.calls].count("a") == 2


def test_a_script_that_must_run_out_of_time_gets_little_of_it() -> None:
    made = sheet()
    made["wrong"][2]["verdict"] = "TIME"
    judge = FakeJudge(RIGHT | {"c": report(Verdict.TIME)})

    assert flaws(tried(judge, folder(made, **FILES))) == {}
    assert (judge.walls["c"], judge.walls["a"]) == (30, 120)


@pytest.mark.parametrize("fault", [BadInputError(message("no dataset")), ModuleNotFoundError("no module")])
def test_a_challenge_that_lacks_something_is_a_flaw_of_its_own(fault: Exception) -> None:
    [found] = flaws(tried(FakeJudge(RIGHT | {"b": fault}))).values()
    assert found == f"it cannot be judged: {fault}"


def test_a_machine_that_lacks_something_is_no_flaw_of_the_challenge() -> None:
    judge = FakeJudge(RIGHT | {"solution": DatasetError(message("disk full"))})
    with pytest.raises(DatasetError):
        tried(judge, quick=True)


def test_cancelling_stops_before_the_next_script() -> None:
    cancel = Event()
    judge = FakeJudge(RIGHT, during=cancel.set)
    judge.answers = RIGHT | {"stub": report(Verdict.CANCELLED)}

    assert list(verify(cases_of(folder(**FILES), quick=False), judge, cancel=cancel)) == []
    assert judge.calls == [("judge", "stub")]
