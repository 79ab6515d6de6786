"""`dlprep challenge mutant` over a judge that answers as told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from dlprep.bootstrap import Parts
from dlprep.cli import common, main
from dlprep.domain.errors import ExitCode
from dlprep.domain.judging import Verdict
from dlprep.domain.language import Language
from dlprep.domain.mutation_book import KindSheet
from dlprep.domain.mutation_sites import BugKind
from dlprep.services import mutants
from dlprep.settings import Settings
from fakes import FakeBook, FakeClock, FakeStore
from fakes_judge import FakeJudge, passed
from services.test_mutants import BANK, book_of

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    kind: KindSheet.model_validate(
        {"title": {"zh": f"题 {kind}", "en": f"title {kind}"}, "lesson": {"zh": "课", "en": f"lesson {kind}"}}
    )
    for kind in BugKind
}
PUZZLE = mutants.puzzle(BANK, FakeBook(), "tiny", 3)


class Console:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.judge = FakeStore(), FakeJudge()
        self.judge.go_on.set()
        self.book = FakeBook(book_of(("tiny", 3)).verified, KINDS)
        parts = Parts(clock=FakeClock())
        parts.__dict__.update(
            store=self.store,
            judge=self.judge,
            bank=BANK,
            mutants=self.book,
            settings=Settings(language=Language.EN),
        )
        monkeypatch.setattr(common, "_parts", parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(main.app, ["challenge", "mutant", *args])


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(monkeypatch)


def test_a_puzzle_is_shown_with_its_clue_and_without_its_answer(console: Console) -> None:
    done = console.run()

    lines = done.stdout.splitlines()
    assert done.exit_code == ExitCode.OK
    assert lines[0].startswith("tiny~3: ")
    assert "0.100" in lines[1]
    assert "1 | import keras" in lines
    assert [line.split()[0] for line in lines[-6:]] == [kind.value for kind in PUZZLE.mutant.choices]
    assert "--line N --kind KIND" in done.stderr
    assert console.judge.submissions == []


def test_as_json_it_holds_the_code_and_the_choices(console: Console) -> None:
    told = json.loads(console.run("tiny~3", "--json").stdout)

    assert told["code"] == PUZZLE.mutant.code
    assert told["clue"] == {"verdict": "FAIL", "value": 0.1}
    assert [one["kind"] for one in told["choices"]] == list(PUZZLE.mutant.choices)
    assert "line" not in told
    assert "kind" not in told


def test_the_script_is_written_once(console: Console, tmp_path: Path) -> None:
    first = console.run("tiny~3", "--dir", str(tmp_path / "new"))
    again = console.run("tiny~3", "--dir", str(tmp_path / "new"))

    path = tmp_path / "new" / "tiny~3.py"
    assert str(path) in first.stdout.splitlines()
    assert path.read_text() == PUZZLE.mutant.code
    assert again.exit_code == ExitCode.BAD_INPUT


def test_an_unknown_mutant_is_run_before_it_is_shown(console: Console) -> None:
    console.book.verified = {}
    console.judge.report = passed(verdict=Verdict.NAN, value=None)

    done = console.run("--base", "other", "--seed", "5", "--json")

    told = json.loads(done.stdout)
    assert told["challenge"] == "other"
    assert told["clue"] == {"verdict": "NAN", "value": None}
    assert console.judge.submissions[0].code == told["code"]
    assert done.stderr.count("before it is shown") == 1


def test_a_diagnosis_is_graded_and_kept(console: Console) -> None:
    done = console.run("tiny~3", "--line", "99", "--kind", PUZZLE.mutant.kind.value)

    first, second, lesson = done.stdout.splitlines()
    assert first.startswith(f"Line: wrong. It is line {PUZZLE.mutant.line}: ")
    assert second == f"Kind: right. It is {PUZZLE.mutant.kind}: title {PUZZLE.mutant.kind}"
    assert lesson == f"lesson {PUZZLE.mutant.kind}"
    [kept] = console.store.diagnoses()
    assert (kept.puzzle_id, kept.said.line, kept.truth) == ("tiny~3", 99, PUZZLE.mutant.truth)


def test_a_diagnosis_as_json(console: Console) -> None:
    line, kind = str(PUZZLE.mutant.line), PUZZLE.mutant.kind.value

    told = json.loads(console.run("tiny~3", "--line", line, "--kind", kind, "--json").stdout)

    assert (told["line_is_right"], told["kind_is_right"]) == (True, True)
    assert told["lesson"] == f"lesson {kind}"


def test_a_repair_runs_under_the_name_of_the_puzzle(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "mended.py"
    path.write_text(PUZZLE.mutant.sound)
    console.judge.report = passed(slug="tiny~3")

    done = console.run("tiny~3", "--repair", str(path))

    assert done.exit_code == ExitCode.OK
    assert done.stdout.startswith("PASS: ")
    [run] = console.store.runs(limit=5)
    assert (run.slug, run.code) == ("tiny~3", PUZZLE.mutant.sound)


@pytest.mark.parametrize(
    "args",
    [
        ("--line", "3", "--kind", "frozen"),
        ("tiny~3", "--line", "3"),
        ("tiny~3", "--kind", "frozen"),
        ("tiny~3", "--line", "3", "--kind", "frozen", "--repair", "x.py"),
        ("--repair", "x.py"),
        ("tiny~3", "--seed", "4"),
        ("tiny",),
        ("absent~3",),
    ],
)
def test_what_does_not_fit_together_is_refused(console: Console, args: tuple[str, ...]) -> None:
    assert console.run(*args).exit_code == ExitCode.BAD_INPUT
    assert console.store.diagnoses() == ()
