"""A sprint: a minute over all templates that are made for it."""

from dataclasses import replace

import pytest

from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.domain.practice import Mode, PracticeSession, QuizRequest
from dlprep.services.quiz import SPRINT_QUESTIONS, plan_session
from factory import bank, question
from fakes import NOON

SPRINT = QuizRequest(mode=Mode.SPRINT)
NAMES = ("quick-a", "quick-b", "quick-c")
BANK = bank(
    *(question("template", id=name, sprint=True) for name in NAMES),
    question("template", id="long-one"),
    question("single", id="no-template"),
)


def sprint(seed: int = 1, request: QuizRequest = SPRINT) -> PracticeSession:
    return plan_session(BANK, request, language=Language.EN, seed=seed, moment=NOON)


def test_it_lasts_a_minute_and_plans_more_than_can_be_answered() -> None:
    session = sprint()
    assert session.time_limit_seconds == 60
    assert len(session.plan) == SPRINT_QUESTIONS


def test_it_asks_each_quick_template_once_before_any_comes_again_with_other_numbers() -> None:
    plan = sprint().plan
    assert {one.question_id for one in plan[:3]} == set(NAMES)
    assert {one.question_id for one in plan} == set(NAMES)
    seeds = [one.template_seed for one in plan]
    assert len(set(seeds)) == len(seeds)


def test_the_same_seed_plans_the_same_sprint() -> None:
    assert sprint(4) == sprint(4)
    assert sprint(4).plan != sprint(5).plan


def test_it_tells_the_reasons_at_the_end() -> None:
    assert not sprint().gives_feedback
    assert Mode.SPRINT.is_timed
    assert Mode.EXAM.is_timed
    assert not Mode.PRACTICE.is_timed


@pytest.mark.parametrize("field", ["topics", "levels", "types", "question_ids"])
def test_it_takes_no_choice_so_that_rounds_can_be_compared(field: str) -> None:
    with pytest.raises(BadInputError, match="compared"):
        sprint(request=replace(SPRINT, **{field: ("cnn",)}))  # type: ignore[arg-type]


def test_a_bank_without_quick_templates_has_no_sprint() -> None:
    slow = bank(question("template", id="long-one"), question("single", id="one"))
    with pytest.raises(BadInputError, match="No question"):
        plan_session(slow, SPRINT, language=Language.EN, seed=1, moment=NOON)
