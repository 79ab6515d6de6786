"""`dlprep bank`: data on standard output, talk on standard error, exit codes as documented."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from bank.bank_files import write_bank
from dlprep.bank.loader import load_bank
from dlprep.bootstrap import Parts
from dlprep.cli import common
from dlprep.cli.main import app
from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.errors import ExitCode, StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import PlannedQuestion
from dlprep.services.gates import GateReferences
from dlprep.settings import Paths, Settings
from factory import ALL_TYPES, QUESTIONS, authored, question
from fakes import FakeClock, FakeStore
from storage.samples import SESSION, attempt

if TYPE_CHECKING:
    from pathlib import Path

GOOD = [authored(kind) for kind in ALL_TYPES]


class Console:
    """Runs `dlprep bank` over a bank written for the test."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts = Parts(Paths(folder / "data", folder / "cache", folder / "config"), clock=FakeClock())
        self.parts.__dict__["settings"] = Settings(language=Language.EN)
        self.parts.__dict__["references"] = GateReferences()
        self.use(folder)
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def use(self, folder: Path) -> None:
        self.parts.__dict__["bank"] = load_bank(folder, cache_dir=None)

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(app, ["bank", *args])

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json").stdout)


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(write_bank(tmp_path / "bank", *GOOD), monkeypatch)


class TestCheck:
    def test_a_sound_bank_passes(self, console: Console) -> None:
        result = console.run("check")
        assert result.exit_code == ExitCode.OK
        assert result.stderr == "Errors: 0. Warnings: 0.\n"
        assert "Questions                  10\n" in result.stdout

    def test_json_holds_every_figure(self, console: Console) -> None:
        report = console.json("check")
        assert (report["questions"], report["templates"], report["challenges"]) == (10, 1, 0)
        assert report["types"]["spot-bug"] == 1
        assert report["topics"] == {"cnn": 10}
        assert report["levels"] == {"junior": 10, "mid": 0, "senior": 0}
        assert report["claims"] == {"total": 1, "covered": 1, "missing": []}
        assert report["flags"] == {"total": 1, "covered": 0, "missing": ["F05"]}
        assert (report["errors"], report["warnings"], report["problems"]) == (0, 0, [])

    def test_an_error_has_its_place_and_way_out_and_the_exit_code_1(
        self, console: Console, tmp_path: Path
    ) -> None:
        folder = write_bank(tmp_path / "bad", *GOOD, authored("single", id="bad", level="midd"))
        result = console.run("check", "--json", "--folder", str(folder))
        assert result.exit_code == ExitCode.FAULTS_FOUND
        report = json.loads(result.stdout)
        (problem,) = report["problems"]
        assert report["errors"] == 1
        assert problem.pop("line") > 3
        assert problem == {
            "file": "questions/cnn.yaml",
            "column": 3,
            "key": 'questions[11] "bad" .level',
            "what": "“midd” is not one of those allowed",
            "way_out": "Did you mean `mid`?",
            "severity": "error",
        }

    def test_people_read_the_same_as_file_line_column(self, console: Console, tmp_path: Path) -> None:
        console.use(write_bank(tmp_path / "bad", *GOOD, authored("single", id="bad", level="midd")))
        result = console.run("check")
        assert result.exit_code == ExitCode.FAULTS_FOUND
        assert 'error: questions[11] "bad" .level\n    “midd” is not one of' in result.stdout
        assert result.stderr == "Errors: 1. Warnings: 0.\n"

    def test_gates_are_rows_with_a_figure_beside_its_bar(self, console: Console) -> None:
        rows = console.json("check")["gates"]
        first = rows[0]
        assert (first["gate"], first["figure"], first["bar"], first["passed"]) == (
            "Q01",
            1,
            {"min": 1, "max": None},
            True,
        )
        assert {one["language"] for one in rows if one["gate"] == "Q10"} == {"zh", "en"}
        assert "Q01     Questions that load whole, without stubs" in console.run("check").stdout

    def test_a_gate_outside_its_bar_fails_the_check_and_names_the_question(
        self, console: Console, tmp_path: Path
    ) -> None:
        options = authored("single")["options"]
        options[2] |= {"zh": "以上都对", "en": "All of the above"}
        stem = {"zh": "另一题？", "en": "Another?"}
        folder = write_bank(tmp_path / "odd", *GOOD, authored("single", id="odd", stem=stem, options=options))
        result = console.run("check", "--folder", str(folder), "--json")
        assert result.exit_code == ExitCode.FAULTS_FOUND
        report = json.loads(result.stdout)
        (row,) = (one for one in report["gates"] if one["gate"] == "Q10" and one["language"] == "zh")
        assert (row["figure"], row["passed"], row["items"]) == (1, False, ["odd"])
        assert {one["key"] for one in report["problems"]} == {'"odd" .options[2]'}
        assert all(one["way_out"] for one in report["problems"])

    def test_a_folder_that_is_not_there(self, console: Console, tmp_path: Path) -> None:
        result = console.run("check", "--folder", str(tmp_path / "none"))
        assert result.exit_code == ExitCode.BAD_INPUT
        assert result.stdout == ""
        assert "There is no folder" in result.stderr


class TestItemStatistics:
    """Q32: what the answers in the history say about the questions."""

    def answer_wrongly(self, console: Console, times: int) -> None:
        store = FakeStore()
        bank = console.parts.bank
        planned = PlannedQuestion("a-single", bank.hashes["a-single"], 0)
        for number in range(times):
            session = store.add_session(replace(SESSION, plan=(planned,)))
            assert session.id == number + 1
            changes = {
                "planned": planned,
                "answer": ChoiceAnswer(option="a"),
                "grade": Grade.INCORRECT,
                "score": 0.0,
            }
            store.add_attempt(attempt(session.id, 0, **changes))
        console.parts.__dict__["store"] = store
        console.parts.paths.database.parent.mkdir(parents=True, exist_ok=True)
        console.parts.paths.database.touch()

    def test_a_machine_without_a_history_has_none_and_makes_none(self, console: Console) -> None:
        assert console.json("stats")["items"] == []
        assert all(row["gate"] != "Q32" for row in console.json("check")["gates"])
        assert not console.parts.paths.database.exists()

    def test_a_question_nobody_gets_right_is_shown_and_fails_nothing(self, console: Console) -> None:
        self.answer_wrongly(console, 30)
        (item,) = console.json("stats")["items"]
        assert item == {
            "id": "a-single",
            "attempts": 30,
            "p": 0,
            "point_biserial": None,
            "options": {"a": 30},
            "flags": ["only 0% are right"],
        }
        assert "a-single: only 0% are right" in console.run("stats").stdout
        result = console.run("check", "--json")
        assert result.exit_code == ExitCode.OK
        (row,) = (row for row in json.loads(result.stdout)["gates"] if row["gate"] == "Q32")
        assert (row["figure"], row["passed"], row["items"]) == (1, None, ["a-single"])

    def test_a_history_that_cannot_be_read_is_said_and_fails_nothing(self, console: Console) -> None:
        self.answer_wrongly(console, 1)
        console.parts.store.fault = StorageError(message("The history is locked."))  # type: ignore[attr-defined]
        result = console.run("check")
        assert result.exit_code == ExitCode.OK
        assert "The history is locked." in result.stderr


class TestStatsAndShow:
    def test_stats_are_the_figures_of_the_check(self, console: Console) -> None:
        stats = console.json("stats")
        assert stats.pop("items") == []
        assert [one["source"] for one in stats.pop("sources")] == ["dlprep"]
        assert stats.items() <= console.json("check").items()
        assert stats["questions"] == 10
        assert "Questions                  10\n" in console.run("stats").stdout

    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_show_prints_stem_key_and_explanation(self, console: Console, kind: str) -> None:
        result = console.run("show", f"a-{kind}")
        assert result.exit_code == ExitCode.OK
        for words in (
            authored(kind)["stem"]["en"],
            authored(kind)["explanation"]["en"],
            "S3.1-b",
            "example.org",
        ):
            assert words in result.stdout

    def test_the_key_is_marked(self, console: Console) -> None:
        lines = console.run("show", "a-single").stdout.splitlines()
        assert [line for line in lines if line.startswith("*")] == ["* b. Option b"]

    def test_a_template_shows_what_its_parameters_can_be(self, console: Console) -> None:
        lines = console.run("show", "a-template").stdout.splitlines()
        assert {"n: 8 … 64 (1)", "k: 3, 5", "= n - k + 1", "  n - k: forgot the plus one"} <= set(lines)

    def test_the_language_can_be_chosen(self, console: Console) -> None:
        assert "What?（中）" in console.run("show", "a-single", "--lang", "zh").stdout

    def test_json_is_the_question_with_the_model_s_field_names(self, console: Console) -> None:
        shown = console.json("show", "a-single")
        assert shown["options"][1] == authored("single")["options"][1]
        assert QUESTIONS.validate_python(shown) == question("single")

    def test_an_unknown_id_names_the_closest(self, console: Console) -> None:
        result = console.run("show", "a-singel")
        assert result.exit_code == ExitCode.BAD_INPUT
        assert "a-single" in result.stderr
        assert result.stdout == ""


class TestSearch:
    def test_hits_come_as_id_and_stem(self, console: Console) -> None:
        assert console.run("search", "global", "norm").stdout.startswith("a-cloze  ")

    def test_json_rows_say_where(self, console: Console) -> None:
        (row,) = console.json("search", "全局范数")
        assert (row["id"], row["where"], row["type"]) == ("a-cloze", "options", "cloze")
        assert row["stem"] == authored("cloze")["stem"]

    def test_nothing_found_is_said_and_no_failure(self, console: Console) -> None:
        result = console.run("search", "nowhere")
        assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
        assert result.stderr == "No question holds all of these words.\n"
        assert console.json("search", "nowhere") == []


class TestExport:
    def test_one_row_for_each_question_as_authored(self, console: Console) -> None:
        rows = [json.loads(line) for line in console.run("export", "--format", "jsonl").stdout.splitlines()]
        assert [row["type"] for row in rows] == list(ALL_TYPES)
        assert [QUESTIONS.validate_python(row) for row in rows] == [question(kind) for kind in ALL_TYPES]
        assert rows[0]["options"] == authored("single")["options"]

    def test_to_a_file(self, console: Console, tmp_path: Path) -> None:
        path = tmp_path / "out.jsonl"
        result = console.run("export", "--output", str(path))
        assert result.stdout == ""
        assert "11 questions written" in result.stderr
        assert path.read_text("utf-8") == console.run("export").stdout

    def test_to_a_folder_that_is_not_there(self, console: Console, tmp_path: Path) -> None:
        result = console.run("export", "--output", str(tmp_path / "none" / "out.jsonl"))
        assert result.exit_code == ExitCode.ENVIRONMENT

    def test_an_unknown_format_is_a_wrong_argument(self, console: Console) -> None:
        assert console.run("export", "--format", "xml").exit_code == ExitCode.USAGE


def filled(value: Any, key: str = "") -> Any:
    """A skeleton's value with everything filled in that an author must fill in."""
    if isinstance(value, dict):
        return {name: filled(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, key) for part in value] or (["S3.1-b"] if key == "roots" else [])
    if value == "":
        return {"url": "https://example.org", "formula": "n + 1"}.get(key, "words")
    return value


class TestNew:
    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_a_skeleton_is_refused_empty_and_valid_once_filled(
        self, console: Console, tmp_path: Path, kind: str
    ) -> None:
        text = console.run("new", "--topic", "cnn", "--type", kind).stdout
        assert load_bank(write_bank(tmp_path / "empty", new=text), cache_dir=None).problems
        content = filled(yaml.safe_load(text))
        if kind == "template":
            content["questions"][0]["mistakes"][0]["formula"] = "n"
        bank = load_bank(write_bank(tmp_path / "full", new=yaml.safe_dump(content)), cache_dir=None)
        assert bank.problems == ()
        assert [(one.id, one.type) for one in bank.questions.values()] == [(f"cnn-{kind}-1", kind)]

    def test_it_is_dated_today(self, console: Console) -> None:
        today = console.parts.clock.moment().local_day
        assert (
            f"reviewed_on: {today.isoformat()}"
            in console.run("new", "--topic", "cnn", "--type", "open").stdout
        )

    def test_to_a_file_and_never_over_one(self, console: Console, tmp_path: Path) -> None:
        path = tmp_path / "new.yaml"
        args = ("new", "--topic", "cnn", "--type", "single", "--id", "cnn-mine", "--output", str(path))
        first = console.run(*args)
        assert (first.exit_code, first.stdout) == (ExitCode.OK, "")
        written = path.read_text("utf-8")
        assert "id: cnn-mine" in written
        assert console.run(*args).exit_code == ExitCode.BAD_INPUT
        assert path.read_text("utf-8") == written

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("--topic", "cmn", "--type", "single"), "cnn"),
            (("--topic", "cnn", "--type", "singel"), "single"),
            (("--topic", "cnn", "--type", "single", "--id", "a-single"), "already used"),
            (("--topic", "cnn", "--type", "single", "--id", "Not An Id"), "is not an id"),
        ],
    )
    def test_what_cannot_be_begun_says_why(self, console: Console, args: tuple[str, ...], said: str) -> None:
        result = console.run("new", *args)
        assert result.exit_code == ExitCode.BAD_INPUT
        assert said in result.stderr
        assert result.stdout == ""
