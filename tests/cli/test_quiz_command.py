"""`dlprep quiz`, `stats` and `history` over a history kept in memory."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from dlprep.bootstrap import Parts
from dlprep.cli import common, due, history, quiz
from dlprep.domain.answers import OpenAnswer
from dlprep.domain.bank import QuestionBank
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import Confidence
from dlprep.settings import Paths, Settings
from factory import bank, question
from fakes import FakeClock, FakeStore

app = typer.Typer()
app.command("quiz")(quiz.quiz)
app.command("due")(due.due)
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
    assert "✓ Correct. (100%)" in result.stdout
    assert all(f"why {name}" in result.stdout for name in "abcd")
    assert "Score 100%" in result.stdout
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


def test_undo_before_the_first_answer_says_so_and_asks_on(console: Console) -> None:
    result = console.run("quiz", typed=":undo\n2\n")
    assert "no answer to take back" in result.stderr
    assert result.stdout.count("[1/1]") == 1
    assert len(console.store.attempts(limit=9)) == 1


def test_orders_are_taken_with_either_colon_and_between_the_lines_of_an_answer(console: Console) -> None:
    console.use(bank(question("open")))
    console.run("quiz", typed="：flag\nBatchNorm uses the running mean\n：SURE\nat inference\n\n")
    (kept,) = console.store.attempts(limit=9)
    assert kept.confidence is Confidence.SURE
    assert kept.answer == OpenAnswer(text="BatchNorm uses the running mean\nat inference")
    assert console.store.flagged() == {"a-open"}


def test_leaving_in_the_middle_of_an_answer_keeps_the_session_open(console: Console) -> None:
    console.use(bank(question("cloze")))
    for typed in ("global norm\n:quit\n", "global norm\n"):
        result = console.run("quiz", typed=typed)
        assert "--resume" in result.stderr
    assert console.store.attempts(limit=9) == ()
    assert console.store.unfinished_session() is not None


def test_an_empty_line_is_no_answer(console: Console) -> None:
    for kind in ("single", "numeric", "open"):
        console.use(bank(question(kind)))
        console.run("quiz", typed="\n  \n")
    assert console.store.attempts(limit=9) == ()


def test_resuming_without_an_open_session_says_that_a_new_one_begins(console: Console) -> None:
    assert "a new one begins" in console.run("quiz", "--resume", typed="2\n").stderr
    assert "a new one begins" not in console.run("quiz", typed="2\n").stderr


def test_a_question_that_left_the_bank_is_named_and_passed_over(console: Console) -> None:
    console.use(bank(question("single", keep_order=True), question("numeric"), question("open")))
    console.run("quiz", "--mode", "article", typed="2\n")
    console.use(bank(question("single", keep_order=True), question("open")))
    result = console.run("quiz", "--resume", typed="BatchNorm\n\n")
    assert result.exit_code == 0
    assert "no longer holds them: a-numeric." in result.stderr
    assert "[3/3] a-open" in result.stdout
    assert "Answered 2 of 3" in result.stdout
    assert console.store.unfinished_session() is None


def test_an_edited_question_is_shown_as_edited(console: Console) -> None:
    console.run("quiz")
    console.use(replace(ONE, hashes={"a-single": "hash-after-the-edit"}))
    assert "edited since" in console.run("quiz", "--resume", typed="2\n").stdout
    assert "edited since" not in console.run("quiz", typed="2\n").stdout


def test_an_exam_ends_although_an_answered_question_left_the_bank(console: Console) -> None:
    console.use(bank(question("single"), question("numeric")))
    console.run("quiz", "--mode", "exam", "--seed", "1", typed="2\n")
    (first,) = console.store.attempts(limit=9)
    kept = "numeric" if first.planned.question_id == "a-single" else "single"
    console.use(bank(question(kind=kept)))
    result = console.run("quiz", "--resume", typed="1\n")
    assert result.exit_code == 0
    assert f"There is no question “{first.planned.question_id}”." in result.stdout
    assert "Score" in result.stdout


def test_an_answer_after_the_time_is_up_does_not_count(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = console.parts.clock
    assert isinstance(clock, FakeClock)
    typed = iter(["2\n", "896\n"])

    def read_late() -> str:
        clock.advance(40)
        return next(typed)

    console.use(TWO)
    monkeypatch.setattr("dlprep.cli.sitting.read_line", read_late)
    result = console.run("quiz", "--mode", "exam", "--minutes", "1", "--seed", "1")
    assert "The time is up" in result.stderr
    assert "Answered 1 of 2" in result.stdout
    assert console.store.unfinished_session() is None


def test_ctrl_c_says_that_the_session_is_kept(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("dlprep.cli.sitting.read_line", interrupted)
    result = console.run("quiz")
    assert (result.exit_code, "--resume" in result.stderr) == (130, True)
    assert console.store.unfinished_session() is not None


def test_an_exam_says_nothing_until_its_end(console: Console) -> None:
    console.use(TWO)
    result = console.run("quiz", "--mode", "exam", "--type", "single", typed="1\n")
    before, _, after = result.stdout.partition("Score")
    assert "✗ Not right." in before
    assert before.index("[1/1] a-single") < before.rindex("✗ Not right.")
    assert "0%" in after


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
    assert "cnn                   1 / 1  0%" in console.run("stats").stdout


def test_stats_tell_freezes_calibration_and_retention(console: Console) -> None:
    console.run("quiz", typed=":guess\n1\n")
    console.run("quiz", typed=":guess\n1\n")
    stats = console.json("stats")
    assert (stats["streak"]["days"], stats["streak"]["freezes"]) == (1, 0)
    assert stats["streak"]["days_to_next_freeze"] == 6
    assert stats["calibration"]["brier"] == pytest.approx(0.35**2)
    guess = stats["calibration"]["marks"][2]
    assert (guess["mark"], guess["claimed"], guess["answers"], guess["right"]) == ("guess", 0.35, 2, 0)
    same_day = stats["retention"][0]
    assert (same_day["days_from"], same_day["answers"], same_day["right"]) == (0, 1, 0)


def test_history_can_be_narrowed_to_a_topic_and_to_grades(console: Console) -> None:
    console.use(TWO)
    console.run("quiz", "--mode", "exam", "--seed", "1", typed="1\n896\n")
    everything = console.json("history")
    assert len(everything["attempts"]) == 2
    wrong = console.json("history", "--wrong")
    grades = [attempt["grade"] for attempt in everything["attempts"]]
    assert [attempt["grade"] for attempt in wrong["attempts"]] == [g for g in grades if g != "correct"]
    assert len(console.json("history", "--grade", "correct")["attempts"]) == grades.count("correct")
    assert len(console.json("history", "--topic", "cnn")["attempts"]) == 2
    assert "Did you mean cnn?" in console.run("history", "--topic", "cmn").stderr
    assert "Nothing fits." in console.run("history", "--grade", "ungraded").stdout


def test_people_read_history_in_their_language(console: Console) -> None:
    console.run("quiz", typed="1\n")
    console.parts.__dict__["settings"] = Settings(language=Language.ZH)
    session, attempt = console.run("history").stdout.splitlines()
    assert "练习" in session
    assert "错误" in attempt


def test_an_exam_tells_the_time_that_is_left(console: Console) -> None:
    assert "1:30 left" in console.run("quiz", "--mode", "exam", typed="1\n").stderr
    assert "left" not in console.run("quiz", typed="1\n").stderr


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


def test_a_sprint_judges_in_passing_explains_at_the_end_and_names_the_best_round(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.use(bank(question("template", sprint=True)))
    typed = iter(["1000000\n", ":skip\n"])

    def type_until_the_minute_is_over() -> str:
        line = next(typed, "")
        console.parts.clock.advance(31)  # type: ignore[attr-defined]
        return line

    monkeypatch.setattr("dlprep.cli.sitting.read_line", type_until_the_minute_is_over)
    result = console.run("quiz", "--mode", "sprint")
    assert result.exit_code == 0
    assert "✗ Not right. Right answer:" in result.stdout
    assert result.stdout.index("Right answer:") < result.stdout.index("[2/60]")
    assert "★ Your best round so far" in result.stdout
    assert console.store.unfinished_session() is None


def test_a_sprint_takes_no_choice(console: Console) -> None:
    result = console.run("quiz", "--mode", "sprint", "--topic", "cnn")
    assert result.exit_code == 3
    assert "compared" in result.stderr


def test_what_is_due_is_listed_with_its_reason_and_asked(console: Console) -> None:
    console.run("quiz", typed=":sure\n1\n")
    assert console.json("due")["items"] == []
    assert console.run("due").stderr == "Nothing is due today.\n"
    assert isinstance(console.parts.clock, FakeClock)
    console.parts.clock.advance(2 * 86_400)
    (item,) = console.json("due")["items"]
    assert (item["kind"], item["id"], item["reason"]) == ("question", "a-single", "confidently-wrong")
    listed = console.run("due")
    assert "a-single" in listed.stdout
    assert "You were sure last time, and wrong." in listed.stdout
    assert listed.stderr == "Start with “dlprep quiz --mode due”.\n"
    assert console.json("stats")["due_today"] == 1
    assert "Due today: 1" in console.run("stats").stdout
    asked = console.run("quiz", "--mode", "due", typed="2\n")
    assert "a-single" in asked.stdout
    assert asked.exit_code == 0
    nothing = console.run("quiz", "--mode", "due")
    assert nothing.exit_code == 3
    assert "Practise a topic" in nothing.stderr


def test_new_questions_come_when_nothing_else_is_due(console: Console) -> None:
    (item,) = console.json("due")["items"]
    assert (item["reason"], item["recall"], item["overdue_days"]) == ("new", None, 0)


LADDER = bank(
    *(
        question("numeric", id=f"{topic}-{level}-{number}", topic=topic, level=level)
        for topic in ("cnn", "nlp", "trust")
        for level in ("junior", "mid", "senior")
        for number in range(3)
    )
)


def test_placement_ends_by_itself_and_says_where_one_stands(console: Console) -> None:
    console.use(LADDER)
    result = console.run("quiz", "--mode", "placement", typed=":skip\n" * 25)
    assert result.exit_code == 0
    assert "[1/20]" in result.stdout
    assert "Where you stand" in result.stdout
    assert "All topics: " in result.stdout
    assert len(console.store.attempts(limit=30)) <= 20
    assert console.store.unfinished_session() is None


def test_weak_spots_ask_as_many_as_were_wanted_and_resume(console: Console) -> None:
    console.use(LADDER)
    assert "[2/4]" in console.run("quiz", "--mode", "weak", "-n", "4", typed=":skip\n").stdout
    rest = console.run("quiz", "--resume", typed=":skip\n" * 9)
    assert "Answered 4 of 4" in rest.stdout
    asked = [attempt.planned.question_id for attempt in console.store.attempts(limit=9)]
    assert len(asked) == len(set(asked)) == 4


def test_stats_tell_abilities_with_their_uncertainty(console: Console) -> None:
    console.use(LADDER)
    console.run("quiz", "--mode", "weak", "--topic", "nlp", "-n", "3", typed=":skip\n" * 3)
    told = console.json("stats")
    by_topic = {row["topic"]: row for row in told["abilities"]}
    assert by_topic["nlp"]["answers"] == 3
    assert by_topic["nlp"]["logits"] < by_topic["cnn"]["logits"] < 0
    assert by_topic["nlp"]["low"] < by_topic["nlp"]["expected_at_mid"] < by_topic["nlp"]["high"]
    assert told["ability"]["known"] in ("hardly", "roughly")
    plain = console.run("stats").stdout
    assert "at mid level " in plain
    assert "% ±" in plain


def test_a_sitting_says_why_a_question_comes_and_takes_ratings(console: Console) -> None:
    console.use(TWO)
    result = console.run("quiz", "--seed", "1", typed=":easy\n:why\n1\n:easy\n")
    assert "It was drawn from the whole bank." in result.stdout
    assert "New: you have not answered it yet." in result.stdout
    assert "There is no answer to rate yet." in result.stderr
    assert "Correct it with :again, :hard, :good or :easy." in result.stdout
    assert "Rated: easy." in result.stderr
    assert [rating.value for rating in console.store.corrected_ratings().values()] == ["easy"]
