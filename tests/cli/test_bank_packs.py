"""Packs, import, export and schema from the command line, over folders of the test's own."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from bank.bank_files import questions_file, write_bank
from dlprep import bootstrap
from dlprep.bank.skeletons import COMMENTS
from dlprep.bootstrap import Parts
from dlprep.cli import bank_new, common, doctor
from dlprep.cli.main import app
from dlprep.domain.errors import ExitCode
from dlprep.domain.language import Language
from dlprep.i18n import translator
from dlprep.services.gates import GateReferences
from dlprep.settings import Paths, Settings
from factory import ALL_TYPES, authored
from fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path


class Console:
    """Runs `dlprep bank` as a fresh process would, over a small shipped bank."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.paths = Paths(root / "data", root / "cache", root / "config")
        self.language = Language.EN
        self.monkeypatch = monkeypatch
        shipped = write_bank(root / "bank", *(authored(kind) for kind in ALL_TYPES))
        monkeypatch.setattr(bootstrap, "bank_folder", lambda: shipped)
        monkeypatch.setattr(bank_new, "bank_folder", lambda: shipped)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def parts(self) -> Parts:
        parts = Parts(self.paths, clock=FakeClock())
        parts.__dict__["settings"] = Settings(language=self.language)
        parts.__dict__["references"] = GateReferences()
        return parts

    def run(self, *args: str) -> Result:
        self.monkeypatch.setattr(common, "_parts", self.parts())
        return CliRunner().invoke(app, ["bank", *args])

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json").stdout)

    def pack(self, name: str, *questions: dict[str, Any]) -> Path:
        path = self.paths.packs / name / "questions" / "mine.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(questions_file(*questions), "utf-8")
        return path

    def file(self, name: str, content: str | bytes) -> str:
        path = self.root / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(tmp_path, monkeypatch)


def own(name: str = "my-own", **changes: Any) -> dict[str, Any]:
    stem = {"zh": "我的另一道题？", "en": "Quite another thing?"}
    return authored("single", id=name, **({"stem": stem} | changes))


class TestCheckOfPacks:
    def test_a_sound_pack_passes_with_one_type_and_one_topic(self, console: Console) -> None:
        console.pack("mine", own())
        result = console.run("check", "--pack", "mine", "--json")
        report = json.loads(result.stdout)
        assert (result.exit_code, report["errors"]) == (ExitCode.OK, 0), report["problems"]
        assert (report["questions"], report["topics"]) == (1, {"cnn": 1})

    def test_faults_are_told_with_the_whole_path(self, console: Console) -> None:
        path = console.pack("mine", own(roots=["S9.9-z"]), own("two", level="midd"), own("a-single"))
        result = console.run("check", "--pack", "mine")
        assert result.exit_code == ExitCode.FAULTS_FOUND
        for words in (
            "there is no claim “S9.9-z”",
            "“midd” is not one of",
            "already used by a question of dlprep",
        ):
            assert words in result.stdout
        assert len(re.findall(rf"{re.escape(str(path))}:\d+:\d+: error", result.stdout)) == 3

    def test_the_check_of_the_shipped_bank_lists_packs_and_fails_for_none(self, console: Console) -> None:
        console.pack("broken", own("two", level="midd"))
        console.pack("fine", own())
        result = console.run("check", "--json")
        assert result.exit_code == ExitCode.OK
        report = json.loads(result.stdout)
        assert report["questions"] == 10
        assert [(one["name"], one["questions"], one["errors"]) for one in report["packs"]] == [
            ("broken", 0, 1),
            ("fine", 1, 0),
        ]
        assert "dlprep bank check --pack broken" in console.run("check").stdout

    def test_an_unknown_pack_and_a_folder_beside_a_pack(self, console: Console) -> None:
        console.pack("mine", own())
        result = console.run("check", "--pack", "mime")
        assert result.exit_code == ExitCode.BAD_INPUT
        assert "mine" in result.stderr
        both = console.run("check", "--pack", "mine", "--folder", str(console.root))
        assert both.exit_code == ExitCode.BAD_INPUT

    def test_stats_count_each_source(self, console: Console) -> None:
        console.pack("mine", own())
        sources = console.json("stats")["sources"]
        assert [(one["source"], one["questions"], one["templates"]) for one in sources] == [
            ("dlprep", 10, 1),
            ("mine", 1, 0),
        ]
        assert "  mine                      1\n" in console.run("stats").stdout

    def test_the_doctor_names_broken_packs(self, console: Console) -> None:
        console.pack("broken", own(level="midd"))
        finding = doctor._bank(console.parts())
        assert (finding.state, str(finding.way_out)) == (
            "warn",
            "Run “dlprep bank check --pack NAME” for broken.",
        )

    def test_questions_of_packs_are_shown_and_found(self, console: Console) -> None:
        console.pack("mine", own())
        assert console.run("show", "my-own").exit_code == ExitCode.OK
        assert console.run("search", "another", "thing").stdout.startswith("my-own")


class TestVerifyOfPacks:
    def test_templates_are_verified_and_recorded_in_the_pack(self, console: Console) -> None:
        stem = {"zh": "我的 {{n}} 和 {{k}}", "en": "Mine: {{n}} and {{k}}"}
        console.pack("mine", authored("template", id="my-template", stem=stem))
        (unrecorded,) = console.json("check", "--pack", "mine")["problems"]
        assert 'dlprep bank verify --pack "mine" --record --id my-template' in unrecorded["way_out"]
        result = console.run("verify", "--pack", "mine", "--record")
        assert result.exit_code == ExitCode.OK, result.stderr
        assert "Right: 1. Wrong: 0." in result.stderr
        assert (console.paths.packs / "mine" / "recorded" / "templates.json").exists()
        report = console.json("check", "--pack", "mine")
        assert (report["problems"], report["templates_verified"]) == ([], 1)


class TestExport:
    def test_packs_are_left_out_unless_asked_for(self, console: Console) -> None:
        console.pack("mine", own())
        shipped = [json.loads(line)["id"] for line in console.run("export").stdout.splitlines()]
        assert "my-own" not in shipped
        packed = [
            json.loads(line)["id"] for line in console.run("export", "--pack", "mine").stdout.splitlines()
        ]
        assert packed == ["my-own"]

    def test_a_topic_chooses_and_an_unknown_one_is_refused(self, console: Console) -> None:
        assert len(console.run("export", "--topic", "cnn").stdout.splitlines()) == 11
        assert console.run("export", "--topic", "cmn").exit_code == ExitCode.BAD_INPUT

    def test_a_spreadsheet_starts_with_a_mark_in_a_file_only(self, console: Console) -> None:
        path = console.root / "out.csv"
        assert console.run("export", "--format", "csv", "--output", str(path)).exit_code == ExitCode.OK
        assert path.read_bytes().startswith(b"\xef\xbb\xbfid,topic,level,type,stem_zh")
        assert console.run("export", "--format", "csv").stdout.startswith("id,topic,level")

    def test_what_was_exported_can_be_imported(self, console: Console) -> None:
        path = console.root / "out.csv"
        console.run("export", "--format", "csv", "--output", str(path))
        target = console.root / "again.yaml"
        result = console.run("import", str(path), "--output", str(target))
        assert result.exit_code == ExitCode.FAULTS_FOUND
        assert "“match”" in result.stderr
        assert "“template”" in result.stderr
        held = {one["id"]: one for one in yaml.safe_load(target.read_text("utf-8"))["questions"]}
        assert held["a-single"]["options"] == authored("single")["options"]

    def test_an_anki_package_needs_a_file(self, console: Console) -> None:
        assert console.run("export", "--format", "apkg").exit_code == ExitCode.BAD_INPUT
        path = console.root / "out.apkg"
        result = console.run("export", "--format", "apkg", "--lang", "both", "--output", str(path))
        assert (result.exit_code, result.stderr) == (ExitCode.OK, f"13 notes written to {path}.\n")
        assert "collection.anki2" in zipfile.ZipFile(path).namelist()


CARDS = "stem_zh,stem_en,answer\n两加三？,Two plus three?,5\n"


class TestImport:
    def test_a_table_becomes_a_pack_whose_gaps_the_check_names(self, console: Console) -> None:
        result = console.run("import", console.file("My Cards.csv", CARDS), "--topic", "cnn")
        path = console.paths.packs / "my-cards" / "questions" / "my-cards.yaml"
        assert (result.exit_code, result.stdout) == (ExitCode.OK, "")
        assert f"1 questions written to {path} (read as utf-8)." in result.stderr
        assert "1 of them still hold TODO" in result.stderr
        checked = console.run("check", "--pack", "my-cards")
        assert checked.exit_code == ExitCode.FAULTS_FOUND
        line = next(n for n, one in enumerate(path.read_text("utf-8").splitlines(), 1) if "level: " in one)
        assert f'{path}:{line}:5: error: questions[0] "my-cards-1" .level' in checked.stdout

    def test_filled_in_it_is_asked(self, console: Console) -> None:
        console.run("import", console.file("c.csv", CARDS), "--topic", "cnn")
        path = console.paths.packs / "c" / "questions" / "c.yaml"
        text = path.read_text("utf-8")
        for key, value in {
            "level": "junior", "title": "Docs", "url": "https://example.org", "code": "print(2 + 3)",
            "output": "'5'", "reviewed_on": "2026-03-14", "zh": "因为。", "en": "Because.",
        }.items():  # fmt: skip
            text = re.sub(rf"(?m)({key}): '?TODO.*", rf"\1: {value}", text)
        path.write_text(re.sub(r"- '?TODO.*", "- S3.1-b", text), "utf-8")
        report = console.json("check", "--pack", "c")
        assert (report["problems"], report["questions"]) == ([], 1)

    @pytest.mark.parametrize(
        ("encoding", "read_as"),
        [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
    )
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_encodings_and_line_ends(
        self, console: Console, encoding: str, read_as: str, line_end: str
    ) -> None:
        data = CARDS.replace("\n", line_end).encode(encoding)
        target = console.root / "out.yaml"
        result = console.run("import", console.file("c.csv", data), "--output", str(target))
        assert f"(read as {read_as})" in result.stderr
        assert yaml.safe_load(target.read_text("utf-8"))["questions"][0]["stem"]["zh"] == "两加三？"

    def test_bad_rows_are_told_and_the_exit_code_says_so(self, console: Console) -> None:
        file = console.file("c.csv", CARDS + ",,7\n")
        result = console.run("import", file)
        assert result.exit_code == ExitCode.FAULTS_FOUND
        assert f"{file}:3: The row has no question. Fill stem_zh, stem_en, or both." in result.stderr
        assert "1 questions written" in result.stderr

    def test_nothing_is_ever_overwritten(self, console: Console) -> None:
        file = console.file("c.csv", CARDS)
        assert console.run("import", file).exit_code == ExitCode.OK
        path = console.paths.packs / "c" / "questions" / "c.yaml"
        before = path.read_bytes()
        again = console.run("import", file)
        assert (again.exit_code, path.read_bytes()) == (ExitCode.BAD_INPUT, before)
        assert "exists already" in again.stderr

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "stem_zh"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "not a text file"),
            (b"stem_en\n\xff\xff\xff", "not a text file"),
            (b"stem_en,answer\n", "no question that can be imported"),
        ],
    )
    def test_what_cannot_be_used_is_refused_and_leaves_nothing(
        self, console: Console, data: bytes, said: str
    ) -> None:
        result = console.run("import", console.file("c.csv", data))
        assert result.exit_code == ExitCode.BAD_INPUT
        assert said in result.stderr
        assert not console.paths.packs.exists()

    def test_files_that_are_not_there_or_too_large(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert console.run("import", str(console.root / "none.csv")).exit_code == ExitCode.BAD_INPUT
        assert console.run("import", str(console.root)).exit_code == ExitCode.BAD_INPUT
        monkeypatch.setattr("dlprep.bank.text_files.MAX_BYTES", 10)
        assert "larger than" in console.run("import", console.file("c.csv", CARDS)).stderr

    def test_notes_of_anki(self, console: Console) -> None:
        file = console.file("notes.txt", "#separator:tab\n#html:true\n{{c1::ReLU}} is an activation\t\n")
        assert console.run("import", file).exit_code == ExitCode.OK
        path = console.paths.packs / "notes" / "questions" / "notes.yaml"
        (one,) = yaml.safe_load(path.read_text("utf-8"))["questions"]
        assert one["stem"]["en"] == "[[1]] is an activation"


class TestNew:
    @pytest.mark.parametrize("kind", ALL_TYPES)
    def test_comments_are_in_the_language_of_the_interface(self, console: Console, kind: str) -> None:
        english = console.run("new", "--topic", "cnn", "--type", kind).stdout
        console.language = Language.ZH
        chinese = console.run("new", "--topic", "cnn", "--type", kind).stdout
        assert yaml.safe_load(english) == yaml.safe_load(chinese)
        comments = re.findall(r"# (.+)", english)
        assert set(comments) - set(COMMENTS) <= {
            "yaml-language-server: $schema=../schema/questions.schema.json",
            'unit: {zh: "", en: ""}',
        }
        tr = translator(Language.ZH)
        assert [tr(one) for one in comments] == re.findall(r"# (.+)", chinese)
        assert all(tr(one) != one for one in comments if one in COMMENTS)

    def test_a_file_in_a_pack_finds_the_schema_and_names_its_check(self, console: Console) -> None:
        path = console.pack("mine", own()).with_name("new.yaml")
        result = console.run("new", "--topic", "cnn", "--type", "single", "--output", str(path))
        assert 'dlprep bank check --pack "mine"' in result.stderr
        first = path.read_text("utf-8").splitlines()[0]
        schema = console.root / "bank" / "schema" / "questions.schema.json"
        assert first == f"# yaml-language-server: $schema={schema.as_uri()}"

    def test_a_pack_is_begun_with_its_first_question(self, console: Console) -> None:
        assert (
            console.run("new", "--topic", "cnn", "--type", "single", "--pack", "mine").exit_code
            == ExitCode.OK
        )
        path = console.paths.packs / "mine" / "questions" / "cnn-single-1.yaml"
        assert "id: cnn-single-1" in path.read_text("utf-8")
        begin = ("new", "--topic", "cnn", "--type", "single", "--pack", "mine")
        assert "cnn-single-2.yaml" in console.run(*begin).stderr
        again = console.run(*begin, "--id", "cnn-single-1")
        assert (again.exit_code, "exists already" in again.stderr) == (ExitCode.BAD_INPUT, True)
        checked = console.run("check", "--pack", "mine")
        assert checked.exit_code == ExitCode.FAULTS_FOUND
        assert f"{path}:" in checked.stdout

    @pytest.mark.parametrize("name", ["..", "a/b", ".hidden", "dlprep", ""])
    def test_a_pack_cannot_have_every_name(self, console: Console, name: str) -> None:
        result = console.run("new", "--topic", "cnn", "--type", "single", "--pack", name)
        assert result.exit_code == (ExitCode.OK if not name else ExitCode.BAD_INPUT)
        assert not console.paths.packs.exists()

    def test_the_schema_is_printed_or_written(self, console: Console) -> None:
        printed = console.run("schema").stdout
        path = console.root / "s.json"
        assert console.run("schema", "--output", str(path)).stdout == ""
        assert json.loads(printed) == json.loads(path.read_text("utf-8"))
