"""`dlprep challenge watch`: real files and a real watcher, over a judge that does as told."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
import watchfiles
from typer.testing import CliRunner, Result

from challenge_samples import folder, report
from dlprep.bootstrap import Parts
from dlprep.cli import common, main
from dlprep.cli.saves import possible_saves
from dlprep.domain.errors import ExitCode
from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.settings import Settings
from factory import bank
from fakes import FakeClock, FakeStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Report, Submission

PATIENCE_SECONDS = 20.0


def interrupt() -> None:
    """Ctrl-C."""
    signal.raise_signal(signal.SIGINT)


@dataclass
class FakeJudge:
    """Does one of `steps` during each run, which then lasts until it is cancelled if `is_lasting` is set."""

    steps: list[Callable[[], None]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    warmed: list[int] = field(default_factory=list)
    """After how many runs a worker was warmed."""
    is_lasting: bool = False

    def warm(self, folder: ChallengeFolder, tier: Tier) -> None:
        assert (folder.challenge.id, tier) == ("tiny", Tier.EMBEDDED)
        self.warmed.append(len(self.calls))

    def judge(self, folder: ChallengeFolder, submission: Submission, *, cancel: Event, **_: Any) -> Report:
        return self._run("judge", submission.code, cancel)

    def rehearse(self, folder: ChallengeFolder, submission: Submission, *, cancel: Event, **_: Any) -> Report:
        return replace(self._run("rehearse", submission.code, cancel), value=None, medal=None)

    def _run(self, kind: str, code: str, cancel: Event) -> Report:
        self.calls.append((kind, code))
        self.steps.pop(0)()
        if self.is_lasting:
            assert cancel.wait(PATIENCE_SECONDS), "nobody cancelled the run"
        return report(Verdict.CANCELLED) if cancel.is_set() else report(Verdict.PASS, Medal.SILVER)

    def close(self) -> None: ...


@dataclass
class Console:
    """The command in a folder with `tiny.py`."""

    judge: FakeJudge
    store: FakeStore

    def watch(self, *args: str, steps: list[Callable[[], None]], is_lasting: bool = False) -> Result:
        self.judge.steps, self.judge.is_lasting = steps, is_lasting
        done = CliRunner().invoke(main.app, ["challenge", "watch", "tiny", *args])
        assert self.judge.steps == []
        return done


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    monkeypatch.chdir(tmp_path)
    Path("tiny.py").write_text("first = 1\n")
    made = Console(FakeJudge(), FakeStore())
    parts = Parts(clock=FakeClock())
    held = replace(bank(), challenges={"tiny": folder()})
    settings = Settings(language=Language.EN)
    parts.__dict__.update(store=made.store, judge=made.judge, bank=held, settings=settings)
    monkeypatch.setattr(common, "_parts", parts)
    monkeypatch.setattr(common, "close_parts", lambda: None)
    return made


def saved(code: str, path: str = "tiny.py") -> Callable[[], None]:
    """A save as editors do it: a new file in place of the old one."""

    def save() -> None:
        Path("new").write_text(code)
        Path("new").replace(path)

    return save


def test_a_save_during_a_run_cancels_it_and_ctrl_c_ends_in_order(console: Console) -> None:
    before = signal.getsignal(signal.SIGINT)

    done = console.watch(steps=[saved("second = 2\n"), interrupt], is_lasting=True)

    assert done.exit_code == ExitCode.INTERRUPTED
    assert console.judge.calls == [("judge", "first = 1\n"), ("judge", "second = 2\n")]
    assert "Saved meanwhile: it starts anew." in done.stderr
    assert done.stdout == "CANCELLED: It went so.\n"
    assert [(run.code, run.verdict) for run in console.store.runs(limit=9)] == [
        ("second = 2\n", Verdict.CANCELLED),
        ("first = 1\n", Verdict.CANCELLED),
    ]
    assert signal.getsignal(signal.SIGINT) is before


def test_runs_are_kept_and_a_worker_is_warm_for_the_next_one(console: Console) -> None:
    def save_soon() -> None:
        waiting = Thread(target=_save_once_warm, args=(console.judge,), daemon=True)
        waiting.start()

    def last_until_interrupted() -> None:
        console.judge.is_lasting = True
        interrupt()

    done = console.watch(steps=[save_soon, last_until_interrupted])

    assert console.judge.warmed == [1]
    assert done.stdout.startswith("PASS: It went so.\n")
    assert "Waiting for the next save" in done.stderr
    assert [run.verdict for run in console.store.runs(limit=9)] == [Verdict.CANCELLED, Verdict.PASS]


def _save_once_warm(judge: FakeJudge) -> None:
    pause = Event()
    while not judge.warmed:
        pause.wait(0.01)
    saved("second = 2\n")()


def test_check_only_rehearses_and_keeps_nothing(console: Console) -> None:
    done = console.watch("--check-only", "--json", steps=[saved("second = 2\n"), interrupt], is_lasting=True)

    assert [kind for kind, _ in console.judge.calls] == ["rehearse", "rehearse"]
    assert console.store.runs(limit=9) == ()
    assert json.loads(done.stdout)["verdict"] == "CANCELLED"


def test_a_script_in_the_work_folder_is_found_and_a_missing_one_told(console: Console) -> None:
    Path("tiny.py").unlink()
    done = CliRunner().invoke(main.app, ["challenge", "watch", "tiny"])
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "challenge start tiny" in done.stderr

    Path("tiny").mkdir()
    Path("tiny/tiny.py").write_text("in the folder\n")
    console.watch(steps=[interrupt], is_lasting=True)
    assert console.judge.calls == [("judge", "in the folder\n")]


def test_a_file_that_cannot_be_used_is_told_once_and_waited_for(console: Console) -> None:
    def spoil_and_mend() -> None:
        Path("tiny.py").write_bytes(b"\xff\xfe")
        Thread(target=_mend_later, daemon=True).start()

    done = console.watch(steps=[spoil_and_mend, interrupt], is_lasting=True)

    assert [code for _, code in console.judge.calls] == ["first = 1\n", "mended = 1\n"]
    assert done.stderr.count("not UTF-8") <= 1


def _mend_later() -> None:
    Event().wait(0.4)
    saved("mended = 1\n")()


def next_look(path: Path) -> bool:
    """Saves once the watcher has begun, and tells whether it said so in time."""
    stop, seen = Event(), Event()
    looks = possible_saves(path, stop)

    def look() -> None:
        for _ in looks:
            seen.set()

    looking = Thread(target=look, daemon=True)
    looking.start()
    path.write_text("changed")
    came = seen.wait(PATIENCE_SECONDS)
    stop.set()
    looking.join(PATIENCE_SECONDS)
    assert not looking.is_alive()
    return came


def test_a_save_is_seen_by_the_system_and_by_polling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").touch()
    assert next_look(tmp_path / "a.py")
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    assert next_look(tmp_path / "a.py")


def test_without_a_watcher_of_the_system_the_file_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def used_up(*_: Any, **__: Any) -> Any:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", used_up)
    assert next_look(tmp_path / "a.py")
