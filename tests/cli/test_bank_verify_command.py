"""`dlprep bank verify` and `dlprep bank template`, over real processes and small banks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from bank.bank_files import write_bank
from dlprep.bank.loader import load_bank
from dlprep.bootstrap import Parts
from dlprep.cli import common
from dlprep.cli.main import app
from dlprep.domain.errors import ExitCode
from dlprep.domain.language import Language
from dlprep.settings import Settings
from factory import ALL_TYPES, authored, text
from fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path


class Console:
    """Runs `dlprep bank` over a folder written for the test."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.parts = Parts(clock=FakeClock())
        self.parts.__dict__["settings"] = Settings(language=Language.EN)
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def write(self, *questions: dict[str, Any]) -> None:
        write_bank(self.folder, *questions)
        self.parts.__dict__["bank"] = load_bank(self.folder, cache_dir=None)

    def verify(self, *args: str) -> Result:
        return CliRunner().invoke(app, ["bank", "verify", "--folder", str(self.folder), *args])

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(app, ["bank", *args])


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    console = Console(tmp_path / "bank", monkeypatch)
    console.write(*(authored(kind) for kind in ALL_TYPES))
    return console


def wrong(code: str, output: str = "896") -> dict[str, Any]:
    return authored("numeric", verify={"code": code, "output": output})


class TestVerify:
    def test_a_sound_bank_is_right_and_shows_progress_on_standard_error(self, console: Console) -> None:
        result = console.verify()
        assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
        assert result.stderr.splitlines()[0] == "Scripts to run: 3."
        assert result.stderr.splitlines()[-1] == "Right: 3. Wrong: 0."

    def test_a_wrong_key_is_one_line_with_id_expected_got_and_way_out(self, console: Console) -> None:
        console.write(wrong("print(864)"))
        result = console.verify()
        assert result.exit_code == ExitCode.FAULTS_FOUND
        (line,) = result.stdout.splitlines()
        assert line.startswith(
            "a-numeric: the script prints something else than recorded. expected 896, got 864."
        )
        assert line.endswith("mend the key.")

    def test_json_lists_every_outcome(self, console: Console) -> None:
        console.write(wrong("raise ValueError('no')"), authored("code-output"))
        result = console.verify("--json")
        assert result.exit_code == ExitCode.FAULTS_FOUND
        report = json.loads(result.stdout)
        assert (report["run"], report["right"], report["wrong"]) == (2, 1, 1)
        (failed,) = (one for one in report["results"] if not one["is_right"])
        assert failed["id"] == "a-numeric"
        assert failed["what"] == "line 1: ValueError: no"

    def test_a_missing_package_is_said_with_an_exit_code_of_its_own(self, console: Console) -> None:
        console.write(wrong("import a_package_nobody_has"))
        result = console.verify()
        assert result.exit_code == ExitCode.ENVIRONMENT
        assert "a-numeric: needs the package a_package_nobody_has. Install" in result.stdout
        assert "Not everything could be verified: a_package_nobody_has is missing." in result.stderr

    def test_one_question_alone(self, console: Console) -> None:
        result = console.verify("--id", "a-numeric")
        assert result.stderr.startswith("Scripts to run: 1.\n")

    @pytest.mark.parametrize(
        ("question_id", "said"), [("a-single", "has no `verify`"), ("nope", "There is no question")]
    )
    def test_a_question_that_cannot_be_verified(self, console: Console, question_id: str, said: str) -> None:
        result = console.verify("--id", question_id)
        assert result.exit_code == ExitCode.BAD_INPUT
        assert said in result.stderr

    def test_a_folder_that_is_not_there(self, console: Console, tmp_path: Path) -> None:
        result = console.run("verify", "--folder", str(tmp_path / "nowhere"))
        assert result.exit_code == ExitCode.BAD_INPUT

    def test_a_template_that_disagrees_is_not_recorded_and_the_check_wants_it(self, console: Console) -> None:
        console.write(authored("template", verify="def verify(n, k):\n    return n - k"))
        result = console.verify("--record")
        assert result.exit_code == ExitCode.FAULTS_FOUND
        assert "a-template: seed 0 (" in result.stdout
        assert "Recorded: 0 templates." in result.stderr

    def test_record_keeps_what_the_check_then_compares(self, console: Console) -> None:
        changed = authored("template", formula="n - k + 2", verify="def verify(n, k):\n    return n - k + 2")
        console.write(changed)
        (console.folder / "recorded" / "templates.json").unlink()
        assert "no result of it is recorded" in console.run("check", "--folder", str(console.folder)).stdout
        assert console.verify("--record").exit_code == ExitCode.OK
        report = json.loads(console.run("check", "--folder", str(console.folder), "--json").stdout)
        assert report["templates_verified"] == 1
        assert not [one for one in report["problems"] if "a-template" in one["key"]]

    def test_recording_one_template_keeps_the_others(self, console: Console) -> None:
        console.write(authored("template"), authored("template", id="b-template"))
        path = console.folder / "recorded" / "templates.json"
        before = path.read_text("utf-8")
        assert console.verify("--record", "--id", "b-template").exit_code == ExitCode.OK
        assert path.read_text("utf-8") == before
        assert [line[:13] for line in before.splitlines()[1:-1]] == ['"a-template":', '"b-template":']

    def test_records_of_templates_that_are_gone_are_forgotten_once_the_bank_loads_whole(
        self, console: Console
    ) -> None:
        path = console.folder / "recorded" / "templates.json"
        kept, gone = authored("template"), authored("template", id="gone")
        console.write(kept, gone)
        console.write(kept, gone | {"level": "unreadable"})
        console.verify("--record")
        assert '"gone"' in path.read_text("utf-8")
        console.write(kept)
        console.verify("--record")
        assert '"gone"' not in path.read_text("utf-8")

    def test_a_damaged_file_of_records_holds_none(self, console: Console) -> None:
        (console.folder / "recorded" / "templates.json").write_text('{"a-template": []}', "utf-8")
        result = console.run("check", "--folder", str(console.folder))
        assert "Run: dlprep bank verify --record --id a-template" in result.stdout


class TestTemplate:
    def test_json_holds_what_the_seed_determines_in_both_languages(self, console: Console) -> None:
        found = json.loads(console.run("template", "a-template", "--seed", "7", "--json").stdout)
        n, k = found["parameters"]["n"], found["parameters"]["k"]
        assert (found["id"], found["seed"], found["version"]) == ("a-template", 7, 1)
        assert found["stem"] == {"zh": f"输入 {n}，核 {k}", "en": f"Input {n}, kernel {k}"}
        assert found["answer"] == n - k + 1
        assert found["solution"]["en"] == f"{n}-{k}+1={n - k + 1}"
        assert [(one["value"], one["correct"]) for one in found["options"]] == [
            (n - k + 1, True),
            (n - k, False),
        ]
        assert (found["integer"], found["tolerance"], found["let"]) == (True, None, {})

    def test_lists_lets_and_tolerance_are_there_too(self, console: Console) -> None:
        changes = {
            "parameters": {"v": {"low": 1, "high": 9, "length": 3}, "k": {"choices": ["mean"]}},
            "let": {"total": "sum(v)"},
            "stem": text("{{k}} of {{v}}"),
            "explanation": text("{{total}}/3 = {{answer:.2f}}"),
            "formula": "total / 3",
            "integer": False,
            "tolerance": {"absolute": 0.01},
            "mistakes": [{"formula": "total", "why": text("not divided")}],
        }
        console.write(authored("template", **changes))
        found = json.loads(console.run("template", "a-template", "--json").stdout)
        assert len(found["parameters"]["v"]) == 3
        assert found["let"] == {"total": sum(found["parameters"]["v"])}
        assert found["tolerance"]["absolute"] == 0.01
        shown = console.run("show", "a-template").stdout
        assert "v: 1 … 9 (1) × 3" in shown
        assert "total = sum(v)" in shown

    def test_people_read_it_in_their_language(self, console: Console) -> None:
        result = console.run("template", "a-template", "--seed", "7", "--lang", "zh")
        assert result.stdout.startswith("a-template  v1  seed 7\n  k = ")
        assert "输入 " in result.stdout

    def test_without_an_id_all_are_listed(self, console: Console) -> None:
        assert console.run("template").stdout.startswith("a-template  junior")
        assert [one["id"] for one in json.loads(console.run("template", "--json").stdout)] == ["a-template"]

    @pytest.mark.parametrize(("name", "said"), [("a-single", "is no template"), ("nope", "no question")])
    def test_what_is_no_template(self, console: Console, name: str, said: str) -> None:
        result = console.run("template", name)
        assert result.exit_code == ExitCode.BAD_INPUT
        assert said in result.stderr

    def test_a_template_without_a_usable_draw_says_so(self, console: Console) -> None:
        console.write(authored("template", require=["n > 100"]))
        result = console.run("template", "a-template")
        assert result.exit_code == ExitCode.BAD_INPUT
        assert "no usable draw" in result.stderr
