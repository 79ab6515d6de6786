"""Small valid questions of every type, as authored dicts and as models."""

from copy import deepcopy
from typing import Any

from pydantic import TypeAdapter

from dlprep.domain.article import Article, Claim, Section, Topic
from dlprep.domain.bank import QuestionBank
from dlprep.domain.drawing import draw_values
from dlprep.domain.questions import AUTHORED_TYPES, Question
from dlprep.domain.recorded import RECORDED_DRAWS, Recorded, digest_of
from dlprep.domain.text import Text

QUESTIONS: TypeAdapter[Question] = TypeAdapter(Question)


def text(words: str) -> dict[str, str]:
    return {"zh": f"{words}（中）", "en": words}


def option(name: str, *, correct: bool = False) -> dict[str, Any]:
    return {
        "id": name,
        "zh": f"选项 {name}",
        "en": f"Option {name}",
        "correct": correct,
        "why": text(f"why {name}"),
    }


def options(*names: str, correct: str) -> list[dict[str, Any]]:
    """Options with these ids; `correct` lists the right ones, as in `"ac"`."""
    return [option(name, correct=name in correct) for name in names]


def _point(name: str, weight: int, cues: list[list[str]], **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "weight": weight,
        "text": text(f"point {name}"),
        "cues": cues,
        "misconceptions": [{"text": text("belief"), "say": text(f"not so, {name}")}],
        "follow_up": text("and then?"),
    } | more


_VERIFY = {"code": "print(896)", "output": "896\n"}

_SPECIFIC: dict[str, dict[str, Any]] = {
    "single": {"options": options("a", "b", "c", "d", correct="b")},
    "multi": {"options": options("a", "b", "c", "d", "e", correct="acd")},
    "tf-reason": {"truth": False, "options": options("a", "b", "c", correct="c")},
    "numeric": {"answer": 896, "integer": True, "verify": _VERIFY},
    "cloze": {
        "stem": {"zh": "用 [[1]] 截断，再用 [[2]]", "en": "Clip by [[1]], then [[2]]"},
        "blanks": [{"accept": ["global norm", "全局范数"]}, {"accept": ["Adam"]}],
    },
    "order": {"steps": [{"id": name, "zh": f"步骤 {name}", "en": f"step {name}"} for name in "abcd"]},
    "match": {
        "pairs": [
            {"id": name, "left": text(f"left {name}"), "right": text(f"right {name}")} for name in "abcd"
        ],
        "spare": {"id": "x", "right": text("spare")},
    },
    "code-output": {
        "code": "print((3, 4))",
        "answer": "(3, 4)",
        "verify": {"code": "print((3, 4))", "output": "(3, 4)"},
    },
    "spot-bug": {
        "code": "x = 1\ny = x / 0\nprint(y)",
        "bug_lines": [2],
        "options": options("a", "b", "c", correct="a"),
        "fix": "x = 1\ny = x / 2\nprint(y)",
    },
    "open": {
        "reference": text("Inference uses the running mean. Training uses the batch mean."),
        "points": [
            _point("infer", 40, [["推理", "inference"], ["滑动平均", "running mean"]]),
            _point(
                "train",
                40,
                [["训练", "training"], ["batch"]],
                misconceptions=[
                    {
                        "text": text("Training uses running statistics"),
                        "pattern": [["训练", "training"], ["滑动平均", "running"]],
                        "say": text("Training uses the batch"),
                    }
                ],
            ),
            _point("name", 20, [["batchnorm", "批归一化"]], kind="name"),
        ],
    },
    "template": {
        "stem": {"zh": "输入 {{n}}，核 {{k}}", "en": "Input {{n}}, kernel {{k}}"},
        "explanation": {"zh": "{{n}}-{{k}}+1={{answer}}", "en": "{{n}}-{{k}}+1={{answer}}"},
        "parameters": {"n": {"low": 8, "high": 64}, "k": {"choices": [3, 5]}},
        "formula": "n - k + 1",
        "integer": True,
        "mistakes": [{"formula": "n - k", "why": text("forgot the plus one")}],
        "verify": "def verify(n, k):\n    return len(range(n - k + 1))",
    },
}

ALL_TYPES = (*AUTHORED_TYPES, "template")


def authored(kind: str, **changes: Any) -> dict[str, Any]:
    """A valid question of type `kind` as a YAML file would hold it."""
    common = {
        "id": f"a-{kind}",
        "topic": "cnn",
        "level": "junior",
        "type": kind,
        "stem": text("What?"),
        "roots": ["S3.1-b"],
        "explanation": text("Because."),
        "hints": [text("first"), text("second")],
        "sources": [{"title": "Docs", "url": "https://example.org/docs"}],
        "reviewed_on": "2026-11-24",
    }
    return deepcopy(common | _SPECIFIC[kind] | changes)


def question(kind: str, **changes: Any) -> Any:
    """The same as a model; Any, so that a test may use the fields of its type."""
    return QUESTIONS.validate_python(authored(kind, **changes))


def record_of(template: Any) -> Recorded:
    """What a verifier that is right would have returned."""
    values = tuple(draw_values(template, seed).answer for seed in range(RECORDED_DRAWS))
    return Recorded(template.version, digest_of(template), values)


def bank(*questions: Any, claims: tuple[str, ...] = ("S3.1-b",)) -> QuestionBank:
    """A bank of these questions, or of one of each type, with the topics they name."""
    held = {each.id: each for each in questions or [question(kind) for kind in ALL_TYPES]}
    topics = dict.fromkeys(each.topic for each in held.values())
    return QuestionBank(
        questions=held,
        hashes={name: f"hash-of-{name}" for name in held},
        topics=tuple(
            Topic(id=name, name=Text(zh=f"{name} 题", en=name), about=Text(zh="讲什么", en="about"), roots=())
            for name in topics
        ),
        article=Article(
            title=Text(zh="文章", en="Article"),
            sections=(Section(id="S3.1", title=Text(zh="原理", en="Principles")),),
            claims=tuple(
                Claim(id=name, section="S3.1", says=Text(zh="说", en="says"), asks=Text(zh="问", en="asks"))
                for name in claims
            ),
            flags=(),
        ),
        recorded={name: record_of(each) for name, each in held.items() if each.type == "template"},
    )
