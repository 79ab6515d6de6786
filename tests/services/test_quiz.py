"""A practice session from plan to end, through the use cases alone."""

from dataclasses import replace

import pytest

from dlprep.domain.answers import Answer, ChoiceAnswer, ChoicesAnswer, NumericAnswer
from dlprep.domain.bank import QuestionBank
from dlprep.domain.errors import AnswerError, BadInputError, StorageError
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.practice import Confidence, Drawn, Mode, PracticeSession, QuizRequest
from dlprep.domain.presenting import present
from dlprep.domain.questions import NumericQuestion
from dlprep.services.quiz import (
    Answered,
    answer_current,
    current,
    finish,
    left_out,
    matching,
    plan_session,
    remaining_seconds,
    undo_last,
)
from factory import ALL_TYPES, bank, question
from fakes import NOON, FakeStore

BANK = bank()


def planned(request: QuizRequest, seed: int = 1) -> PracticeSession:
    return plan_session(BANK, request, language=Language.EN, seed=seed, moment=NOON)


def started(store: FakeStore) -> PracticeSession:
    return store.add_session(planned(QuizRequest(question_ids=("a-single", "a-numeric"))))


def answered(
    store: FakeStore, session: PracticeSession, answer: Answer, held: QuestionBank = BANK
) -> Answered:
    return answer_current(
        store,
        held,
        session,
        answer,
        language=Language.ZH,
        confidence=Confidence.SURE,
        hints_used=1,
        duration_seconds=12.5,
        moment=NOON,
    )


def test_the_same_seed_plans_the_same_session_and_another_seed_another() -> None:
    request = QuizRequest(count=6)
    assert planned(request, 7) == planned(request, 7)
    assert planned(request, 7).plan != planned(request, 8).plan


def test_a_plan_holds_what_was_asked_for_without_repeats() -> None:
    plan = planned(QuizRequest(types=("single", "numeric"), count=50)).plan
    assert sorted(one.question_id for one in plan) == ["a-numeric", "a-single"]


def test_every_planned_question_carries_the_hash_of_its_text_and_templates_their_seed() -> None:
    plan = planned(QuizRequest(count=len(ALL_TYPES))).plan
    assert {one.content_hash for one in plan} == set(BANK.hashes.values())
    assert [one.question_id for one in plan if one.template_seed is not None] == ["a-template"]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (QuizRequest(topics=("cmm",)), "topic “cmm”"),
        (QuizRequest(levels=("expert",)), "level “expert”"),
        (QuizRequest(types=("essay",)), "question type “essay”"),
        (QuizRequest(sources=("mine",)), "source “mine”"),
        (QuizRequest(question_ids=("nope",)), "question “nope”"),
        (QuizRequest(levels=("senior",)), "No question matches"),
    ],
)
def test_what_the_bank_does_not_know_is_refused_by_name(request_: QuizRequest, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        planned(request_)


def test_article_order_follows_the_claims() -> None:
    late = question("single", id="late", roots=["S5-0"])
    early = question("single", id="early", roots=["S4.1-c01", "S1-a"])
    ordered = bank(late, early, claims=("S1-a", "S4.1-c01", "S5-0"))
    request = QuizRequest(mode=Mode.ARTICLE)
    session = plan_session(ordered, request, language=Language.ZH, seed=3, moment=NOON)
    assert [one.question_id for one in session.plan] == ["early", "late"]


def test_an_exam_has_a_time_limit_and_keeps_its_feedback() -> None:
    exam = planned(QuizRequest(mode=Mode.EXAM, count=4))
    assert (exam.time_limit_seconds, exam.gives_feedback) == (360, False)
    assert planned(QuizRequest(mode=Mode.EXAM, minutes=5)).time_limit_seconds == 300
    assert remaining_seconds(exam, 350) == 10
    assert remaining_seconds(exam, 999) == 0
    assert remaining_seconds(planned(QuizRequest()), 999) is None


def test_an_answer_is_kept_with_everything_that_explains_it_later() -> None:
    store = FakeStore()
    outcome = answered(store, started(store), ChoiceAnswer(option="b"))
    (kept,) = store.attempts(limit=10)
    assert kept == outcome.attempt
    assert (kept.grade, kept.score, kept.language) == (Grade.CORRECT, 1.0, Language.ZH)
    assert (kept.confidence, kept.hints_used, kept.duration_seconds) == (Confidence.SURE, 1, 12.5)
    assert (kept.planned.content_hash, kept.local_day) == ("hash-of-a-single", NOON.local_day)


def test_a_session_read_back_from_the_store_goes_on_at_the_next_question() -> None:
    store = FakeStore()
    answered(store, started(store), ChoiceAnswer(option="a"))
    resumed = store.unfinished_session()
    assert resumed is not None
    shown = current(BANK, resumed)
    assert shown is not None
    assert isinstance(shown.question, NumericQuestion)


def test_what_cannot_be_read_as_an_answer_is_not_kept() -> None:
    store = FakeStore()
    with pytest.raises(AnswerError):
        answered(store, started(store), NumericAnswer(text="b"))
    assert store.attempts(limit=10) == ()


def test_an_answer_that_cannot_be_written_leaves_the_session_where_it_was() -> None:
    store = FakeStore()
    session = started(store)
    store.fault = StorageError(message("The disk is full."))
    with pytest.raises(StorageError):
        answered(store, session, ChoiceAnswer(option="b"))
    store.fault = None
    assert answered(store, session, ChoiceAnswer(option="b")).session.position == 1


def test_undo_brings_the_question_back_and_keeps_the_record() -> None:
    store = FakeStore()
    after = answered(store, started(store), ChoiceAnswer(option="a")).session
    before = undo_last(store, after, NOON)
    shown = current(BANK, before)
    assert shown is not None
    assert shown.question.id == "a-single"
    assert [attempt.undone_at for attempt in store.attempts(limit=10)] == [NOON.at]
    assert undo_last(store, before, NOON) == before


SHRUNK = bank(question("numeric"), question("multi"))
THREE = QuizRequest(question_ids=("a-numeric", "a-single", "a-multi"))


def test_a_question_that_left_the_bank_is_passed_over() -> None:
    store = FakeStore()
    session = answered(store, store.add_session(planned(THREE)), NumericAnswer(text="896")).session
    assert left_out(SHRUNK, session) == ("a-single",)
    shown = current(SHRUNK, session)
    assert shown is not None
    assert shown.question.id == "a-multi"
    outcome = answered(store, session, ChoicesAnswer(options=frozenset("acd")), SHRUNK)
    assert outcome.session.position == 3
    resumed = store.session(1)
    assert resumed is not None
    assert current(SHRUNK, resumed) is None


def test_a_session_whose_questions_all_left_the_bank_has_nothing_to_ask() -> None:
    session = started(FakeStore())
    assert current(bank(question("open")), session) is None
    assert left_out(bank(question("open")), session) == ("a-single", "a-numeric")


def test_an_answer_to_an_edited_question_is_kept_with_the_text_it_answered() -> None:
    store = FakeStore()
    edited = replace(BANK, hashes={**BANK.hashes, "a-single": "hash-after-the-edit"})
    attempt = answered(store, started(store), ChoiceAnswer(option="b"), edited).attempt
    assert attempt.planned.content_hash == "hash-after-the-edit"


def test_a_complete_session_takes_no_further_answer() -> None:
    store = FakeStore()
    session = answered(store, started(store), ChoiceAnswer(option="b")).session
    session = answered(store, session, NumericAnswer(text="896")).session
    assert current(BANK, session) is None
    with pytest.raises(BadInputError):
        answered(store, session, NumericAnswer(text="896"))


def test_finishing_twice_keeps_the_first_end() -> None:
    store = FakeStore()
    ended = finish(store, started(store), NOON)
    later = replace(NOON, at=NOON.at.replace(hour=23))
    assert finish(store, ended, later).ended_at == NOON.at
    assert store.unfinished_session() is None


def test_matching_counts_without_planning() -> None:
    assert len(matching(BANK, QuizRequest())) == len(ALL_TYPES)
    assert len(matching(BANK, QuizRequest(types=("open",)))) == 1


def test_a_template_keeps_its_numbers_when_its_bounds_change_and_draws_anew_when_its_version_does() -> None:
    session = planned(QuizRequest(types=("template",), count=1))
    (place,) = session.plan
    assert place.drawn is not None
    asked = present(BANK, place).question
    narrower = {"n": {"low": 900, "high": 990}, "k": {"choices": [7]}}
    edited = bank(question("template", parameters=narrower))
    assert present(edited, place).question.stem == asked.stem
    newer = bank(question("template", parameters=narrower, version=2))
    assert present(newer, place).question.stem != asked.stem


def test_a_plan_from_before_numbers_were_kept_draws_them_by_its_seed() -> None:
    (place,) = planned(QuizRequest(types=("template",), count=1)).plan
    assert present(BANK, replace(place, drawn=None)).question == present(BANK, place).question
    lost = replace(place, drawn=Drawn(1, {"unknown": 3}))
    assert present(BANK, lost).question == present(BANK, place).question
