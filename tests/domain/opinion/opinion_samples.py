"""A question with two points, and what an offline grader made of answers to it."""

from __future__ import annotations

from random import Random

from dlprep.domain.grader.reading import read
from dlprep.domain.opinion.asking import Form, draw_form
from dlprep.domain.opinion.weighing import Given
from dlprep.domain.rubrics import RubricPoint
from dlprep.domain.text import Text
from fakes_grading import words_grader

QUESTION = Text(zh="推理时用什么统计量？", en="Which statistics does it use at inference?")
MEAN, BATCH = (
    RubricPoint.model_validate(
        {
            "id": name, "weight": weight, "text": {"zh": zh, "en": en}, "cues": [[cue]],
            "misconceptions": [
                {"text": {"zh": "错", "en": belief}, "pattern": [[belief]], "say": {"zh": "更正", "en": "no"}}
            ],
        }
    )
    for name, weight, zh, en, cue, belief in (
        ("mean", 60, "用滑动平均", "At inference the running mean", "running mean", "the current batch"),
        ("batch", 40, "训练时用当前批", "In training the batch's own mean", "own mean", "a stale mean"),
    )
)  # fmt: skip
POINTS = (MEAN, BATCH)


def given(answer: str, traced: frozenset[str] = frozenset(("mean", "batch"))) -> Given:
    return Given(QUESTION, answer, read(answer), words_grader().grade(POINTS, answer), traced)


def form(seed: int = 7) -> Form:
    return draw_form(POINTS, Random(seed))  # noqa: S311 - drawn again by the test
