"""What a session amounts to, and what Home recommends."""

from dataclasses import replace

from dlprep.domain.answers import ChoiceAnswer, SkippedAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, Confidence, PracticeSession, QuizRequest
from dlprep.services.quiz import plan_session
from dlprep.services.review import today, topic_records
from dlprep.services.summary import summarise
from factory import bank, question
from fakes import NOON, FakeStore

BANK = bank(
    question("single", id="one", topic="cnn"),
    question("single", id="two", topic="cnn"),
    question("multi", id="three", topic="metrics"),
)
DAY = NOON.local_day


def session_of(*outcomes: tuple[str, float, Confidence | None]) -> PracticeSession:
    ids = tuple(question_id for question_id, _, _ in outcomes)
    plan = plan_session(BANK, QuizRequest(question_ids=ids), language=Language.EN, seed=1, moment=NOON)
    attempts = tuple(
        Attempt(
            session_id=1,
            position=position,
            planned=plan.plan[position],
            answer=ChoiceAnswer(option="a") if score else SkippedAnswer(),
            grade=Grade.CORRECT if score == 1 else Grade.PARTIAL if score else Grade.INCORRECT,
            score=score,
            language=Language.EN,
            confidence=confidence,
            hints_used=0,
            duration_seconds=10,
            answered_at=NOON.at,
            local_day=DAY,
            id=position + 1,
        )
        for position, (_, score, confidence) in enumerate(outcomes)
    )
    return replace(plan, id=1, attempts=attempts)


def test_a_summary_counts_scores_and_puts_the_weakest_topic_first() -> None:
    summary = summarise(BANK, session_of(("one", 1, None), ("three", 0.5, None), ("two", 1, None)))
    assert (summary.answered, summary.correct, summary.partial) == (3, 2, 1)
    assert round(summary.score, 3) == 0.833
    assert summary.seconds == 30
    assert [(tally.name, tally.mean_score) for tally in summary.by_topic] == [("metrics", 0.5), ("cnn", 1.0)]


def test_confidently_wrong_answers_come_first_in_what_to_retry() -> None:
    summary = summarise(
        BANK, session_of(("one", 0, Confidence.GUESS), ("three", 1, None), ("two", 0, Confidence.SURE))
    )
    assert [attempt.planned.question_id for attempt in summary.confidently_wrong] == ["two"]
    assert summary.to_retry == ("two", "one")


def test_ungraded_answers_are_left_out_of_the_mean() -> None:
    session = session_of(("one", 1, None), ("two", 0, None))
    ungraded = replace(session.attempts[1], grade=Grade.UNGRADED)
    summary = summarise(BANK, replace(session, attempts=(session.attempts[0], ungraded)))
    assert (summary.answered, summary.score) == (2, 1.0)


def test_an_empty_session_sums_up_to_nothing() -> None:
    summary = summarise(BANK, replace(session_of(("one", 1, None)), attempts=()))
    assert (summary.answered, summary.score, summary.to_retry) == (0, 0.0, ())


def store_with(session: PracticeSession) -> FakeStore:
    store = FakeStore()
    kept = store.add_session(replace(session, attempts=()))
    for attempt in session.attempts:
        store.add_attempt(replace(attempt, session_id=kept.id or 0, id=None))
    return store


def test_topics_report_what_was_seen_and_the_mean_of_all_attempts() -> None:
    store = store_with(session_of(("one", 1, None), ("three", 0.25, None)))
    records = {record.topic: record for record in topic_records(BANK, store.question_records())}
    assert (records["cnn"].seen, records["cnn"].questions, records["cnn"].mean_score) == (1, 2, 1.0)
    assert records["metrics"].mean_score == 0.25


def test_home_recommends_the_open_session_then_the_weakest_topic_then_a_new_one() -> None:
    store = store_with(session_of(("one", 1, None), ("three", 0.25, None)))
    assert today(BANK, store, NOON).next_step.topic is None
    store.end_session(1, NOON.at)
    assert today(BANK, store, NOON).next_step.topic == "metrics"
    fresh = today(BANK, FakeStore(), NOON)
    assert (fresh.next_step.topic, fresh.streak, fresh.attempts_today) == ("cnn", 0, 0)


def test_home_counts_what_was_done_today() -> None:
    store = store_with(session_of(("one", 1, None), ("three", 0, None)))
    assert (today(BANK, store, NOON).attempts_today, today(BANK, store, NOON).streak) == (2, 1)
