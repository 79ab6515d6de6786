"""What comes new: as the plan has it, or as the learner is ready for it, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.due import Reason
from dlprep.services.newcomers import newcomers
from dlprep.services.planning import plan
from dlprep.services.remembering import catch_up, due_today
from dlprep.settings import Settings
from factory import bank as bank_of
from factory import question
from fakes import NOON, FakeStore
from interviewing_samples import open_question
from tui.study_support import StudyParts

PLAIN = bank_of(
    question("single", id="cnn-1", topic="cnn"),
    question("single", id="nets-1", topic="nets"),
    question("single", id="maths-1", topic="maths"),
    open_question("maths-2", topic="maths"),
)
NEEDS = {"cnn": ("nets",), "nets": ("maths",), "maths": ()}
BANK = replace(
    PLAIN, topics=tuple(topic.model_copy(update={"needs": NEEDS[topic.id]}) for topic in PLAIN.topics)
)


def test_each_new_question_says_why_its_turn_has_come() -> None:
    found = list(newcomers(BANK, FakeStore(), Settings(), (), NOON))
    assert {one.key.id for one in found[:2]} == {"maths-1", "maths-2"}
    told = {one.key.id: str(one.why) for one in found}
    assert told["maths-1"].startswith("New: maths needs nothing before it. You would get it right with ")
    assert told["nets-1"] == "New: nets builds on maths, not firm yet; nothing better prepared is left."


def test_what_was_answered_or_came_in_an_interview_is_not_new() -> None:
    known = (CardKey(CardKind.QUESTION, "maths-1"), CardKey(CardKind.INTERVIEW, "maths-2"))
    found = newcomers(BANK, FakeStore(), Settings(), known, NOON)
    assert {one.key.id for one in found} == {"nets-1", "cnn-1"}


def test_with_a_day_set_the_plan_says_what_is_new_today_and_in_which_order() -> None:
    parts = StudyParts()
    moment = parts.clock.moment()
    goal = Settings(interview_date=moment.local_day + timedelta(days=10), minutes_a_day=30)
    planned = [task for task in plan(parts.bank, parts.store, goal, moment).days[0].tasks if task.is_new]
    assert len(planned) > 3
    catch_up(parts.store)
    queue = due_today(parts.bank, parts.store, replace(goal, new_a_day=3), moment)
    new = [item for item in queue.items if item.reason is Reason.NEW]
    assert [(item.key, item.why) for item in new] == [(task.key, task.reason) for task in planned[:3]]


def test_what_the_job_never_asks_comes_last() -> None:
    bank = bank_of(
        open_question("nlp-1", topic="nlp", roles=["nlp"]),
        question("single", id="nlp-2", topic="nlp"),
        open_question("cnn-1", topic="cnn", roles=["cv"]),
    )

    def asked(role: str) -> list[str]:
        found = newcomers(bank, FakeStore(), Settings(target_role=role), (), NOON)
        return [one.key.id for one in found]

    assert asked("cv")[0] == "cnn-1"
    assert asked("nlp")[-1] == "cnn-1"
    assert sorted(asked("")) == ["cnn-1", "nlp-1", "nlp-2"]


def test_once_the_day_is_over_what_one_is_ready_for_comes_again() -> None:
    over = Settings(interview_date=NOON.local_day - timedelta(days=1))
    found = islice(newcomers(BANK, FakeStore(), over, (), NOON), 1)
    assert [one.key.id for one in found] == [next(newcomers(BANK, FakeStore(), Settings(), (), NOON)).key.id]
