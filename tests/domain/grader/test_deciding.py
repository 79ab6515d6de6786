"""Rules and weights that decide on a point, and what an answer earns."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from dlprep.domain.grader.answers import grade
from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.deciding import Fit, decide
from dlprep.domain.grader.evidence import Evidence, Meaning, Placed, gather
from dlprep.domain.grader.following import next_point, recovered
from dlprep.domain.grader.grades import AnswerGrade, Flag, GraderName, PointGrade, Status
from dlprep.domain.grader.reading import read
from dlprep.domain.grader.weighing import CASES, FEATURES, Weights, case_of, features
from dlprep.domain.rubrics import KeyPoint, RubricPoint
from dlprep.meaning import choosing

WORDS = {"zh": "词", "en": "words"}
WRONG = {"text": {"zh": "错", "en": "a wrong belief"}, "say": {"zh": "更正", "en": "the correction"}}
POINT = KeyPoint.model_validate(
    {"text": WORDS, "cues": [["running"], ["inference"]], "misconceptions": [WRONG]}
)
HERE, THERE = Span(0, 4), Span(5, 9)
NOTHING = Evidence(Placed(0.0, HERE), None, None, None)
MEANING = Meaning(Placed(1.0, HERE), Placed(2.0, THERE), 0.0, 0.0, 0.0, 0.0, POINT.misconceptions[0])


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, Status.MISSED),
        ({"share": Placed(1.0, HERE)}, Status.COVERED),
        ({"share": Placed(0.5, HERE)}, Status.MISSED),
        ({"share": Placed(2 / 3, HERE)}, Status.MAYBE),
        ({"contradiction": (POINT.misconceptions[0], THERE), "share": Placed(1.0, HERE)}, Status.WRONG),
        ({"denial": THERE}, Status.WRONG),
        ({"denial": THERE, "share": Placed(1.0, HERE)}, Status.COVERED),
    ],
)
def test_without_an_embedder_the_first_rule_that_holds_decides(known: dict[str, Any], status: Status) -> None:
    assert decide(POINT, replace(NOTHING, **known), None).status is status


def weights(wrong_from: float = 0.0, **slopes: float) -> Weights:
    """Weights where `covered` and `wrong` pull on a number of that name, and missed stands at 0."""

    def row(name: str, factor: float) -> tuple[float, ...]:
        return tuple(factor * slopes.get(one.replace(" ", "_"), 0.0) * (one == name) for one in FEATURES)

    return Weights(
        wrong_from,
        {Status.COVERED: -1.0, Status.WRONG: -1.0, Status.MISSED: 0.0, Status.MAYBE: -9.0},
        {
            Status.COVERED: row("near", 1.0),
            Status.WRONG: row("near wrong", 1.0),
            Status.MISSED: row("", 0.0),
            Status.MAYBE: row("", 0.0),
        },
    )


def fit_of(one: Weights) -> Fit:
    return Fit(dict.fromkeys(CASES, one), reply_near=2.5, topic_near=2.0)


def meant(**known: Any) -> Evidence:
    return replace(NOTHING, meaning=replace(MEANING, **known))


def test_the_likeliest_status_is_taken_with_its_chance_and_place() -> None:
    fit = fit_of(weights(near=1.0, near_wrong=1.0))

    wrong = decide(POINT, meant(), fit)
    covered = decide(POINT, meant(near=Placed(5.0, HERE)), fit)

    assert (wrong.status, wrong.span, wrong.say) == (Status.WRONG, THERE, POINT.misconceptions[0].say)
    assert (covered.status, covered.span) == (Status.COVERED, HERE)
    assert wrong.confidence == pytest.approx(math.e / (math.e + 2 + math.exp(-9)), rel=1e-3)


def test_what_is_hardly_likely_to_be_wrong_is_missed() -> None:
    unsure = fit_of(weights(0.9, near_wrong=1.0))

    assert decide(POINT, meant(), unsure).status is Status.MISSED


def test_chances_add_up_and_follow_the_numbers() -> None:
    chances = weights(near=1.0).chances(features(meant(), ()))

    assert sum(chances.values()) == pytest.approx(1)
    assert chances[Status.COVERED] / chances[Status.MISSED] == pytest.approx(1)


def test_the_other_points_colour_a_point_and_without_any_it_stands_for_them() -> None:
    place = FEATURES.index("others margin")
    low, high = meant(margin=-0.5), meant(margin=0.5)

    assert features(low, (high, high))[place] == pytest.approx(0.5)
    assert features(low, ())[place] == pytest.approx(-0.5)


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


@pytest.mark.parametrize("name", list(choosing.EMBEDDERS))
def test_what_was_fitted_says_nothing_by_numbers_that_are_not_there(name: str) -> None:
    fit, version = choosing.fit_of(name)

    assert int(version) >= 1
    assert set(fit.weights) == set(CASES)
    for case, used in CASES.items():
        for row in fit.weights[case].of.values():
            told = dict(zip(FEATURES, row, strict=True))
            assert all(told[one] == 0 for one in FEATURES if one not in used)
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
WHO = GraderName("rules", "1", "none")


def graded(text: str) -> AnswerGrade:
    reading = read(text)
    found = [gather(one, reading.text, reading.sentences, ()) for one in POINTS]
    return grade(POINTS, text, reading, found, None, WHO)


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
    reading = read(reply)
    found = gather(POINTS[0], reading.text, reading.sentences, ())

    after = recovered(POINTS[0], of("mean", Status.MISSED, 60), reply, reading, found, None)

    assert (after.status, after.credit) == (status, credit)
