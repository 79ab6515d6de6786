"""Weights that decide on a point, and what an answer earns."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.deciding import Fit, decide
from dlprep.domain.grader.evidence import Contrast, Evidence, Placed
from dlprep.domain.grader.following import next_point
from dlprep.domain.grader.grades import AnswerGrade, Flag, PointGrade, Status
from dlprep.domain.grader.weighing import CASES, FEATURES, Weights, case_of, features
from dlprep.domain.rubrics import KeyPoint, RubricPoint
from dlprep.domain.text import Text
from dlprep.meaning import choosing
from fakes_grading import cues_grader

WORDS = {"zh": "词", "en": "words"}
SAID = Text(zh="词词词", en="Dense deep wide nets, softmax heads, dropout layers.")
WRONG = {"text": {"zh": "错", "en": "a wrong belief"}, "say": {"zh": "更正", "en": "the correction"}}
POINT = KeyPoint.model_validate(
    {"text": WORDS, "cues": [["running"], ["inference"]], "misconceptions": [WRONG]}
)
HERE, THERE = Span(0, 4), Span(5, 9)
BELIEF = POINT.misconceptions[0]
CONTRAST = Contrast(Placed(1.0, HERE), Placed(2.0, THERE), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, BELIEF)
NOTHING = Evidence(Placed(0.0, HERE), None, None, None, None, CONTRAST, None, (0.5,))


def weights(wrong_from: float = 0.0, near: float = 0.0, wrong: float = 0.0, maybe: float = -9.0) -> Weights:
    """Weights where `covered` and `wrong` pull on a number of meaning, and missed stands at 0."""

    def row(name: str, factor: float) -> tuple[float, ...]:
        return tuple(factor * (one == name) for one in FEATURES)

    return Weights(
        wrong_from,
        {Status.COVERED: -1.0, Status.WRONG: -1.0, Status.MISSED: 0.0, Status.MAYBE: maybe},
        {
            Status.COVERED: row("meaning: near", near),
            Status.WRONG: row("meaning: wrong", wrong),
            Status.MISSED: row("", 0.0),
            Status.MAYBE: row("", 0.0),
        },
    )


def fit_of(one: Weights) -> Fit:
    return Fit(dict.fromkeys(CASES, one), reply_near=2.5, topic_near=2.0, familiar=dict.fromkeys(CASES, 0.2))


def meant(**known: Any) -> Evidence:
    return replace(NOTHING, meaning=replace(CONTRAST, **known))


def test_the_likeliest_status_is_taken_with_its_chance_and_place() -> None:
    fit = fit_of(weights(near=1.0, wrong=1.0))

    wrong = decide(POINT, meant(), fit)
    covered = decide(POINT, meant(near=Placed(5.0, HERE)), fit)

    assert (wrong.status, wrong.span, wrong.say) == (Status.WRONG, THERE, POINT.misconceptions[0].say)
    assert (covered.status, covered.span) == (Status.COVERED, HERE)
    assert wrong.confidence == pytest.approx(math.e / (math.e + 2 + math.exp(-9)), rel=1e-3)


def test_a_point_that_is_half_expected_is_half_there() -> None:
    even = fit_of(weights(near=1.0))

    decision = decide(POINT, meant(), even)

    assert decision.status is Status.MAYBE
    assert decision.span == HERE
    assert decision.confidence < 0.65


def test_what_is_said_in_part_is_half_there() -> None:
    assert decide(POINT, meant(), fit_of(weights(maybe=9.0))).status is Status.MAYBE


def test_what_is_hardly_likely_to_be_wrong_is_missed_and_doubted() -> None:
    unsure = fit_of(weights(0.9, wrong=1.0))

    decision = decide(POINT, meant(), unsure)

    assert decision.status is Status.MISSED
    assert decision.is_doubted


def test_chances_add_up_and_follow_the_numbers() -> None:
    chances = weights(near=1.0).chances(features(meant(), ()))

    assert sum(chances.values()) == pytest.approx(1)
    assert chances[Status.COVERED] / chances[Status.MISSED] == pytest.approx(1)


@pytest.mark.parametrize("kind", ["words", "meaning"])
def test_the_other_points_colour_a_point_and_without_any_it_stands_for_them(kind: str) -> None:
    place = FEATURES.index(f"{kind}: others margin")
    low, high = (
        replace(NOTHING, wording=replace(CONTRAST, margin=margin), meaning=replace(CONTRAST, margin=margin))
        for margin in (-0.5, 0.5)
    )

    assert features(low, (high, high))[place] == pytest.approx(0.5)
    assert features(low, ())[place] == pytest.approx(-0.5)


def test_without_an_embedder_the_numbers_of_meaning_are_nothing() -> None:
    told = dict(zip(FEATURES, features(NOTHING, (NOTHING,)), strict=True))

    assert all(value == 0 for name, value in told.items() if name.startswith("meaning: "))
    assert told["words: near"] == 1.0


@pytest.mark.parametrize(
    ("cues", "misconceptions", "case"),
    [
        (1, 3, "cues+many misconceptions"),
        (1, 1, "cues+misconceptions"),
        (0, 1, "misconceptions"),
        (0, 3, "misconceptions"),
        (1, 0, "cues"),
        (0, 0, "text"),
    ],
)
def test_what_a_rubric_tells_chooses_the_weights(cues: int, misconceptions: int, case: str) -> None:
    changes = {"cues": POINT.cues[:cues], "misconceptions": POINT.misconceptions * misconceptions}

    assert case_of(POINT.model_copy(update=changes)) == case
    assert case in CASES


@pytest.mark.parametrize("name", [choosing.NONE, *choosing.EMBEDDERS])
def test_what_was_fitted_says_nothing_by_numbers_that_are_not_there(name: str) -> None:
    fit, version = choosing.fit_of(name)

    assert int(version) >= 1
    assert set(fit.weights) == set(CASES)
    for case, used in CASES.items():
        for row in fit.weights[case].of.values():
            told = dict(zip(FEATURES, row, strict=True))
            there = {one for one in used if name != choosing.NONE or not one.startswith("meaning: ")}
            assert all(told[one] == 0 for one in FEATURES if one not in there)
            assert any(told.values())


def point(name: str, weight: int, *cues: str, kind: str = "relation") -> RubricPoint:
    return RubricPoint.model_validate(
        {
            "id": name,
            "weight": weight,
            "kind": kind,
            "text": WORDS,
            "cues": [[cue] for cue in cues],
            "misconceptions": [WRONG],
        }
    )


POINTS = (point("mean", 60, "running", "inference"), point("name", 40, "batchnorm", kind="name"))
GRADER = cues_grader()


def graded(text: str) -> AnswerGrade:
    return GRADER.grade(POINTS, text)


def test_points_add_up_with_the_words_that_earned_them() -> None:
    text = "With BatchNorm, inference uses the Running mean."

    answer = graded(text)

    assert answer.score == 100
    for one in answer.points:
        assert one.span is not None
        start, end = one.span
        assert one.evidence == text[start:end]
    assert answer.follow_up is None


def test_an_empty_answer_earns_nothing_and_is_not_abstained_from() -> None:
    answer = graded("不知道")

    assert answer.score == 0
    assert answer.flags == (Flag.EMPTY,)
    assert answer.follow_up == "mean"


def test_a_list_of_terms_earns_half_of_a_name_at_most() -> None:
    answer = graded(
        "batchnorm, layernorm, running statistics, inference mode, momentum, epsilon, gamma, beta"
    )

    assert answer.score == 20
    assert Flag.STUFFING in answer.flags


def test_much_in_unfamiliar_words_gets_no_number() -> None:
    text = (
        "Once it has been taught, it keeps a diary of what it saw on the way and goes by that diary alone, "
        * 2
    )

    answer = graded(text)

    assert answer.abstained
    assert answer.score is None


def of(name: str, status: Status, weight: int, confidence: float = 0.5) -> PointGrade:
    return PointGrade(name, weight, status, 0.0, confidence)


def test_the_rubrics_own_words_leave_nothing_to_weigh() -> None:
    rubric = (POINTS[0].model_copy(update={"text": SAID}),)

    right, wrong, both = (
        GRADER.grade(rubric, text).points[0]
        for text in (
            "词，词，词。",
            "So: a wrong belief.",
            "A wrong belief! Dense, deep, wide nets, softmax heads.",
        )
    )

    assert (right.status, right.evidence) == (Status.COVERED, "词，词，词")
    assert wrong.status is Status.MISSED
    assert (both.status, both.say) == (Status.WRONG, POINT.misconceptions[0].say)


def test_who_asks_in_the_rubrics_words_does_not_say_so() -> None:
    asked, said = (
        GRADER.grade(POINTS[:1], text).points[0] for text in ("A wrong belief?", "A wrong belief.")
    )

    assert (asked.status, said.status) == (Status.MISSED, Status.WRONG)


def test_the_rubrics_own_words_are_no_list_of_terms() -> None:
    rubric = (POINTS[0].model_copy(update={"text": SAID}),)

    grade = GRADER.grade(rubric, SAID.en)

    assert Flag.STUFFING in grade.flags
    assert grade.score == 60


def test_wrong_is_asked_first_then_the_weightiest_of_the_missed() -> None:
    points = (
        of("maybe", Status.MAYBE, 60),
        of("small", Status.MISSED, 10),
        of("large", Status.MISSED, 20),
        of("wrong", Status.WRONG, 5),
        of("done", Status.COVERED, 5),
    )

    asked: list[str] = []
    while (name := next_point(points, frozenset(asked))) is not None:
        asked.append(name)

    assert asked == ["wrong", "large", "small", "maybe"]


@pytest.mark.parametrize(
    ("reply", "status", "credit"),
    [
        ("the running mean", Status.COVERED, 0.7),
        ("no idea", Status.MISSED, 0.0),
        ("it does not use the running mean at inference", Status.MISSED, 0.0),
    ],
)
def test_a_reply_recovers_most_of_a_point(reply: str, status: Status, credit: float) -> None:
    after = GRADER.grade_follow_up(POINTS[0], of("mean", Status.MISSED, 60), reply)

    assert (after.status, after.credit) == (status, credit)
