"""The decision list, rule by rule, and what an answer earns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dlprep.domain.grader.answers import grade
from dlprep.domain.grader.clauses import Span
from dlprep.domain.grader.deciding import Thresholds, decide
from dlprep.domain.grader.evidence import Evidence, Placed, gather
from dlprep.domain.grader.following import next_point, recovered
from dlprep.domain.grader.grades import AnswerGrade, Flag, GraderName, PointGrade, Status
from dlprep.domain.grader.reading import read
from dlprep.domain.rubrics import KeyPoint, RubricPoint

LIMITS = Thresholds(
    wrong_near=2.0,
    wrong_margin=-0.02,
    clear_margin=0.05,
    sure_near=3.0,
    half_near=3.0,
    maybe_near=5.0,
    covered_near=4.0,
    reply_near=2.5,
    topic_near=2.0,
)
WORDS = {"zh": "词", "en": "words"}
WRONG = {"text": {"zh": "错", "en": "a wrong belief"}, "say": {"zh": "更正", "en": "the correction"}}
POINT = KeyPoint.model_validate(
    {"text": WORDS, "cues": [["running"], ["inference"]], "misconceptions": [WRONG]}
)
BARE = POINT.model_copy(update={"cues": ()})
HERE, THERE = Span(0, 4), Span(5, 9)
NOTHING = Evidence(
    Placed(0.0, HERE), None, None, Placed(0.0, HERE), Placed(0.0, THERE), 0.0, POINT.misconceptions[0]
)


def evidence(**known: object) -> Evidence:
    return replace(NOTHING, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, Status.MISSED),
        ({"share": Placed(1.0, HERE)}, Status.COVERED),
        ({"share": Placed(0.5, HERE), "near": Placed(3.0, THERE)}, Status.MAYBE),
        ({"share": Placed(0.5, HERE)}, Status.MISSED),
        ({"near": Placed(5.0, THERE)}, Status.MAYBE),
        ({"wrong": Placed(2.0, THERE), "margin": -0.02, "share": Placed(1.0, HERE)}, Status.WRONG),
        ({"wrong": Placed(1.9, THERE), "margin": -0.5}, Status.MISSED),
        ({"contradiction": (POINT.misconceptions[0], THERE)}, Status.WRONG),
        ({"contradiction": (POINT.misconceptions[0], THERE), "margin": 0.05}, Status.MISSED),
        ({"denial": THERE}, Status.WRONG),
        ({"denial": THERE, "share": Placed(1.0, HERE)}, Status.COVERED),
    ],
)
def test_the_first_rule_that_holds_decides(known: dict[str, object], status: Status) -> None:
    assert decide(POINT, evidence(**known), LIMITS).status is status


def test_without_cues_nearness_may_cover() -> None:
    near = evidence(share=None, near=Placed(4.0, THERE))

    assert decide(BARE, near, LIMITS).status is Status.COVERED
    assert decide(BARE, replace(near, near=Placed(3.9, THERE)), LIMITS).status is Status.MISSED


def test_without_an_embedder_most_of_the_cues_are_half() -> None:
    three = POINT.model_copy(update={"cues": (("a",), ("b",), ("c",))})
    rules = Evidence(Placed(2 / 3, HERE), None, None, None, None, 0.0, None)

    assert decide(three, rules, None).status is Status.MAYBE
    assert decide(POINT, replace(rules, share=Placed(0.5, HERE)), None).status is Status.MISSED


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
