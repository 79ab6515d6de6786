"""`dlprep interview grade`: an object for an answer, lines for many, a sentence for what is wrong."""

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
from dlprep.settings import Paths, Settings
from factory import authored
from fakes import FakeClock

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """
id: bn-train-vs-infer
question: {zh: 推理时用什么统计量？, en: Which statistics at inference?}
points:
  - id: k_1
    weight: 3
    text: {zh: 推理时用滑动平均, en: At inference the running mean is used}
    cues: [[推理, inference], [滑动平均, running]]
    misconceptions:
      - text: {zh: 推理时用当前 batch 的统计量, en: At inference the current batch is used}
        pattern: [[推理, inference], [当前, current], [batch, 批]]
        say: {zh: 用滑动平均。, en: It is the running mean.}
    follow_up: {zh: 只来一张图呢？, en: And with one image?}
  - id: K2
    weight: 1
    text: 训练时用当前 batch
"""


class Console:
    """Runs the command with rules alone."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parts = Parts(Paths(folder / "data", folder / "cache", folder / "config"), clock=FakeClock())
        parts.__dict__["settings"] = Settings(language=Language.EN)
        parts.__dict__["bank"] = load_bank(write_bank(folder / "bank", authored("open")), cache_dir=None)
        monkeypatch.setattr(common, "_parts", parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)
        monkeypatch.setenv("DLPREP_EMBEDDER", "none")
        self.folder = folder
        self.rubric = folder / "rubric.yaml"
        self.rubric.write_text(RUBRIC, encoding="utf-8")

    def run(self, *args: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, ["interview", "grade", "--lang", "en", *args], input=typed)

    def graded(self, *args: str, typed: str | None = None) -> Any:
        done = self.run("--question-file", str(self.rubric), *args, "--json", typed=typed)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(tmp_path, monkeypatch)


def test_an_answer_to_a_brought_question_is_one_object(console: Console) -> None:
    answer = "Well: at inference it is the running mean."

    found = console.graded("--answer", answer)

    assert list(found) == ["score", "abstained", "points", "flags", "follow_up", "grader"]
    assert found["score"] == 75
    first, second = found["points"]
    assert first["id"] == "k_1"
    assert first["status"] == "covered"
    assert answer[slice(*first["span"])] == first["evidence"] == "at inference it is the running mean"
    assert second == {
        "id": "K2", "status": "missed", "credit": 0.0, "confidence": 0.6, "evidence": "", "span": None,
        "say": "训练时用当前 batch",
    }  # fmt: skip
    assert found["follow_up"] == "K2"
    assert found["grader"] == {"name": "rules", "version": "1", "embedder": "none"}


def test_a_wrong_belief_is_told_with_its_correction(console: Console) -> None:
    [first, _] = console.graded("--answer-file", "-", typed="推理时用当前 batch 的均值")["points"]

    assert (first["status"], first["say"]) == ("wrong", "It is the running mean.")


def test_a_reply_to_a_follow_up_is_graded_against_its_point_alone(console: Console) -> None:
    found = console.graded("--answer", "the running one", "--follow-up", "k_1")

    assert [point["id"] for point in found["points"]] == ["k_1"]
    assert (found["score"], found["points"][0]["credit"]) == (70, 0.7)


def test_many_answers_give_a_line_each_and_the_same_bytes_every_time(console: Console) -> None:
    lines = [{"id": 1, "text": "running mean at inference"}, {"id": "b", "text": ""}]
    file = console.folder / "answers.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")

    outputs = {
        console.run("--question-file", str(console.rubric), "--answers-file", str(file), "--json").stdout
        for _ in range(20)
    }

    [output] = outputs
    found = [json.loads(line) for line in output.splitlines()]
    assert [(one["id"], one["score"], one["flags"]) for one in found] == [(1, 75, []), ("b", 0, ["empty"])]


def test_without_json_people_can_read_it(console: Console) -> None:
    done = console.run("--question-file", str(console.rubric), "--answer", "the running mean, at inference")

    assert done.stdout.startswith("75\ncovered  k_1 “the running mean, at inference”\nmissed   K2: ")


def test_a_question_of_the_bank_is_found_by_id(console: Console) -> None:
    done = console.run("--question", authored("open")["id"], "--answer", "nothing of this", "--json")

    assert json.loads(done.stdout)["score"] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--answer", "x"], "--question"),
        (["--question", "nope", "--answer", "x"], "nope"),
        (["--question-file", "RUBRIC"], "--answer"),
        (["--question-file", "RUBRIC", "--answer", "x", "--answer-file", "-"], "--answer"),
        (["--question-file", "RUBRIC", "--answer-file", "gone.txt"], "gone.txt"),
        (["--question-file", "RUBRIC", "--answer", "x", "--follow-up", "k9"], "k9"),
        (["--question-file", "RUBRIC", "--answers-file", "RUBRIC"], "rubric.yaml:2"),
        (["--question-file", "gone.yaml", "--answer", "x"], "gone.yaml"),
    ],
)
def test_wrong_arguments_are_bad_input_with_the_place(
    console: Console, arguments: list[str], told: str
) -> None:
    done = console.run(*[str(console.rubric) if one == "RUBRIC" else one for one in arguments])

    assert done.exit_code == ExitCode.BAD_INPUT
    assert told in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("points: [", "rubric.yaml:2:1"),
        ("id: x\npoints: []", "points"),
        ("id: x\npoints:\n  - {id: a, weight: -1, text: b}", "rubric.yaml:3"),
        ("[]", "no question"),
        ("- {id: a, points: []}\n- {id: b, points: []}", "2"),
    ],
)
def test_a_rubric_that_cannot_be_used_names_its_place(console: Console, text: str, told: str) -> None:
    console.rubric.write_text(text, encoding="utf-8")

    done = console.run("--question-file", str(console.rubric), "--answer", "x")

    assert done.exit_code == ExitCode.BAD_INPUT
    assert told in done.stderr


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "asdf qwer zxcv",
        "长" * 20_000,
        "👍" * 50,
        "\x00\x1b[2J\u202e",
        "SELECT * FROM users; --",
        "￥%……&*",
    ],
)
def test_rubbish_earns_nothing_and_breaks_nothing(console: Console, answer: str) -> None:
    assert console.graded("--answer-file", "-", typed=answer)["score"] in (0, None)
