"""An interview in plain lines: held, left and resumed, settled, with its scorecard at the end."""

from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, cast

import pytest
from typer.testing import CliRunner, Result

from dlprep.cli import common
from dlprep.cli.conversation import Conversation
from dlprep.cli.main import app
from dlprep.cli.streams import prepare_streams
from dlprep.domain.errors import ExitCode
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.language import Language
from dlprep.settings import Settings
from hostile_inputs import NO_ANSWER, is_safe
from interviewing_samples import ALL_POINTS, PLAN
from tui.support import FakeParts

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.bootstrap import Parts
    from dlprep.domain.interviewing.turns import Interview


class Console:
    """Runs the command over fakes, where a grader reads marks."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
        self.parts = FakeParts(Settings(language=language, tour_seen=True))
        self.parts.__dict__["log"] = folder / "log"
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def run(self, *args: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["interview", "--seed", "7", *args], input=typed)

    @property
    def interview(self) -> Interview:
        held = self.parts.fake_store.interview(1)
        if held is None:
            raise AssertionError("nothing is kept")
        return held

    @property
    def kinds(self) -> list[TurnKind]:
        return [turn.kind for turn in self.interview.turns]


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(tmp_path, monkeypatch, Language.EN)


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_it_is_held_to_the_end_and_tells_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    console = Console(tmp_path, monkeypatch, language)
    done = console.run("--minutes", "10", typed=f"{ALL_POINTS}\n\n/end\n")
    assert done.exit_code == ExitCode.OK
    assert "stem of" in done.stdout
    assert "infer" in done.stdout
    assert "100" in done.stdout
    assert console.interview.ended_at is not None
    assert console.interview.plan.language is language


def test_an_answer_may_take_several_lines(console: Console) -> None:
    console.run(typed="+infer\nand +train\n\n")
    answer = next(turn for turn in console.interview.turns if turn.kind is TurnKind.ANSWER)
    assert answer.text == "+infer\nand +train"


def test_an_input_that_ends_keeps_it_and_resume_goes_on(console: Console) -> None:
    left = console.run(typed="+infer +name\n")
    assert left.exit_code == ExitCode.OK
    assert "--resume" in left.stderr
    assert TurnKind.CLOSING not in console.kinds
    again = console.run("--resume", typed="/end\n")
    assert again.exit_code == ExitCode.OK
    assert TurnKind.CLOSING in console.kinds
    assert console.parts.fake_store.interview(2) is None


def test_resume_without_an_open_one_begins_anew(console: Console) -> None:
    done = console.run("--resume", typed="/end\n")
    assert "a new one begins" in done.stderr
    assert console.interview.ended_at is not None


def test_it_begins_with_the_question_that_is_asked_for(console: Console) -> None:
    console.run(typed="/end\n")
    usual = next(turn.question_id for turn in console.interview.turns if turn.kind is TurnKind.QUESTION)
    other = next(name for name in console.parts.interviewing.material.questions if name != usual)
    console.run("--begin-with", other, typed="/end\n")
    second = console.parts.fake_store.interview(2)
    assert second is not None
    asked = [turn.question_id for turn in second.turns if turn.kind is TurnKind.QUESTION]
    assert asked == [other]


def test_a_grade_that_is_withheld_is_settled_by_numbers(console: Console) -> None:
    done = console.run(typed="it is so ?? as I said\n\n1 x\n\n1 3~\n\n/end\n")
    assert "“x” is not a point from 1 to 3" in done.stderr
    settled = next(turn for turn in console.interview.turns if turn.kind is TurnKind.SETTLED)
    assert list(settled.settled.values()) == [Status.COVERED, Status.MISSED, Status.MAYBE]


def test_an_unknown_command_is_told_and_asked_again(console: Console) -> None:
    done = console.run(typed="/hunt\n/hint\n/end\n")
    assert "Did you mean /hint?" in done.stderr
    assert console.kinds.count(TurnKind.COMMAND) == 2


def test_a_loop_hands_over_and_takes_back(console: Console) -> None:
    answers = f"{ALL_POINTS}\n\n" * 20
    done = console.run("--form", "loop", "--minutes", "45", typed=f"{answers}/done\n/end\n")
    assert done.exit_code == ExitCode.OK
    assert "dlprep challenge start digits" in done.stderr
    assert TurnKind.HANDOVER in console.kinds


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--minutes", "2"], 2),
        (["--level", "boss"], ExitCode.BAD_INPUT),
        (["--topic", "nothing"], ExitCode.BAD_INPUT),
        (["--begin-with", "nothing"], ExitCode.BAD_INPUT),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(console: Console, arguments: list[str], code: int) -> None:
    done = console.run(*arguments)
    assert done.exit_code == code, done.stderr


@pytest.mark.parametrize("typed", NO_ANSWER.values(), ids=NO_ANSWER.keys())
def test_what_is_piped_in_is_taken_safely_and_earns_nothing(console: Console, typed: str) -> None:
    piped = typed.encode("utf-8", "replace").decode()
    done = console.run(typed=f"{piped}\n\n/end\n")

    assert done.exit_code == ExitCode.OK, done.stderr
    assert is_safe(done.stdout)
    assert is_safe(done.stderr)
    assert all(is_safe(turn.text) for turn in console.interview.turns)
    answer = next(turn for turn in console.interview.turns if turn.grade is not None)
    assert answer.grade is not None
    assert answer.grade.score == 0
    assert console.interview.ended_at is not None


def test_an_empty_line_costs_nothing(console: Console) -> None:
    done = console.run(typed=f"\n  \n{ALL_POINTS}\n\n/end\n")
    assert "no words" in done.stderr
    assert [turn.grade.score for turn in console.interview.turns if turn.grade is not None] == [100]


@pytest.mark.parametrize("typed", ["", "half of an", "one line\n", "/hint", "\n"])
def test_an_input_that_ends_anywhere_leaves_it_open(console: Console, typed: str) -> None:
    done = console.run(typed=typed)
    assert done.exit_code == ExitCode.OK
    assert "--resume" in done.stderr
    assert console.interview.ended_at is None


@pytest.mark.parametrize("typed", ["9" * 5_000, "\x1b[2J", "²", "1 " * 300 + "x" * 9_000, "-1"])
def test_ticks_that_cannot_be_read_are_named_safely(console: Console, typed: str) -> None:
    done = console.run(typed=f"so ?? it is\n\n{typed}\n\n1\n\n/end\n")
    assert done.exit_code == ExitCode.OK, done.stderr
    assert "is not a point from 1 to 3" in done.stderr
    assert is_safe(done.stderr)
    assert len(done.stderr) < 2_000
    assert TurnKind.SETTLED in console.kinds


def test_bytes_that_are_no_text_are_taken_as_far_as_they_go(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = b"caf\xff \xc3\x28 \xf0\x9f nothing\n\n\xff\n\n/end\n\xfe"
    for name, given in (("stdin", typed), ("stdout", b""), ("stderr", b"")):
        monkeypatch.setattr(sys, name, TextIOWrapper(BytesIO(given), encoding="utf-8"))
    prepare_streams()
    leads = console.parts.interviewing
    Conversation(cast("Parts", console.parts), leads.start(PLAN)).run()

    said = [turn.text for turn in console.interview.turns if turn.kind is TurnKind.ANSWER]
    assert said == ["caf\ufffd \ufffd( \ufffd nothing", "\ufffd"]
    assert console.interview.ended_at is not None
