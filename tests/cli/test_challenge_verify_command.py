"""`dlprep challenge verify` over a judge that answers as told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from challenge_samples import folder, report, sheet
from dlprep.bootstrap import Parts
from dlprep.cli import common, main
from dlprep.domain.bank import Problem
from dlprep.domain.errors import ExitCode
from dlprep.domain.judging import Medal, Verdict
from dlprep.domain.language import Language
from dlprep.settings import Settings
from factory import bank
from fakes import FakeClock

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Report, Submission

FOLDER = folder(
    sheet(roots=["S3.1-b"], questions=["a-single"]),
    stub='"""stub"""\n',
    solution='"""solution"""\n',
    wrong={name: f'"""{name}"""\n' for name in ("a.py", "b.py", "c.py")},
)


class FakeJudge:
    def __init__(self) -> None:
        self.solution = report(Verdict.PASS, Medal.SILVER)
        self.cancels = False

    def judge(self, folder: ChallengeFolder, submission: Submission, *, cancel: Any, **_: Any) -> Report:
        if self.cancels:
            cancel.set()
            return report(Verdict.CANCELLED)
        name = submission.code.strip('"\n')
        wrong = {one.file: one.verdict for one in folder.challenge.wrong}
        return self.solution if name == "solution" else report(wrong.get(name, Verdict.FAIL))

    rehearse = judge

    def close(self) -> None: ...


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> FakeJudge:
    judge = FakeJudge()
    parts = Parts(clock=FakeClock())
    held = replace(bank(), challenges={"tiny": FOLDER})
    parts.__dict__.update(judge=judge, bank=held, settings=Settings(language=Language.EN))
    monkeypatch.setattr(common, "_parts", parts)
    monkeypatch.setattr(common, "close_parts", lambda: None)
    return judge


def verify(*args: str) -> Result:
    return CliRunner().invoke(main.app, ["challenge", "verify", *args])


@pytest.mark.usefixtures("judge")
def test_a_sound_challenge_passes_and_says_what_was_run() -> None:
    done = verify()

    assert (done.exit_code, done.stdout) == (ExitCode.OK, "")
    assert "5 of 5: tiny/wrong/c.py, NO_MODEL, 3 s" in done.stderr
    assert "Challenges: 1. Scripts run: 5. Faults: 0." in done.stderr


def test_a_fault_is_a_line_and_exit_code_one(judge: FakeJudge) -> None:
    judge.solution = report(Verdict.FAIL)

    done = verify("tiny", "--quick")

    assert done.exit_code == ExitCode.FAULTS_FOUND
    assert done.stdout == "tiny: solution.py: the solution gets FAIL: It went so. Mend it.\n"


def test_as_json(judge: FakeJudge) -> None:
    judge.solution = report(Verdict.FAIL)

    told = json.loads(verify("--json").stdout)

    assert told["challenges"] == ["tiny"]
    assert [(one["script"], one["verdict"], one["is_right"]) for one in told["scripts"]][:2] == [
        ("stub.py", "FAIL", True),
        ("solution.py", "FAIL", False),
    ]
    [fault] = told["faults"]
    assert (fault["challenge"], fault["key"], fault["way_out"]) == ("tiny", "solution.py", "Mend it.")


def test_rules_and_names_are_checked_too(judge: FakeJudge) -> None:
    made = sheet(roots=["S3.1-b"], questions=["a-singel"], rules={"minutes": 3})
    wrong = folder(made, wrong=FOLDER.wrong, stub=FOLDER.stub, solution=FOLDER.solution)
    parts = common.current_parts()
    parts.__dict__["bank"] = replace(parts.bank, challenges={"tiny": wrong})

    lines = verify("--quick").stdout.splitlines()

    assert lines[0] == "tiny: questions: there is no question “a-singel”. Did you mean `a-single`?"
    assert any("minutes" in line for line in lines[1:])


@pytest.mark.usefixtures("judge")
def test_a_challenge_that_cannot_be_read_is_a_fault_and_not_unknown() -> None:
    problem = Problem("challenges/torn/challenge.yaml", 3, 1, "level", "it is missing", "Add it.")
    parts = common.current_parts()
    parts.__dict__["bank"] = replace(parts.bank, problems=(problem,))

    done = verify("torn")

    assert done.exit_code == ExitCode.FAULTS_FOUND
    assert done.stdout == "torn: challenge.yaml:3 level: it is missing. Add it.\n"
    assert verify("other").exit_code == ExitCode.BAD_INPUT


def test_a_cancel_ends_with_130_and_no_verdict_on_the_bank(judge: FakeJudge) -> None:
    judge.cancels = True

    done = verify()

    assert done.exit_code == ExitCode.INTERRUPTED
    assert "Faults" not in done.stderr
