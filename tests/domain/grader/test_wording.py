"""Likeness of words: what differs in one small word is told apart."""

from __future__ import annotations

import math

import pytest

from dlprep.domain.grader.plain import plain_words
from dlprep.domain.grader.wording import alike, terms
from dlprep.domain.rubrics import KeyPoint

POINT = KeyPoint.model_validate(
    {
        "text": {
            "zh": "训练时按批统计，推理时用滑动平均。",
            "en": "Training uses the batch, inference the running mean.",
        },
        "also": {
            "zh": ["推理阶段不看当前这一批。"],
            "en": ["The current batch is not looked at when predicting."],
        },
        "misconceptions": [
            {
                "text": {"zh": "推理时也按批统计。", "en": "Inference uses the batch too."},
                "say": {"zh": "更正", "en": "the correction"},
            },
            {
                "text": {"zh": "训练时用滑动平均。", "en": "Training uses the running mean."},
                "say": {"zh": "更正", "en": "the correction"},
            },
        ],
    }
)


@pytest.mark.parametrize(
    ("said", "is_right", "which"),
    [
        ("At inference the running mean, in training the batch", True, 1),
        ("Training uses the running mean", False, 1),
        ("推理时也按批统计", False, 0),
        ("推理阶段不看当前这一批", True, 0),
    ],
)
def test_the_nearest_wording_is_found_in_either_language(said: str, is_right: bool, which: int) -> None:
    (found,) = alike(POINT, [terms(plain_words(said))])

    assert (found.margin > 0) is is_right
    assert found.misconception == which


def test_the_same_words_are_wholly_alike_and_others_not_at_all() -> None:
    same, other = alike(POINT, [terms(plain_words(POINT.text.zh)), terms("xylophone")])

    assert same.right_cosine == pytest.approx(1)
    assert (other.right_cosine, other.wrong_cosine) == (0, 0)


def test_without_misconceptions_there_is_no_margin() -> None:
    (found,) = alike(POINT.model_copy(update={"misconceptions": ()}), [terms("running mean")])

    assert found.margin == 0
    assert found.wrong == found.right_cosine > 0


def test_terms_are_a_unit_vector_of_stems_and_of_chinese_pairs() -> None:
    found = terms("dividing divides 0.5 均值均值")

    assert math.sqrt(sum(value * value for value in found.values())) == pytest.approx(1)
    assert set(found) == {"divid", "0.5", "divid divid", "divid 0.5", "均", "值", "均值", "值均"}
    assert found["divid"] == found["均值"] > found["0.5"]


def test_nothing_has_no_terms() -> None:
    assert terms(" ...") == {}
