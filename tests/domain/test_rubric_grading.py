"""Open answers by rules: what covers a point, what contradicts it, what is only half there."""

from copy import deepcopy

import pytest

from dlprep.domain.rubric_grading import grade_text
from factory import authored, question

POINTS = question("open").points


def earned(answer: str) -> dict[str, float]:
    return {part.id: part.earned for part in grade_text(POINTS, answer).parts}


def test_points_are_found_in_any_order_and_either_language() -> None:
    zh = earned("训练时用的是当前 batch 的统计量。推理阶段改用滑动平均。这就是批归一化。")
    en = earned("That is BatchNorm. The running mean is for inference; training looks at the batch.")
    assert zh == en == {"infer": 1, "train": 1, "name": 1}


def test_evidence_is_the_learners_own_words() -> None:
    parts = {part.id: part for part in grade_text(POINTS, "嗯，推理时用滑动平均，大概如此").parts}
    assert parts["infer"].evidence == "推理时用滑动平均"


def test_a_misconception_in_one_clause_makes_the_point_wrong_and_says_the_correction() -> None:
    parts = {
        part.id: part for part in grade_text(POINTS, "Training uses running statistics of the batch.").parts
    }
    assert parts["train"].earned == 0
    assert parts["train"].note == POINTS[1].misconceptions[0].say


@pytest.mark.parametrize(
    "denial",
    [
        "Training does not use running statistics.",
        "In training, unlike a running mean, the batch counts.",
        "训练时不用滑动平均。",
        "训练阶段避免使用滑动平均。",
        "No, training never takes the running mean.",
    ],
)
def test_who_denies_a_misconception_does_not_hold_it(denial: str) -> None:
    parts = {part.id: part for part in grade_text(POINTS, denial).parts}
    assert parts["train"].note != POINTS[1].misconceptions[0].say


@pytest.mark.parametrize(
    "belief", ["训练时用不用滑动平均？训练时用滑动平均。", "Training uses the running mean, not the batch."]
)
def test_a_denial_of_something_else_does_not_excuse_a_misconception(belief: str) -> None:
    parts = {part.id: part for part in grade_text(POINTS, belief).parts}
    assert parts["train"].note == POINTS[1].misconceptions[0].say


def test_a_negation_that_belongs_to_the_misconception_is_no_denial() -> None:
    believed = deepcopy(authored("open"))
    believed["points"][1]["misconceptions"][0]["pattern"] = [["训练", "training"], ["不用", "needs no"]]
    points = question("open", points=believed["points"]).points
    (part,) = [
        part for part in grade_text(points, "Training needs no statistics.").parts if part.id == "train"
    ]
    assert part.note == points[1].misconceptions[0].say


def test_a_negated_cue_does_not_cover() -> None:
    assert earned("推理时不用滑动平均。")["infer"] == 0
    assert earned("At inference we do not use the running mean.")["infer"] == 0


def test_one_group_of_two_is_too_little_and_two_of_three_are_half() -> None:
    assert earned("Something happens at inference.")["infer"] == 0
    three = POINTS[0].model_copy(update={"cues": (("inference",), ("running mean",), ("frozen",))})
    (part,) = grade_text([three], "At inference the running mean is used.").parts
    assert part.earned == 0.5


@pytest.mark.parametrize(
    "answer",
    [
        "先看推理时是不是用了滑动平均。",
        "未来推理都用滑动平均。",
        "推理和训练不同，推理用滑动平均。",
        "It is not magic, inference takes the running mean.",
    ],
)
def test_words_that_only_look_like_a_negation_or_stand_in_another_clause_deny_nothing(answer: str) -> None:
    assert earned(answer)["infer"] == 1


def test_cues_far_apart_do_not_make_a_relation() -> None:
    apart = "Inference is fast. It runs on phones. Users like it. A running mean exists somewhere."
    assert earned(apart)["infer"] < 1


@pytest.mark.parametrize("answer", ["", " ", "不知道", "no idea", "🙂🙂", "\u202eabc", "a" * 20_000])
def test_nothing_said_earns_nothing_and_nothing_crashes(answer: str) -> None:
    assert grade_text(POINTS, answer).score == 0
