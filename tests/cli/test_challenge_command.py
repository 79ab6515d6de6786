"""`dlprep challenge` over a judge that answers as told, and once over the real one with a small Keras."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

import challenge_samples
from challenge_samples import functions_sheet, sheet
from dlprep.bootstrap import Parts
from dlprep.cli import common, main
from dlprep.domain.errors import DatasetError, ExitCode
from dlprep.domain.judging import (
    BudgetUse,
    CheckOutcome,
    Epoch,
    EpochDone,
    Isolation,
    Medal,
    PhaseChanged,
    Report,
    RunPhase,
    Submission,
    Tier,
    Verdict,
)
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.settings import Settings
from factory import bank
from fakes import FakeClock, FakeStore
from judge_bench import challenge_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.services.ports import Watcher

FOLDER = challenge_folder()


@dataclass
class FakeJudge:
    """Tells two events, then answers with `report`."""

    report: Report
    submissions: list[Submission] = field(default_factory=list)
    rehearsed: list[Submission] = field(default_factory=list)
    fault: DatasetError | None = None
    interrupts: int = 0
    while_running: Callable[[], None] | None = None

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None: ...

    def judge(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        self.submissions.append(submission)
        if self.fault:
            raise self.fault
        if self.while_running:
            self.while_running()
        watch(PhaseChanged(RunPhase.TRAINING, Isolation.NONE))
        watch(EpochDone(Epoch(1, {"loss": 0.5}, 2.0)))
        for _ in range(self.interrupts):
            signal.raise_signal(signal.SIGINT)
        if cancel.is_set():
            return replace(self.report, verdict=Verdict.CANCELLED, value=None, medal=None)
        return self.report

    def rehearse(
        self, folder: ChallengeFolder, submission: Submission, *, watch: Watcher, cancel: Event
    ) -> Report:
        self.rehearsed.append(submission)
        return replace(self.report, value=None, medal=None)

    def close(self) -> None: ...


class Console:
    """Runs commands over the same bank, history and judge."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = FakeStore()
        self.judge = FakeJudge(
            Report(
                slug="tiny",
                tier=Tier.EMBEDDED,
                verdict=Verdict.PASS,
                medal=Medal.SILVER,
                metric="accuracy",
                value=0.7,
                thresholds={"bronze": 0.3, "silver": 0.6, "gold": 0.9},
                epochs=1,
                wall_seconds=3.0,
                cpu_seconds=4.0,
                isolation=Isolation.NONE,
                message=message("Accuracy {value}", value=0.7),
                next_step=message("More."),
                output="Traceback\n",
            )
        )
        self.parts = Parts(clock=FakeClock())
        held = replace(bank(), challenges={"tiny": FOLDER})
        self.parts.__dict__.update(
            store=self.store, judge=self.judge, bank=held, settings=Settings(language=Language.EN)
        )
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def hold(self, folder: ChallengeFolder) -> None:
        self.parts.__dict__["bank"] = replace(bank(), challenges={"tiny": folder})

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(main.app, ["challenge", *args])

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json").stdout)

    def answer(self, verdict: Verdict) -> None:
        graded = {} if verdict.is_graded else {"value": None}
        self.judge.report = replace(self.judge.report, verdict=verdict, medal=None, **graded)  # type: ignore[arg-type]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    monkeypatch.chdir(tmp_path)
    return Console(monkeypatch)


def test_the_list_tells_tiers_minutes_and_the_best_run(console: Console) -> None:
    console.run("start", "tiny")
    console.run("run", "tiny")

    [row] = console.json("list")
    assert (row["slug"], row["title"], row["level"], row["tiers"]) == (
        "tiny",
        "words",
        "junior",
        ["embedded"],
    )
    assert row["minutes"] == {"embedded": 1.0}
    assert row["best"] == {"embedded": {"medal": "silver", "value": 0.7}}
    shown = console.run("list").stdout.splitlines()
    assert shown == ["Fix the run", "  tiny  junior  words  [embedded 1 min 0.7000 silver]"]


def test_the_list_as_json_tells_where_the_thresholds_come_from(console: Console) -> None:
    [row] = console.json("list")

    assert (row["group"], row["grading"], row["metric"], row["lower_is_better"]) == (
        "fix", "predictions", "accuracy", False,
    )  # fmt: skip
    assert row["thresholds"] == {"embedded": {"bronze": 0.3, "silver": 0.6, "gold": 0.9}}
    assert row["calibration"] == {
        "embedded": {"seeds": [0], "values": [0.95], "mean": 0.95, "sd": 0.0, "trivial": 0.1, "weak": {}}
    }
    assert row["budgets"] == {}


def test_show_tells_the_thresholds_in_the_language_asked_for(console: Console) -> None:
    assert "bronze 0.300, silver 0.600, gold 0.900" in console.run("show", "tiny").stdout
    assert "词" in console.run("show", "tiny", "--lang", "zh").stdout
    shown = console.json("show", "tiny")
    assert (shown["slug"], shown["brief"], shown["tiers"]["embedded"]["thresholds"]["gold"]) == (
        "tiny",
        "words",
        0.9,
    )


def test_show_tells_budgets_checks_and_related_questions(console: Console) -> None:
    made = functions_sheet(questions=["first-question", "second-question"])
    console.hold(challenge_samples.folder(made))
    shown = console.run("show", "tiny").stdout
    assert "Your functions are called with hidden arguments" in shown
    assert [line for line in shown.splitlines() if "words 7" in line][2:5] == [
        "  bronze  words 7", "  silver  words 7", "  gold    words 7",
    ]  # fmt: skip
    assert "Questions on the same concepts: first-question, second-question" in shown

    falling = sheet(metric="rmse", classes=None, outputs=[], budgets={"parameters": 50_000, "cost": 0.25})
    falling["tiers"]["embedded"]["thresholds"] = {"bronze": 0.5, "silver": 0.3, "gold": 0.1}
    console.hold(challenge_samples.folder(falling))
    shown = console.run("show", "tiny").stdout
    assert "rmse at most 0.500 for bronze, 0.300 for silver, 0.100 for gold" in shown
    assert "Budgets: parameters: at most 50,000; mean cost of a decision: at most 0.25." in shown


def test_start_writes_a_folder_once(console: Console) -> None:
    first = console.run("start", "tiny", "--dir", "here")

    assert first.stdout.strip() == str(Path("here/tiny/tiny.py"))
    assert sorted(path.name for path in Path("here/tiny").iterdir()) == ["README.md", "brief.md", "tiny.py"]
    again = console.run("start", "tiny", "--dir", "here")
    assert again.exit_code == ExitCode.BAD_INPUT
    assert "left as it is" in again.stderr


def test_check_runs_in_small_and_keeps_nothing(console: Console) -> None:
    console.run("start", "tiny")

    done = console.run("check", "tiny")

    assert (done.exit_code, done.stdout) == (0, "PASS: Accuracy 0.7\nMore.\n")
    assert [one.code for one in console.judge.rehearsed] == [FOLDER.stub + "\n"]
    assert console.judge.submissions == []
    assert console.store.runs(limit=9) == ()
    console.answer(Verdict.BAD_SHAPE)
    assert console.run("check", "tiny", "--json").exit_code == ExitCode.NOT_GRADED
    Path("tiny/tiny.py").write_text("x" * (2**20 + 1))
    assert console.run("check", "tiny").exit_code == ExitCode.BAD_INPUT


def test_a_report_tells_checks_budgets_and_both_trainings(console: Console) -> None:
    console.hold(challenge_samples.folder(functions_sheet()))
    console.judge.report = replace(
        console.judge.report,
        checks=(
            CheckOutcome("right", True),
            CheckOutcome("stable", False, message("y is 1, not 2")),
            CheckOutcome("fast", None),
        ),
        budgets=(BudgetUse("parameters", 48_210, 50_000), BudgetUse("inference_ratio", math.inf, 3)),
        seed_values=(0.29, 0.7),
    )

    lines = console.run("run", "tiny", "--stub").stdout.splitlines()

    assert lines == [
        "PASS: Accuracy 0.7",
        "  passed       words 7",
        "  failed       words 7",
        "  not reached  words 7",
        "  ✓ parameters 48,210 of 50,000",
        "  ✗ prediction time, as a multiple of a fixed matrix product not known of 3: too much",
        "  A near miss was trained twice: 0.2900, then 0.7000, which counts.",
        "More.",
    ]
    told = console.json("run", "tiny", "--stub")
    assert told["checks"][1] == {"id": "stable", "passed": False, "detail": "y is 1, not 2"}
    assert [(one["name"], one["used"], one["is_kept"]) for one in told["budgets"]] == [
        ("parameters", 48_210, True), ("inference_ratio", None, False),
    ]  # fmt: skip
    assert told["seed_values"] == [0.29, 0.7]


def test_chinese_words_about_checks_stand_in_columns(console: Console) -> None:
    console.hold(challenge_samples.folder(functions_sheet()))
    checks = (CheckOutcome("right", True), CheckOutcome("fast", None))
    console.judge.report = replace(console.judge.report, checks=checks)
    console.parts.__dict__["settings"] = Settings(language=Language.ZH)

    lines = console.run("run", "tiny", "--stub").stdout.splitlines()

    assert lines[1:3] == ["  通过      词 7", "  未执行到  词 7"]


def test_run_as_json_is_one_object_with_the_documented_keys(console: Console) -> None:
    Path("mine.py").write_text("mine = 1\n")

    result = console.run("run", "tiny", "--file", "mine.py", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "challenge": "tiny",
        "verdict": "PASS",
        "tier": "embedded",
        "metric": "accuracy",
        "value": 0.7,
        "grade": "silver",
        "thresholds": {"bronze": 0.3, "silver": 0.6, "gold": 0.9},
        "checks": [],
        "budgets": [],
        "seed_values": [],
        "epochs": 1,
        "wall_seconds": 3.0,
        "cpu_seconds": 4.0,
        "isolation": "none",
        "message": "Accuracy 0.7",
        "next_step": "More.",
        "error_line": None,
    }
    assert result.stderr == ""
    assert console.judge.submissions == [Submission("tiny", Tier.EMBEDDED, "mine = 1\n")]
    assert [run.code for run in console.store.runs(limit=9)] == ["mine = 1\n"]


def test_a_run_shows_epochs_on_stderr_and_the_verdict_on_stdout(console: Console) -> None:
    console.run("start", "tiny")

    result = console.run("run", "tiny")

    assert result.stdout == "PASS: Accuracy 0.7\nMore.\n"
    assert "isolation: none" in result.stderr
    assert "1      2.0 s  loss 0.5000" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.FAIL, 0),
        (Verdict.ERR, 4),
        (Verdict.TIME, 4),
        (Verdict.NO_MODEL, 4),
        (Verdict.INTERNAL, 70),
        (Verdict.CANCELLED, 130),
    ],
)
def test_the_exit_code_follows_the_verdict(console: Console, verdict: Verdict, code: int) -> None:
    console.run("start", "tiny")
    console.answer(verdict)

    result = console.run("run", "tiny")

    assert result.exit_code == code
    assert result.stdout.startswith(f"{verdict.value}: ")
    assert ("| Traceback" in result.stderr) == (
        verdict in (Verdict.ERR, Verdict.TIME, Verdict.NO_MODEL, Verdict.INTERNAL)
    )


def test_ctrl_c_cancels_and_the_history_says_so(console: Console) -> None:
    console.run("start", "tiny")
    console.judge.interrupts = 1
    before = signal.getsignal(signal.SIGINT)

    result = console.run("run", "tiny", "--json")

    assert result.exit_code == ExitCode.INTERRUPTED
    assert json.loads(result.stdout)["verdict"] == "CANCELLED"
    assert [run.verdict for run in console.store.runs(limit=9)] == [Verdict.CANCELLED]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_does_not_wait(console: Console) -> None:
    console.run("start", "tiny")
    console.judge.interrupts = 2

    assert console.run("run", "tiny").exit_code == ExitCode.INTERRUPTED


def test_a_signal_that_was_ignored_from_the_start_still_is(console: Console) -> None:
    """As nohup asks for."""
    console.run("start", "tiny")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        console.judge.while_running = lambda: os.kill(os.getpid(), signal.SIGHUP)
        assert console.run("run", "tiny").exit_code == 0
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_closed_standard_error_does_not_stop_a_run(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.run("start", "tiny")
    closed: list[int] = []

    def close() -> None:
        closed.append(1)
        monkeypatch.setattr(sys.stderr, "write", _broken)

    console.judge.while_running = close

    assert console.run("run", "tiny").stdout == "PASS: Accuracy 0.7\nMore.\n"
    assert closed
    assert [run.verdict for run in console.store.runs(limit=9)] == [Verdict.PASS]


def _broken(_words: str) -> int:
    raise BrokenPipeError


@pytest.mark.parametrize(("option", "code"), [("--stub", FOLDER.stub), ("--solution", FOLDER.solution)])
def test_our_own_code_leaves_no_trace_in_the_history(console: Console, option: str, code: str) -> None:
    result = console.run("run", "tiny", option)

    assert result.exit_code == 0
    assert console.judge.submissions[0].code == code
    assert console.store.runs(limit=9) == ()


def test_run_takes_the_file_here_before_the_folder_before_the_draft(console: Console) -> None:
    console.store.save_draft("tiny", "draft", FakeClock().now.at)
    console.run("run", "tiny")
    Path("tiny").mkdir()
    Path("tiny/tiny.py").write_text("in the folder")
    console.run("run", "tiny")
    Path("tiny.py").write_text("file here")
    console.run("run", "tiny")

    assert [one.code for one in console.judge.submissions] == ["draft", "in the folder", "file here"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("run", "tiny"), "challenge start tiny"),
        (("run", "tinny"), "Did you mean tiny?"),
        (("run", "tiny", "--stub", "--solution"), "only one of"),
        (("run", "tiny", "--stub", "--tier", "full"), "no tier full"),
        (("run", "tiny", "--file", "missing.py"), "cannot be read"),
        (("show", "other"), "no challenge"),
    ],
)
def test_wrong_input_is_a_sentence_and_exit_code_three(
    console: Console, args: tuple[str, ...], words: str
) -> None:
    result = console.run(*args)

    assert result.exit_code == ExitCode.BAD_INPUT
    assert words in result.stderr
    assert result.stdout == ""


def test_missing_data_is_a_fault_of_the_machine(console: Console) -> None:
    console.judge.fault = DatasetError(message("not here"), message("fetch it"))

    result = console.run("run", "tiny", "--stub", "--json")

    assert (result.exit_code, result.stdout) == (ExitCode.ENVIRONMENT, "")
    assert "fetch it" in result.stderr


def test_reset_forgets_the_draft_and_leaves_files(console: Console) -> None:
    console.run("start", "tiny")
    console.store.save_draft("tiny", "draft", FakeClock().now.at)

    result = console.run("reset", "tiny")

    assert result.exit_code == 0
    assert console.store.draft("tiny") is None
    assert Path("tiny/tiny.py").is_file()
    assert "left as it is" in result.stderr


def test_solution_prints_ours(console: Console) -> None:
    assert console.run("solution", "tiny").stdout == FOLDER.solution.rstrip() + "\n"


DRIVER = """
import sys
from dataclasses import replace
from pathlib import Path
from dlprep.bootstrap import Parts
from dlprep.cli import challenge, common
from dlprep.settings import Paths
from factory import bank
from fakes import FakeStore
from judge_bench import challenge_folder

here = Path(sys.argv.pop(1))
parts = Parts(Paths(here / "data", here / "cache", here / "config"))
parts.__dict__.update(store=FakeStore(), bank=replace(bank(), challenges={"tiny": challenge_folder()}))
common._parts = parts
challenge.app()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_from_the_terminal_cancels_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    """The real judge, run as a command of its own; only Keras is small."""
    from judge_bench import new_bench, wait_for

    bench = new_bench(tmp_path)
    script = tmp_path / "mine.py"
    script.write_text("print('here')\nimport time\ntime.sleep(600)\n")
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER)
    path = os.pathsep.join((str(tmp_path / "packages"), str(Path(__file__).parents[1])))
    command = [sys.executable, str(driver), str(tmp_path), "run", "tiny", "--file", str(script), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    ) as running:
        wait_for(lambda: len(bench.processes_of(running.pid)) >= 2, "the worker started")
        running.send_signal(number)
        told, complaint = running.communicate(timeout=20)

    assert running.returncode == ExitCode.INTERRUPTED, complaint
    assert json.loads(told)["verdict"] == "CANCELLED"
    assert bench.processes_of(running.pid) == []
    assert bench.folders == []
