"""A bank with challenges, an app with a judge, and histories to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.grade_answer import grade_answer
from dlprep.domain.judging import Submission, Tier
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, Confidence, QuizRequest
from dlprep.domain.presenting import present
from dlprep.services.quiz import plan_session
from dlprep.settings import Paths, Settings
from fakes_judge import FakeJudge, passed
from tui.sample_bank import both, sample_bank
from tui.support import FakeParts

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.judging import Report
    from dlprep.services.ports import Judge
    from fakes import FakeStore

STUB = '''"""Train a small CNN; leave it in `model`."""

import keras

(x_train, y_train), (x_val, y_val) = keras.datasets.cifar10.load_data()

model = None  # your model goes here'''
SOLUTION = STUB.replace("None  # your model goes here", "keras.Sequential()")

_RULES = {
    "thresholds": {"bronze": 0.84, "silver": 0.87, "gold": 0.9},
    "minutes": 1,
    "limits": {"wall_seconds": 300},
    "calibration": {
        "seeds": [1, 2],
        "values": [0.89, 0.9],
        "trivial": 0.1,
        "recipe": "two seeds, two threads",
    },
}

_BRIEF_EN = """# Digits on photos

Train a CNN that names the digit on a **32x32** photo.

1. Load the data with `keras.datasets.cifar10.load_data()`.
2. Leave the trained model in `model`.

```python
model.fit(x_train, y_train, epochs=10)
```
"""
_BRIEF_ZH = """# 照片上的数字

训练一个 CNN，说出 **32x32** 照片上是哪个数字。照片被随机裁剪，
数字叠加在照片上，所以颜色和背景都会变化，只看亮度是不够的。

1. 用 `keras.datasets.cifar10.load_data()` 载入数据。
2. 把训练好的模型放在 `model` 里。

```python
model.fit(x_train, y_train, epochs=10)
```
"""


def challenge_folder(*, full: bool = True) -> ChallengeFolder:
    """A challenge; `full` gives it a second tier."""
    tiers = {"embedded": _RULES, **({"full": _RULES | {"minutes": 12}} if full else {})}
    return ChallengeFolder.model_validate(
        {
            "challenge": {
                "format": 1,
                "id": "cifar10-cnn",
                "title": both("CNN 识别照片上的数字", "CNN for digits on photos"),
                "summary": both(
                    "用卷积网络识别 10 类小图。", "Classify small pictures of ten classes with a CNN."
                ),
                "level": "junior",
                "topics": ["cnn"],
                "roots": ["S3.1-g"],
                "questions": ["relu-dead", "loss-heads"],
                "group": "article",
                "dataset": "cifar10",
                "metric": "accuracy",
                "classes": 10,
                "hints": [
                    both("先把像素除以 255。", "Divide the pixels by 255 first."),
                    both("两层卷积加池化就够了。", "Two convolutions with pooling are enough."),
                    both("最后一层 10 个单元，softmax。", "End with ten units and a softmax."),
                ],
                "tiers": tiers,
                "wrong": [
                    {"file": f"wrong{n}.py", "verdict": "FAIL", "teaches": both("错", "wrong")}
                    for n in range(3)
                ],
            },
            "brief": both(_BRIEF_ZH, _BRIEF_EN),
            "stub": STUB,
            "solution": SOLUTION,
            "wrong": {f"wrong{n}.py": "model = None" for n in range(3)},
        }
    )


def checked_folder() -> ChallengeFolder:
    """The same challenge, with functions to write instead of a model."""
    fields = challenge_folder(full=False).model_dump(mode="json", exclude_none=True)
    fields["challenge"] |= {
        "grading": "functions",
        "framework": "numpy",
        "metric": "checks",
        "checks": [
            _check("shape", "bronze", "形状不变", "The shape is kept"),
            _check("gradient", "silver", "梯度一致", "The gradient agrees"),
            _check("speed", "gold", "够快", "It is fast"),
        ],
    }
    for name in ("dataset", "classes"):
        del fields["challenge"][name]
    return ChallengeFolder.model_validate(fields)


def _check(name: str, level: str, zh: str, en: str) -> dict[str, object]:
    return {"id": name, "level": level, "title": both(zh, en), "hint": both("想一想", "Think of it.")}


def study_bank(*, full: bool = True, checks: bool = False) -> QuestionBank:
    """The sample bank with one challenge."""
    folder = checked_folder() if checks else challenge_folder(full=full)
    return replace(sample_bank(), challenges={"cifar10-cnn": folder})


class StudyParts(FakeParts):
    """Parts with a judge that plays a script."""

    def __init__(
        self,
        language: Language = Language.EN,
        theme: str = "dark",
        *,
        data_dir: Path | None = None,
        full: bool = True,
        checks: bool = False,
    ) -> None:
        settings = Settings(language=language, theme=theme, tour_seen=True, placement_skipped=True)
        super().__init__(settings, study_bank(full=full, checks=checks))
        self.fake_judge = FakeJudge()
        if data_dir is not None:
            self.paths = Paths(data_dir, data_dir, data_dir)

    @property
    def judge(self) -> Judge:
        return self.fake_judge


def answer_some(parts: FakeParts, count: int, *, question_id: str = "relu-dead") -> list[Attempt]:
    """Keeps `count` answers to a single-choice question in one ended session; only the last is right."""
    bank, store, clock = parts.bank, parts.fake_store, parts.fake_clock
    request = QuizRequest(question_ids=(question_id,) * count)
    session = store.add_session(
        plan_session(bank, request, language=Language.EN, seed=3, moment=clock.moment())
    )
    assert session.id is not None
    kept = []
    for position, planned in enumerate(session.plan):
        presented = present(bank, planned)
        answer = ChoiceAnswer(option="dead" if position == count - 1 else "lr")
        grading = grade_answer(presented.question, answer)
        clock.advance(40)
        kept.append(
            store.add_attempt(
                Attempt(
                    session_id=session.id,
                    position=position,
                    planned=planned,
                    answer=answer,
                    grade=grading.grade,
                    score=grading.score,
                    language=Language.EN,
                    confidence=Confidence.SURE,
                    hints_used=1,
                    duration_seconds=21.5,
                    answered_at=clock.moment().at,
                    local_day=clock.moment().local_day,
                )
            )
        )
    store.save_progress(session.id, elapsed_seconds=40.0 * count, hints_shown=0)
    store.end_session(session.id, clock.moment().at)
    return kept


def answer_each(parts: FakeParts, question_ids: tuple[str, ...] = ()) -> None:
    """Answers these questions rightly, whatever their types; all of the bank where none are named."""
    for name in question_ids or tuple(parts.bank.questions):
        (given,) = answer_some(parts, 1)
        kept = replace(given, planned=replace(given.planned, question_id=name))
        parts.fake_store._attempts[given.id or 0] = kept


def keep_run(store: FakeStore, parts: FakeParts, code: str, report: Report | None = None) -> int:
    """Keeps a run that has ended; returns its id."""
    parts.fake_clock.advance(60)
    moment = parts.fake_clock.moment()
    number = store.start_run(Submission("cifar10-cnn", Tier.EMBEDDED, code), moment)
    store.finish_run(number, report or passed(), moment.at + timedelta(seconds=20))
    return number
