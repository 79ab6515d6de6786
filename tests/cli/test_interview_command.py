"""`dlprep interview grade`: an object for an answer, lines for many, a sentence for what is wrong."""

from __future__ import annotations

import json
import sys
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
from dlprep.meaning.choosing import NONE, fit_of
from dlprep.services.answer_grader import VERSION
from dlprep.settings import Paths, Settings
from factory import authored
from fakes import FakeClock
from opinion.stub_server import Answer, Stub, says, serving

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
        self.parts = parts
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
        "id": "K2", "status": "missed", "credit": 0.0, "confidence": 1.0, "evidence": "", "span": None,
        "say": "训练时用当前 batch",
    }  # fmt: skip
    assert found["follow_up"] == "K2"
    assert found["grader"] == {"name": "rules", "version": f"{VERSION}.{fit_of(NONE)[1]}", "embedder": "none"}


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


class TestSecondOpinion:
    """`--second-opinion`: beside the grade, never in it, and never sent anywhere unannounced."""

    ANSWER = "Well: at inference it is the running mean."

    def agreeing(self) -> Any:
        return says(
            {"At inference": ("covered", "the running mean"), "训练时": ("covered", "a mean of means")}
        )

    def asking(self, monkeypatch: pytest.MonkeyPatch, stub: Stub) -> None:
        monkeypatch.setenv("DLPREP_LLM_URL", stub.url)
        monkeypatch.setenv("DLPREP_LLM_MODEL", "tiny")

    @pytest.fixture(autouse=True)
    def _no_endpoint(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DLPREP_LLM_URL", "DLPREP_LLM_MODEL", "DLPREP_LLM_KEY"):
            monkeypatch.delenv(name, raising=False)

    def test_it_stands_beside_the_grade(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        alone = console.graded("--answer", self.ANSWER)
        with serving(self.agreeing()) as stub:
            self.asking(monkeypatch, stub)
            found = console.graded("--answer", self.ANSWER, "--second-opinion")

        opinion = found.pop("second_opinion")
        assert found == alone
        assert opinion == {
            "model": "tiny",
            "score": 75,
            "points": [
                {"id": "k_1", "verdict": "covered", "quote": "the running mean", "agrees": True},
                {"id": "K2", "verdict": "uncertain", "quote": "", "agrees": False},
            ],
            "follow_up": None,
            "discarded": None,
        }

    def test_people_read_where_it_goes_first(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving(self.agreeing()) as stub:
            self.asking(monkeypatch, stub)
            done = console.run(
                "--question-file", str(console.rubric), "--answer", self.ANSWER, "--second-opinion"
            )

        host = stub.url.removeprefix("http://").removesuffix("/v1")
        assert done.stderr == (
            f"Second opinions come from tiny on this machine ({host}): answers go to that server only.\n"
        )
        assert done.stdout.splitlines()[-3:] == [
            "tiny: 75", "  covered   k_1 “the running mean”", "≠ uncertain K2",
        ]  # fmt: skip

    def test_a_server_that_fails_costs_the_opinion_alone(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with serving(Answer(status=401, body=b"{}")) as stub:
            self.asking(monkeypatch, stub)
            done = console.run(
                "--question-file", str(console.rubric), "--answer", self.ANSWER, "--second-opinion"
            )

        assert done.exit_code == 0
        assert done.stdout.splitlines()[0] == "75"
        assert done.stdout.splitlines()[-1] == "tiny: - (refused)"
        assert "No second opinion: the server of tiny answered 401." in done.stderr

    def test_many_answers_get_one_each(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        lines = console.folder / "answers.jsonl"
        lines.write_text('{"id": 1, "text": "the running mean"}\n{"id": 2, "text": ""}\n', encoding="utf-8")
        with serving(self.agreeing()) as stub:
            self.asking(monkeypatch, stub)
            done = console.run(
                "--question-file", str(console.rubric), "--answers-file", str(lines), "--second-opinion"
            )

        found = [json.loads(line)["second_opinion"]["discarded"] for line in done.stdout.splitlines()]
        assert found == [None, "nothing-said"]

    def test_nothing_is_asked_unless_wanted(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving(self.agreeing()) as stub:
            self.asking(monkeypatch, stub)
            console.graded("--answer", self.ANSWER)

        assert stub.requests == []

    def test_settings_name_the_server_too_and_the_environment_goes_before(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with serving(self.agreeing()) as stub:
            settings = Settings(language=Language.EN, llm_url=stub.url, llm_model="of-the-file")
            monkeypatch.setitem(console.parts.__dict__, "settings", settings)
            monkeypatch.setenv("DLPREP_LLM_MODEL", "of-the-environment")
            monkeypatch.setenv("DLPREP_LLM_KEY", "sk-1")
            found = console.graded("--answer", self.ANSWER, "--second-opinion")

        assert found["second_opinion"]["model"] == "of-the-environment"
        assert stub.keys == ["Bearer sk-1"]

    @pytest.mark.parametrize(
        ("url", "model", "words"),
        [
            ("", "", "No language model is set up"),
            ("http://localhost/v1", "", "DLPREP_LLM_MODEL is not"),
            ("nonsense", "tiny", "DLPREP_LLM_URL must be the address of a server"),
        ],
    )
    def test_a_server_that_is_not_named_well_is_bad_input(
        self, console: Console, monkeypatch: pytest.MonkeyPatch, url: str, model: str, words: str
    ) -> None:
        monkeypatch.setenv("DLPREP_LLM_URL", url)
        monkeypatch.setenv("DLPREP_LLM_MODEL", model)

        done = console.run(
            "--question-file", str(console.rubric), "--answer", self.ANSWER, "--second-opinion"
        )

        assert done.exit_code == ExitCode.BAD_INPUT
        assert words in done.stderr
        assert done.stdout == ""

    def test_replies_to_follow_ups_get_none(self, console: Console) -> None:
        done = console.run(
            "--question-file", str(console.rubric), "--answer", "x", "--follow-up", "k_1", "--second-opinion"
        )

        assert done.exit_code == ExitCode.BAD_INPUT
        assert "no second opinions on replies" in done.stderr

    def test_without_the_extra_it_says_how_to_install_it(
        self, console: Console, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DLPREP_LLM_URL", "http://localhost:1/v1")
        monkeypatch.setenv("DLPREP_LLM_MODEL", "tiny")
        for name in [name for name in sys.modules if name.startswith("dlprep.opinion.")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pydantic_ai.direct", None)

        done = console.run(
            "--question-file", str(console.rubric), "--answer", self.ANSWER, "--second-opinion"
        )

        assert done.exit_code == ExitCode.ENVIRONMENT
        assert "pip install 'dlprep[llm]'" in done.stderr
