"""The queue over bank and history, what a quiz takes from it, reasons and own ratings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.errors import BadInputError
from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Medal, Submission, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.domain.memory.due import Limits, Reason
from dlprep.domain.practice import Attempt, Confidence, Mode, PlannedQuestion, QuizRequest
from dlprep.services import remembering
from dlprep.services.ports import Moment
from dlprep.services.quiz import plan_session
from dlprep.settings import Settings
from factory import bank as bank_of
from factory import question
from fakes import NOON, FakeStore
from interviewing_samples import INTERVIEW, grade, open_question, turn
from storage.samples import report
from tui.study_support import study_bank

if TYPE_CHECKING:
    from dlprep.domain.bank import QuestionBank

BANK = bank_of(*(question("single", id=f"q-{n}", topic=("cnn", "nlp")[n % 2]) for n in range(4)))


def later(days: int) -> Moment:
    return Moment(NOON.at + timedelta(days=days), NOON.local_day + timedelta(days=days))


def answer(
    bank: QuestionBank, store: FakeStore, name: str, *, days: int = 0, right: bool = True, sure: bool = False
) -> Attempt:
    moment = later(days)
    planned = plan_session(
        bank, QuizRequest(question_ids=(name,)), language=Language.EN, seed=1, moment=moment
    )
    session = store.add_session(planned)
    return store.add_attempt(
        Attempt(
            session_id=session.id or 0,
            position=0,
            planned=PlannedQuestion(name, "hash", 1),
            answer=SkippedAnswer(),
            grade=Grade.CORRECT if right else Grade.INCORRECT,
            score=float(right),
            language=Language.EN,
            confidence=Confidence.SURE if sure else None,
            hints_used=0,
            duration_seconds=60.0,
            answered_at=moment.at,
            local_day=moment.local_day,
        )
    )


def queued(bank: QuestionBank, store: FakeStore, days: int, new: int = 0) -> list[tuple[str, Reason]]:
    remembering.catch_up(store)
    queue = remembering.due_today(bank, store, Settings(), later(days), limits=Limits(new=new))
    return [(str(item.key), item.reason) for item in queue.items]


def test_due_sure_and_new_in_this_order() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0")
    answer(BANK, store, "q-1", right=False, sure=True)
    assert queued(BANK, store, 5, new=1) == [
        ("question:q-1", Reason.CONFIDENTLY_WRONG),
        ("question:q-0", Reason.DUE),
        ("question:q-3", Reason.NEW),  # of the topic that went wrong
    ]
    assert queued(BANK, store, 0) == []


def test_what_left_the_bank_is_not_asked() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0")
    remembering.catch_up(store)
    assert queued(bank_of(question("single", id="other")), store, 30) == []


AIMED_BANK = bank_of(
    *(question("single", id=f"senior-{n}", topic="cnn", level="senior") for n in range(2)),
    *(question("single", id=f"junior-{n}", topic="cnn", level="junior") for n in range(2)),
    question("numeric", id="long", topic="cnn", level="junior"),
)


def backlog(settings: Settings) -> tuple[str, ...]:
    """What a day takes of a backlog of five, all answered alike."""
    store = FakeStore()
    for name in AIMED_BANK.questions:
        answer(AIMED_BANK, store, name)
    remembering.catch_up(store)
    queue = remembering.due_today(AIMED_BANK, store, settings, later(9), limits=Limits(reviews=3, new=0))
    assert queue.later == 2
    assert {str(item.why) for item in queue.items} == {queue.items[0].why.render(str)}
    return tuple(item.key.id for item in queue.items)


@pytest.mark.parametrize(
    ("settings", "taken"),
    [
        (Settings(), ("junior-0", "junior-1", "long")),
        (Settings(target_level="senior"), ("senior-0", "senior-1", "junior-0")),
        (Settings(target_role="cv", target_level="junior"), ("junior-0", "junior-1", "long")),
        (Settings(interview_date=NOON.local_day), ("junior-0", "junior-1", "long")),
    ],
)
def test_of_a_backlog_that_comes_first_which_the_interview_asks(
    settings: Settings, taken: tuple[str, ...]
) -> None:
    assert backlog(settings) == taken


def test_catching_up_can_be_stopped() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0")
    assert remembering.catch_up(store, go_on=lambda: False) is False
    assert remembering.catch_up(store, batches=0) is False
    assert store.cards() == ()
    assert remembering.catch_up(store) is True
    assert len(remembering.cards(BANK, store)) == 1


def fail_challenge(store: FakeStore, verdict: Verdict, medal: Medal | None = None, days: int = 1) -> None:
    number = store.start_run(Submission("cifar10-cnn", Tier.EMBEDDED, "x"), later(days))
    store.finish_run(number, report(verdict, slug="cifar10-cnn", medal=medal), later(days).at)


def test_a_failed_challenge_brings_its_questions_until_they_are_answered() -> None:
    bank, store = study_bank(), FakeStore()
    answer(bank, store, "relu-dead")
    fail_challenge(store, Verdict.FAIL)
    pulled = [name for name, reason in queued(bank, store, 1) if reason is Reason.SAME_CONCEPT]
    assert pulled == ["question:relu-dead", "question:loss-heads"]
    answer(bank, store, "relu-dead", days=1)
    moved = replace(store.attempts(limit=1)[0], answered_at=later(1).at + timedelta(hours=1))
    assert moved.id is not None
    store._attempts[moved.id] = moved
    assert [name for name, reason in queued(bank, store, 1) if reason is Reason.SAME_CONCEPT] == [
        "question:loss-heads"
    ]


@pytest.mark.parametrize(("verdict", "medal"), [(Verdict.INTERNAL, None), (Verdict.PASS, Medal.GOLD)])
def test_our_faults_and_medals_bring_nothing(verdict: Verdict, medal: Medal | None) -> None:
    bank, store = study_bank(), FakeStore()
    fail_challenge(store, verdict, medal)
    assert all(reason is not Reason.SAME_CONCEPT for _, reason in queued(bank, store, 1))


def test_a_failure_is_forgotten_after_two_weeks() -> None:
    bank, store = study_bank(), FakeStore()
    fail_challenge(store, Verdict.FAIL)
    assert any(reason is Reason.SAME_CONCEPT for _, reason in queued(bank, store, 15))
    assert all(reason is not Reason.SAME_CONCEPT for _, reason in queued(bank, store, 16))


def interview(store: FakeStore, *statuses: Status) -> None:
    kept = store.add_interview(INTERVIEW)
    store.add_turn(kept.id or 0, turn(0, TurnKind.QUESTION, question_id="open-1"))
    store.add_turn(kept.id or 0, turn(1, TurnKind.ANSWER, question_id="open-1", grade=grade(*statuses)))
    store.end_interview(kept.id or 0, NOON.at + timedelta(minutes=30), score=0, bar=None)


INTERVIEW_BANK = bank_of(
    open_question("open-1", topic="cnn"),
    question("single", id="same", topic="cnn"),
    question("single", id="other-topic", topic="nlp"),
    question("single", id="other-claim", topic="cnn", roots=["S9.9"]),
)


def test_a_fumbled_answer_brings_questions_on_the_same_claims_and_itself_first() -> None:
    store = FakeStore()
    interview(store, *[Status.MISSED] * 3)
    found = queued(INTERVIEW_BANK, store, 1)
    assert ("interview:open-1", Reason.DUE) in found
    assert ("question:open-1", Reason.STUDY) in found
    assert [name for name, reason in found if reason is Reason.SAME_CONCEPT] == ["question:same"]


def test_a_good_answer_brings_nothing() -> None:
    store = FakeStore()
    interview(store, *[Status.COVERED] * 3)
    assert queued(INTERVIEW_BANK, store, 1) == []


def test_what_the_scorecard_names_goes_once_it_is_answered() -> None:
    store = FakeStore()
    interview(store, *[Status.MISSED] * 3)
    answer(INTERVIEW_BANK, store, "open-1", days=1)
    assert ("question:open-1", Reason.STUDY) not in queued(INTERVIEW_BANK, store, 1)


def test_a_due_session_asks_what_is_due_of_what_was_chosen() -> None:
    store = FakeStore()
    for name in ("q-0", "q-1", "q-2"):
        answer(BANK, store, name)
    asked = remembering.with_due_questions(
        BANK, store, Settings(), QuizRequest(Mode.DUE, topics=("cnn",), count=2), later(9)
    )
    assert set(asked.question_ids) == {"q-0", "q-2"}
    plain = QuizRequest(Mode.PRACTICE)
    assert remembering.with_due_questions(BANK, store, Settings(), plain, later(9)) == plain


def test_nothing_due_is_said_with_the_way_out() -> None:
    store = FakeStore()
    for name in BANK.questions:
        answer(BANK, store, name)
    with pytest.raises(BadInputError, match="Nothing is due today"):
        remembering.with_due_questions(BANK, store, Settings(), QuizRequest(Mode.DUE), later(0))


def test_nothing_due_of_what_was_chosen_says_how_many_others_are() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0")
    for name in ("q-1", "q-2", "q-3"):
        answer(BANK, store, name, days=2)
    with pytest.raises(BadInputError, match="1 other question"):
        remembering.with_due_questions(
            BANK, store, Settings(), QuizRequest(Mode.DUE, topics=("nlp",)), later(3)
        )


def test_only_a_challenge_due_is_said() -> None:
    bank, store = replace(study_bank(), questions={}, hashes={}), FakeStore()
    fail_challenge(store, Verdict.FAIL, days=0)
    with pytest.raises(BadInputError, match="interview questions or challenges"):
        remembering.with_due_questions(bank, store, Settings(), QuizRequest(Mode.DUE), later(4))


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (QuizRequest(), "It was drawn from the whole bank."),
        (QuizRequest(topics=("cnn",)), "It was drawn from the topics, levels and types you chose."),
        (QuizRequest(question_ids=("q-0",)), "This session was begun for exactly these questions."),
        (QuizRequest(Mode.ARTICLE), "It comes next in the order of the article."),
    ],
)
def test_every_question_says_why_it_is_here(request_: QuizRequest, why: str) -> None:
    store = FakeStore()
    session = plan_session(BANK, request_, language=Language.EN, seed=1, moment=NOON)
    said = remembering.why_here(BANK, store, Settings(), session, "q-0", NOON)
    assert [str(one) for one in said] == [why, "New: you have not answered it yet."]


def test_a_due_question_says_what_is_remembered_of_it() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0", right=False, sure=True)
    asked = remembering.with_due_questions(BANK, store, Settings(), QuizRequest(Mode.DUE), later(2))
    session = plan_session(BANK, asked, language=Language.EN, seed=1, moment=later(2))
    said = [str(one) for one in remembering.why_here(BANK, store, Settings(), session, "q-0", later(2))]
    assert said[0] == "You were sure last time, and wrong."
    assert said[1].startswith("Last answered 2026-03-14; you would recall it with ")
    remembering.catch_up(store)


def test_the_forecast_is_over_what_the_bank_holds() -> None:
    store = FakeStore()
    answer(BANK, store, "q-0")
    remembering.catch_up(store)
    ahead = remembering.forecast(BANK, store, later(1))
    assert (ahead.cards, sum(day.due for day in ahead.days)) == (1, 1)
    assert remembering.forecast(bank_of(question("single", id="x")), store, later(1)).recall_today is None


def test_the_learner_sets_how_much_a_day_asks() -> None:
    store = FakeStore()
    for name in ("q-0", "q-1"):
        answer(BANK, store, name)
    remembering.catch_up(store)

    def asked(settings: Settings) -> tuple[int, int, int]:
        queue = remembering.due_today(BANK, store, settings, later(9))
        return queue.reviews, queue.later, len(queue.items) - queue.reviews

    assert asked(Settings()) == (2, 0, 2)
    assert asked(Settings(new_a_day=1)) == (2, 0, 1)
    assert asked(Settings(reviews_a_day=1)) == (1, 1, 0)
