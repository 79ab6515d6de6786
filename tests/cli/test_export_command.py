"""`dlprep export` and `dlprep import` as a person or a script uses them."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlprep import bootstrap
from dlprep.cli.main import app
from dlprep.domain.answers import NumericAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.practice import PlannedQuestion
from dlprep.services.flat_attempts import safe
from dlprep.settings import Paths
from dlprep.storage.store import open_store
from storage.samples import NOON, SESSION, attempt

pytestmark = pytest.mark.usefixtures("paths")
runner = CliRunner()


@pytest.fixture
def question_id() -> str:
    """A question of the shipped bank."""
    bank = bootstrap.Parts().bank
    return next(one.id for one in bank.questions.values() if one.type == "single")


def _answer(paths: Paths, question_id: str, grade: Grade, text: str = "1") -> None:
    with open_store(paths.database, moment=NOON) as store:
        session_id = store.add_session(SESSION).id or 0
        planned = PlannedQuestion(question_id, "hash", 1)
        score = 1.0 if grade is Grade.CORRECT else 0.0
        store.add_attempt(
            attempt(session_id, planned=planned, grade=grade, score=score, answer=NumericAnswer(text=text))
        )


def test_json_goes_round(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer(paths, "cnn-1", Grade.CORRECT)
    target = tmp_path / "history.json"
    done = runner.invoke(app, ["export", "-o", str(target)])
    assert done.exit_code == 0
    assert "lines written" in done.stderr
    printed = runner.invoke(app, ["export", "--format", "json"]).stdout
    assert printed == target.read_text(encoding="utf-8")
    elsewhere = Paths(tmp_path / "new", tmp_path / "cache", tmp_path / "config")
    monkeypatch.setattr(bootstrap, "paths", lambda: elsewhere)
    counts = json.loads(runner.invoke(app, ["import", str(target), "--json"]).stdout)
    assert counts["attempts"] == 1
    assert runner.invoke(app, ["export"]).stdout == printed
    again = runner.invoke(app, ["import", str(target)])
    assert again.exit_code == 3
    assert "history already" in again.stderr


def test_csv_names_topics_and_guards_against_formulas(paths: Paths, question_id: str, tmp_path: Path) -> None:
    _answer(paths, question_id, Grade.INCORRECT)
    _answer(paths, "=HYPERLINK(0)", Grade.CORRECT)
    target = tmp_path / "answers.csv"
    assert runner.invoke(app, ["export", "--format", "csv", "--output", str(target)]).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))
    assert (first["question_id"], first["grade"], first["mode"]) == (question_id, "incorrect", "exam")
    assert first["topic"]
    assert second["question_id"] == "'=HYPERLINK(0)"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe(-1.5) == "-1.5", "numbers stay numbers"
    assert safe(None) == ""


def test_the_anki_deck_holds_what_went_wrong_in_both_languages(
    paths: Paths, question_id: str, tmp_path: Path
) -> None:
    target = tmp_path / "weak.apkg"
    _answer(paths, question_id, Grade.CORRECT)
    right = runner.invoke(app, ["export", "--format", "apkg", "-o", str(target)])
    assert right.exit_code == 3
    assert "nothing to export" in right.stderr
    _answer(paths, question_id, Grade.INCORRECT)
    assert runner.invoke(app, ["export", "--format", "apkg", "-o", str(target)]).exit_code == 0
    with zipfile.ZipFile(target) as package:
        package.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        ((fields,),) = connection.execute("SELECT flds FROM notes").fetchall()
    assert question_id in fields
    assert 'class="language"' in fields, "Chinese and English"


def test_a_file_that_cannot_be_written_leaves_the_old_one(paths: Paths, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "history.json"
    done = runner.invoke(app, ["export", "-o", str(target)])
    assert done.exit_code == 5
    assert str(target) in done.stderr


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00notes", b"notes"])
def test_what_is_no_export_is_bad_input(paths: Paths, tmp_path: Path, content: bytes | None) -> None:
    source = tmp_path / "history.json"
    if content is not None:
        source.write_bytes(content)
    done = runner.invoke(app, ["import", str(source)])
    assert done.exit_code == 3
    assert str(source) in done.stderr
