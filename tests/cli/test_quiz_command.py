"""`dlprep quiz`, `stats` and `history` over a history kept in memory."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from dlprep.bootstrap import Parts
from dlprep.cli import common, history, quiz
from dlprep.domain.bank import QuestionBank
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import Confidence
from dlprep.settings import Paths, Settings
from factory import bank, question
from fakes import FakeClock, FakeStore

app = typer.Typer()
app.command("quiz")(quiz.quiz)
app.command("stats")(history.stats)
app.command("history")(history.history)

ONE = bank(question("single", keep_order=True))
TWO = bank(question("single", keep_order=True), question("numeric"))


class Console:
    """Runs commands one after the other over the same bank and history."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = FakeStore()
        self.parts = Parts(clock=FakeClock())
        self.parts.__dict__.update(store=self.store, settings=Settings(language=Language.EN))
        self.use(ONE)
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def use(self, held: QuestionBank) -> None:
        self.parts.__dict__["bank"] = held

    def run(self, *args: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, args, input=typed)

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json").stdout)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(monkeypatch)


def test_an_answer_is_graded_explained_and_kept(console: Console) -> None:
    result = console.run("quiz", typed="2\n")
    assert result.exit_code == 0
    assert "✓ Correct. (100 %)" in result.stdout
    assert all(f"why {name}" in result.stdout for name in "abcd")
    assert "Score 100 %" in result.stdout
    (kept,) = console.store.attempts(limit=5)
    assert kept.grade is Grade.CORRECT
    assert console.store.unfinished_session() is None


def test_what_cannot_be_read_is_explained_and_asked_again(console: Console) -> None:
    result = console.run("quiz", typed="nine\n7\n2\n")
    assert "is not a list of numbers" in result.stderr
    assert "There is no number 7" in result.stderr
    assert len(console.store.attempts(limit=5)) == 1


def test_an_input_that_ends_early_leaves_a_session_that_resumes_where_it_was(console: Console) -> None:
    console.use(TWO)
    first = console.run("quiz", "--seed", "1", typed="2\n" * 1)
    assert "--resume" in first.stderr
    rest = console.run("quiz", "--resume", typed="896\n2\n")
    assert "[2/2]" in rest.stdout
    assert "[1/2]" not in rest.stdout
    assert len(console.store.attempts(limit=5)) == 2


def test_hints_confidence_and_language_are_kept_with_the_answer(console: Console) -> None:
    result = console.run("quiz", typed=":hint\n:sure\n:lang\n1\n")
    assert "first" in result.stdout
    assert "选项 a" in result.stdout
    (kept,) = console.store.attempts(limit=5)
    assert (kept.hints_used, kept.confidence, kept.language) == (1, Confidence.SURE, Language.ZH)


def test_undo_asks_the_last_question_again(console: Console) -> None:
    console.use(TWO)
    console.run("quiz", "--seed", "1", typed="2\n:undo\n2\n896\n2\n")
    attempts = console.store.attempts(limit=9)
    assert sum(attempt.undone_at is not None for attempt in attempts) == 1


def test_an_exam_says_nothing_until_its_end(console: Console) -> None:
    console.use(TWO)
    result = console.run("quiz", "--mode", "exam", "--type", "single", typed="1\n")
    before, _, after = result.stdout.partition("Score")
    assert "✗ Not right." in before
    assert before.index("[1/1] a-single") < before.rindex("✗ Not right.")
    assert "0 %" in after


def test_unknown_names_exit_with_3_and_the_closest_names(console: Console) -> None:
    result = console.run("quiz", "--topic", "cmn")
    assert result.exit_code == 3
    assert "There is no topic “cmn”." in result.stderr
    assert "Did you mean cnn?" in result.stderr


def test_stats_and_history_print_what_was_done_as_data(console: Console) -> None:
    console.run("quiz", typed=":guess\n1\n")
    stats = console.json("stats")
    assert (stats["attempts"], stats["mean_score"], stats["streak_days"]) == (1, 0.0, 1)
    past = console.json("history")
    assert past["attempts"][0]["planned"]["question_id"] == "a-single"
    assert past["attempts"][0]["confidence"] == "guess"
    assert past["sessions"][0]["answered"] == 1
    assert "a-single" in console.run("history").stdout
    assert "Answers: 1" in console.run("stats").stdout


def test_an_empty_history_says_how_to_begin(console: Console) -> None:
    assert "dlprep quiz" in console.run("history").stdout
    assert console.json("stats")["mean_score"] is None


def test_a_fault_of_ours_says_so_and_leaves_its_details_in_the_log(
    console: Console, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inside")

    console.parts.paths = Paths(tmp_path, tmp_path, tmp_path)
    monkeypatch.setattr(console.store, "question_records", explode)
    result = console.run("stats")
    assert result.exit_code == 70
    assert "not yours" in result.stderr
    assert "Traceback" not in result.stderr
    assert "ZeroDivisionError: inside" in (tmp_path / "dlprep.log").read_text(encoding="utf-8")
