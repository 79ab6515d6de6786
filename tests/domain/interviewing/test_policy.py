"""What the interviewer does next, for turns that are given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dlprep.domain.grader.grades import AnswerGrade, Flag, GraderName, PointGrade, Status
from dlprep.domain.interviewing.choosing import choose, level_for
from dlprep.domain.interviewing.exchanges import Assessor, Exchange
from dlprep.domain.interviewing.plan import Form, InterviewPlan, Part, Style
from dlprep.domain.interviewing.policy import next_move
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.timing import (
    SHORTEST_MINUTES,
    ends_at_seconds,
    has_time_for_code,
    has_time_to_ask,
    planned_questions,
)
from dlprep.domain.interviewing.turns import Interview, Turn, TurnKind
from dlprep.domain.opinion.opinions import PointOpinion, SecondOpinion, Verdict
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from fakes import NOON
from interviewing_samples import LOOP, PLAN, grade, material, open_question, turn

COVERED, MAYBE, MISSED, WRONG = Status.COVERED, Status.MAYBE, Status.MISSED, Status.WRONG
POOL = material()


def _talk(*said: tuple[TurnKind, dict[str, Any]], plan: InterviewPlan = PLAN) -> Interview:
    """An interview in which mid-0 was asked, and then this was said."""
    asked: list[tuple[TurnKind, dict[str, Any]]] = [
        (TurnKind.OPENING, {}),
        (TurnKind.QUESTION, {"question_id": "mid-0"}),
        *said,
    ]
    turns = [
        turn(number, kind, **{"question_id": "mid-0", "elapsed_seconds": 0.0} | fields)
        for number, (kind, fields) in enumerate(asked)
    ]
    return Interview(plan, NOON.at, NOON.local_day, tuple(turns))


def _answer(*statuses: Status, text: str = "said", **more: Any) -> tuple[TurnKind, dict[str, Any]]:
    graded = replace(grade(*statuses, abstained=more.pop("abstained", False)), flags=more.pop("flags", ()))
    return TurnKind.ANSWER, {"grade": graded, "text": text}


def _reply(point: str, status: Status, flags: tuple[Flag, ...] = ()) -> tuple[TurnKind, dict[str, Any]]:
    earned = PointGrade(point, 40, status, 0.7 if status is COVERED else 0.0, 0.8)
    graded = AnswerGrade((earned,), flags, False, None, GraderName("marks", "1", "none"))
    return TurnKind.ANSWER, {"grade": graded, "point_id": point}


def _next(interview: Interview) -> tuple[TurnKind, str | None]:
    move = next_move(interview, POOL)
    assert move is not None
    return move.kind, move.point_id


def test_it_opens_asks_and_waits() -> None:
    empty = Interview(PLAN, NOON.at, NOON.local_day)
    assert _next(empty) == (TurnKind.OPENING, None)
    assert _next(replace(empty, turns=(turn(0),))) == (TurnKind.QUESTION, None)
    assert next_move(_talk(), POOL) is None


def test_a_missed_point_is_asked_about_and_a_wrong_one_is_corrected_first() -> None:
    assert _next(_talk(_answer(COVERED, MISSED, COVERED))) == (TurnKind.FOLLOW_UP, "train")
    wrong = _answer(MISSED, COVERED, WRONG)
    assert _next(_talk(wrong)) == (TurnKind.CORRECTION, "name")
    corrected = (TurnKind.CORRECTION, {"point_id": "name"})
    assert _next(_talk(wrong, corrected)) == (TurnKind.FOLLOW_UP, "name")


def _opinion(point: str) -> SecondOpinion:
    said = PointOpinion(point, Verdict.COVERED, "words", agrees=False, contested=True)
    return SecondOpinion("tiny", (said,), 40, follow_up=point)


def test_a_point_that_the_graders_disagree_on_is_asked_about_first_and_once() -> None:
    kind, fields = _answer(MISSED, MISSED, MISSED)
    plain = _talk((kind, fields))
    doubted = _talk((kind, fields | {"opinion": _opinion("name")}))
    asked = (TurnKind.FOLLOW_UP, {"point_id": "name"})

    assert _next(plain) == (TurnKind.FOLLOW_UP, "infer")
    assert _next(doubted) == (TurnKind.FOLLOW_UP, "name")
    assert standing(doubted).exchanges[0].score == standing(plain).exchanges[0].score == 0
    later = _talk((kind, fields | {"opinion": _opinion("name")}), asked, _reply("name", MISSED))
    assert _next(later) == (TurnKind.FOLLOW_UP, "infer")


def test_an_opinion_on_what_is_covered_or_gone_asks_nothing() -> None:
    for point in ("infer", "unknown"):
        kind, fields = _answer(COVERED, MISSED, COVERED)
        assert _next(_talk((kind, fields | {"opinion": _opinion(point)}))) == (TurnKind.FOLLOW_UP, "train")


def test_there_are_at_most_two_follow_ups() -> None:
    said = [_answer(MISSED, MISSED, MISSED)]
    for point in ("infer", "train"):
        assert _next(_talk(*said)) == (TurnKind.FOLLOW_UP, point)
        said += [(TurnKind.FOLLOW_UP, {"point_id": point}), _reply(point, MISSED)]
    assert _next(_talk(*said)) == (TurnKind.BRIDGE, None)


def test_who_does_not_know_is_asked_about_one_point_only() -> None:
    empty = _answer(MISSED, MISSED, MISSED, flags=(Flag.EMPTY,))
    said = [empty, (TurnKind.FOLLOW_UP, {"point_id": "infer"}), _reply("infer", COVERED)]
    assert _next(_talk(empty)) == (TurnKind.FOLLOW_UP, "infer")
    assert _next(_talk(*said)) == (TurnKind.BRIDGE, None)
    gave_up = [
        _answer(MISSED, MISSED, MISSED), (TurnKind.FOLLOW_UP, {"point_id": "infer"}),
        _reply("infer", MISSED, (Flag.EMPTY,)),
    ]  # fmt: skip
    assert _next(_talk(*gave_up)) == (TurnKind.BRIDGE, None)


def test_the_ladder_of_why_is_climbed_while_the_steps_hold() -> None:
    said = [_answer(COVERED, COVERED, COVERED)]
    assert _next(_talk(*said)) == (TurnKind.WHY, "why-0")
    climbed = [*said, (TurnKind.WHY, {"point_id": "why-0"}), _reply("why-0", COVERED)]
    assert _next(_talk(*climbed)) == (TurnKind.WHY, "why-1")
    slipped = [*said, (TurnKind.WHY, {"point_id": "why-0"}), _reply("why-0", MISSED)]
    assert _next(_talk(*slipped)) == (TurnKind.BRIDGE, None)


@pytest.mark.parametrize("style", list(Style))
def test_only_the_strict_set_traps_and_only_for_the_very_sure(style: Style) -> None:
    plan = replace(PLAN, style=style)
    sure = _next(_talk(_answer(COVERED, COVERED, COVERED, text="it is always so"), plan=plan))
    calm = _next(_talk(_answer(COVERED, COVERED, COVERED, text="it is so"), plan=plan))
    assert sure == ((TurnKind.TRAP, "trap-0") if style is Style.STRICT else (TurnKind.WHY, "why-0"))
    assert calm == (TurnKind.WHY, "why-0")


def test_an_abstained_answer_is_settled_and_then_followed_up() -> None:
    abstained = _answer(MISSED, MISSED, MISSED, abstained=True)
    assert _next(_talk(abstained)) == (TurnKind.SETTLE, None)
    asked: tuple[TurnKind, dict[str, Any]] = (TurnKind.SETTLE, {})
    assert next_move(_talk(abstained, asked), POOL) is None
    ticks = {"infer": COVERED, "train": MAYBE, "name": MISSED}
    settled = _talk(abstained, asked, (TurnKind.SETTLED, {"settled": ticks}))
    current = standing(settled).current
    assert current is not None
    assert current.score == 60
    assert {point.assessor for point in current.points} == {Assessor.SELF}
    assert _next(settled)[0] is TurnKind.FOLLOW_UP


def test_an_answer_nobody_settled_has_no_number() -> None:
    abstained = _answer(MISSED, MISSED, MISSED, abstained=True)
    reworded = _talk(abstained, (TurnKind.SETTLE, {}), abstained)
    assert _next(reworded) == (TurnKind.BRIDGE, None)
    current = standing(reworded).current
    assert current is not None
    assert current.score is None


def test_a_claim_covers_the_point_and_ends_the_question_about_it() -> None:
    asked = (TurnKind.FOLLOW_UP, {"point_id": "train"})
    claimed = _talk(_answer(COVERED, MISSED, COVERED), asked, (TurnKind.CLAIM, {"point_id": "train"}))
    assert _next(claimed)[0] is TurnKind.REPLY
    after = standing(claimed)
    assert after.open is None
    assert after.current is not None
    assert after.current.score == 100
    assert after.current.self_assessed_weight == 40


def test_a_loop_goes_from_concepts_to_code_and_back() -> None:
    late = ends_at_seconds(LOOP, Part.CONCEPT)
    over = _talk(
        (TurnKind.ANSWER, {"grade": grade(COVERED, COVERED, COVERED), "elapsed_seconds": late}), plan=LOOP
    )
    assert _next(over) == (TurnKind.HANDOVER, None)

    def then(*kinds: TurnKind) -> Interview:
        more = [turn(3 + place, kind, elapsed_seconds=late) for place, kind in enumerate(kinds)]
        return replace(over, turns=(*over.turns, *more))

    assert next_move(then(TurnKind.HANDOVER), POOL) is None
    assert _next(then(TurnKind.HANDOVER, TurnKind.HANDED_BACK)) == (TurnKind.RETURN, None)
    move = next_move(then(TurnKind.HANDOVER, TurnKind.HANDED_BACK, TurnKind.RETURN), POOL)
    assert move is not None
    assert move.kind is TurnKind.QUESTION
    assert POOL.questions[move.question_id or ""].topic == "cnn"


def test_time_that_is_out_ends_the_questions() -> None:
    answered: list[Turn] = list(_talk(_answer(COVERED, COVERED, COVERED)).turns)
    answered[-1] = replace(answered[-1], elapsed_seconds=PLAN.minutes * 60.0)
    out = replace(_talk(), turns=tuple(answered))
    assert _next(out) == (TurnKind.CANDIDATE_QUESTIONS, None)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("level", list(Level))
def test_the_shortest_of_a_form_has_time_for_a_question(form: Form, level: Level) -> None:
    plan = replace(PLAN, form=form, level=level, minutes=SHORTEST_MINUTES[form])
    assert has_time_to_ask(plan, Part.CONCEPT, 0)


def test_minutes_are_shared_out() -> None:
    assert planned_questions(PLAN, Part.CONCEPT) == 5
    assert planned_questions(PLAN, Part.FOLLOW_UP) == 0
    assert planned_questions(replace(PLAN, minutes=5), Part.CONCEPT) == 1
    assert [planned_questions(LOOP, part) for part in Part] == [3, 0, 1]
    assert has_time_to_ask(PLAN, Part.CONCEPT, 24 * 60)
    assert not has_time_to_ask(PLAN, Part.CONCEPT, 26 * 60)
    assert has_time_for_code(LOOP, 20 * 60)
    assert not has_time_for_code(LOOP, 30 * 60)
    assert not has_time_for_code(replace(LOOP, form=Form.TALK), 0)


@pytest.mark.parametrize(
    ("scores", "shift", "level"),
    [
        ((), 0, Level.MID),
        ((100,), 0, Level.MID),
        ((90, 80), 0, Level.SENIOR),
        ((100, 0, 40), 0, Level.JUNIOR),
        ((60, 70), 0, Level.MID),
        ((60, 70), 1, Level.SENIOR),
        ((90, 90), -1, Level.MID),
        ((90, 90), 2, Level.SENIOR),
    ],
)
def test_the_level_follows_the_last_two_scores_and_what_is_asked_for(
    scores: tuple[int, ...], shift: int, level: Level
) -> None:
    assert level_for(PLAN, scores, shift) is level


def test_questions_of_lately_come_last_and_topics_hold() -> None:
    plan = replace(PLAN, topics=("cnn",), recent=("mid-0",))
    chosen = {choose(POOL, replace(plan, seed=seed), (), shift=0, part=Part.CONCEPT) for seed in range(20)}
    assert chosen == {"mid-2"}
    only = replace(plan, recent=tuple(POOL.questions))
    assert choose(POOL, only, (), shift=0, part=Part.CONCEPT) in ("mid-0", "mid-2")


def test_a_plan_may_say_what_comes_first_whatever_else_it_says() -> None:
    plan = replace(PLAN, topics=("cnn",), recent=("mid-1",), begins_with="mid-1")
    assert choose(POOL, plan, (), shift=0, part=Part.CONCEPT) == "mid-1"
    exchange = replace(standing(_talk()).exchanges[0], question_id="mid-1")
    assert choose(POOL, plan, [exchange], shift=0, part=Part.CONCEPT) in ("mid-0", "mid-2")
    gone = replace(plan, begins_with="no-more")
    assert choose(POOL, gone, (), shift=0, part=Part.CONCEPT) in ("mid-0", "mid-2")


def test_other_jobs_are_not_asked_about() -> None:
    pool = material(
        open_question("for-cv", roles=["cv"]),
        open_question("for-nlp", roles=["nlp"]),
        open_question("for-all"),
    )
    plan = replace(PLAN, level=Level.JUNIOR, role=Role.CV)
    exchanges: list[Exchange] = []
    for _ in range(2):
        chosen = choose(pool, plan, exchanges, shift=0, part=Part.CONCEPT)
        exchanges.append(replace(standing(_talk()).exchanges[0], question_id=chosen or ""))
    assert [one.question_id for one in exchanges] == ["for-cv", "for-all"]
    assert choose(pool, plan, exchanges, shift=0, part=Part.CONCEPT) is None
