"""Sessions that choose each question after the answer before it, and what the history tells of ability."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from challenge_samples import folder, report, sheet
from dlprep.domain.ability import placement
from dlprep.domain.ability.items import item_of
from dlprep.domain.answers import SkippedAnswer
from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.turns import Turn, TurnKind
from dlprep.domain.judging import Medal, Submission, Tier, Verdict
from dlprep.domain.language import Language
from dlprep.domain.practice import Attempt, Mode, PracticeSession, QuizRequest
from dlprep.services import adaptive
from dlprep.services.abilities import abilities
from dlprep.services.adaptive import grown, placement_request
from dlprep.services.quiz import current, plan_session, undo_last
from factory import bank, question
from fakes import NOON, FakeStore
from interviewing_samples import INTERVIEW, grade, turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.bank import QuestionBank
    from dlprep.services.ports import Moment

TOPICS = [f"topic-{number:02}" for number in range(12)]
LEVELS = ("junior", "mid", "senior")


def _held(each: int = 4, **changes: Any) -> QuestionBank:
    made = [
        question("numeric", id=f"{topic}-{n}", topic=topic, level=LEVELS[n % 3], **changes)
        for topic in TOPICS
        for n in range(each)
    ]
    return bank(*made, question("open", id="talk", topic=TOPICS[0]))


BANK = _held()


def _started(store: FakeStore, request: QuizRequest, seed: int = 1) -> PracticeSession:
    planned = plan_session(BANK, request, language=Language.EN, seed=seed, moment=NOON)
    return store.add_session(planned)


def _answered(store: FakeStore, session: PracticeSession, score: float, at: Moment = NOON) -> PracticeSession:
    """The session after an answer to its last question that earned `score`."""
    assert session.id is not None
    attempt = Attempt(
        session_id=session.id,
        position=len(session.plan) - 1,
        planned=session.plan[-1],
        answer=SkippedAnswer(),
        grade=Grade.CORRECT if score else Grade.INCORRECT,
        score=score,
        language=Language.EN,
        confidence=None,
        hints_used=0,
        duration_seconds=5.0,
        answered_at=at.at,
        local_day=at.local_day,
    )
    return replace(session, attempts=(*session.attempts, store.add_attempt(attempt)))


def _held_to_the_end(
    store: FakeStore, session: PracticeSession, score_of: Callable[[str], float]
) -> PracticeSession:
    while current(BANK, after := grown(store, BANK, session, NOON)) is not None:
        session = _answered(store, after, score_of(after.plan[-1].question_id))
    return session


def _topic(question_id: str) -> str:
    return BANK.questions[question_id].topic


def test_the_plan_grows_by_one_after_each_answer_and_only_then() -> None:
    store = FakeStore()
    session = _started(store, QuizRequest(mode=Mode.WEAK, count=3))
    assert session.plan == ()
    first = grown(store, BANK, session, NOON)
    assert len(first.plan) == 1
    assert grown(store, BANK, first, NOON) == first
    assert store.unfinished_session() == first
    second = grown(store, BANK, _answered(store, first, 1.0), NOON)
    assert len(second.plan) == 2
    assert second.plan[0] == first.plan[0]


def test_it_ends_after_as_many_as_were_asked_for() -> None:
    store = FakeStore()
    done = _held_to_the_end(store, _started(store, QuizRequest(mode=Mode.WEAK, count=5)), lambda _: 1.0)
    assert len(done.attempts) == 5
    assert len({planned.question_id for planned in done.plan}) == 5


def test_a_plan_of_fixed_questions_is_left_alone() -> None:
    store = FakeStore()
    session = _started(store, QuizRequest(count=2))
    assert grown(store, BANK, session, NOON) is session


def test_a_killed_session_goes_on_and_the_same_question_comes() -> None:
    store = FakeStore()
    session = grown(store, BANK, _started(store, QuizRequest(mode=Mode.WEAK)), NOON)
    found = store.unfinished_session()
    assert found is not None
    again = grown(store, BANK, found, NOON)
    assert current(BANK, again) == current(BANK, session)


def test_an_answer_taken_back_changes_no_question_that_was_chosen() -> None:
    store = FakeStore()
    session = grown(store, BANK, _started(store, QuizRequest(mode=Mode.WEAK)), NOON)
    session = grown(store, BANK, _answered(store, session, 0.0), NOON)
    undone = undo_last(store, session, NOON)
    assert grown(store, BANK, undone, NOON).plan == session.plan


def test_who_is_second_goes_on_with_what_the_first_chose() -> None:
    store = FakeStore()
    session = _started(store, QuizRequest(mode=Mode.WEAK))
    first = grown(store, BANK, session, NOON)
    second = grown(store, BANK, replace(session, seed=99), NOON)
    assert second.plan == first.plan


def test_weak_topics_come_more_often() -> None:
    store, weak = FakeStore(), set(TOPICS[:4])

    def score_of(name: str) -> float:
        return float(_topic(name) not in weak)

    request = QuizRequest(mode=Mode.WEAK, count=24)
    done = _held_to_the_end(store, _started(store, request), score_of)
    asked = Counter(_topic(planned.question_id) for planned in done.plan)
    assert min(asked[topic] for topic in weak) > max(asked[topic] for topic in TOPICS[4:])


def test_the_success_rate_that_is_chosen_decides_how_hard_it_gets() -> None:
    def hardness(success: float) -> float:
        store = FakeStore()
        request = QuizRequest(mode=Mode.WEAK, count=8, success=success)
        done = _held_to_the_end(store, _started(store, request), lambda _: 0.5)
        return sum(LEVELS.index(BANK.questions[one.question_id].level) for one in done.plan)

    assert hardness(0.5) > hardness(0.9)


def test_only_what_was_asked_for_comes_and_open_answers_only_by_name() -> None:
    store = FakeStore()
    request = QuizRequest(mode=Mode.WEAK, topics=(TOPICS[0],), count=9)
    done = _held_to_the_end(store, _started(store, request), lambda _: 1.0)
    assert {_topic(planned.question_id) for planned in done.plan} == {TOPICS[0]}
    assert len(done.plan) == 4
    named = QuizRequest(mode=Mode.WEAK, types=("open",))
    assert list(adaptive.candidates(BANK, _started(store, named))) == ["talk"]


def test_what_was_answered_lately_waits_while_there_is_something_else() -> None:
    store = FakeStore()
    request = QuizRequest(mode=Mode.WEAK, topics=(TOPICS[0],), count=2)
    first = _held_to_the_end(store, _started(store, request), lambda _: 0.0)
    second = _held_to_the_end(store, _started(store, request, seed=2), lambda _: 0.0)
    asked = [planned.question_id for planned in (*first.plan, *second.plan)]
    assert len(set(asked)) == 4
    third = _held_to_the_end(store, _started(store, request, seed=3), lambda _: 0.0)
    assert len(third.plan) == 2


@pytest.mark.parametrize("able", [-1.0, 0.0, 1.0])
def test_placement_ends_early_over_many_topics(able: float) -> None:
    store, chance = FakeStore(), random.Random(4)  # noqa: S311 - a fixed seed

    def score_of(name: str) -> float:
        item = item_of(BANK.questions[name])
        return float(chance.random() < item.curve.success(able - item.difficulty.mean))

    done = _held_to_the_end(store, _started(store, placement_request()), score_of)
    assert placement.FEWEST_ITEMS <= len(done.plan) < placement.MOST_ITEMS
    assert len({_topic(planned.question_id) for planned in done.plan}) >= placement.FEWEST_ITEMS
    assert done.expected_length == placement.MOST_ITEMS
    assert replace(done, ended_at=NOON.at).expected_length == len(done.plan)


def _one_answer(score: float) -> FakeStore:
    store = FakeStore()
    session = plan_session(
        BANK, QuizRequest(question_ids=("topic-00-1",)), language=Language.EN, seed=1, moment=NOON
    )
    _answered(store, store.add_session(session), score)
    return store


def test_answers_move_their_topic_and_taking_one_back_moves_it_back() -> None:
    nothing = abilities(BANK, FakeStore(), NOON)
    right, wrong = (abilities(BANK, _one_answer(score), NOON) for score in (1.0, 0.0))
    assert wrong["topic-00"].mean < nothing["topic-00"].mean < right["topic-00"].mean
    assert list(nothing) == TOPICS
    store = _one_answer(0.0)
    store.undo_attempt(1, NOON.at)
    assert abilities(BANK, store, NOON) == nothing


def test_evidence_fades() -> None:
    store = _one_answer(1.0)
    later = replace(NOON, at=NOON.at + timedelta(days=200))
    fresh, old = (abilities(BANK, store, moment)["topic-00"] for moment in (NOON, later))
    assert old.mean == fresh.mean
    assert old.deviation > fresh.deviation


def test_answers_to_questions_that_left_the_bank_tell_nothing() -> None:
    smaller = replace(BANK, questions={"talk": BANK.questions["talk"]})
    assert abilities(smaller, _one_answer(0.0), NOON) == abilities(smaller, FakeStore(), NOON)


CHALLENGES = replace(BANK, challenges={"tiny": folder(sheet(level="mid", topics=[TOPICS[0], TOPICS[1]]))})


def _after_run(verdict: Verdict, medal: Medal | None = None) -> float:
    """The ability in the first topic after a run of a challenge about it."""
    store = FakeStore()
    run_id = store.start_run(Submission("tiny", Tier.EMBEDDED, "model = 1"), NOON)
    store.finish_run(run_id, report(verdict, medal), NOON.at)
    return abilities(CHALLENGES, store, NOON)["topic-00"].mean


def test_a_failed_challenge_counts_as_a_wrong_answer_does_and_a_medal_as_a_right_one() -> None:
    assert _after_run(Verdict.FAIL) < -0.1
    assert _after_run(Verdict.PASS, Medal.BRONZE) > 0.1


@pytest.mark.parametrize("verdict", [Verdict.INTERNAL, Verdict.CANCELLED, Verdict.ERR, Verdict.TIME])
def test_a_run_without_a_grade_tells_nothing(verdict: Verdict) -> None:
    assert _after_run(verdict) == 0.0


def test_a_run_that_goes_on_or_was_interrupted_tells_nothing() -> None:
    store = FakeStore()
    store.start_run(Submission("tiny", Tier.EMBEDDED, "model = 1"), NOON)
    assert abilities(CHALLENGES, store, NOON)["topic-00"].mean == 0.0
    store.interrupt_runs(NOON.at)
    assert abilities(CHALLENGES, store, NOON)["topic-00"].mean == 0.0


def _after_interview(*turns: Turn) -> float:
    store = FakeStore()
    interview = store.add_interview(INTERVIEW)
    for number, one in enumerate((turn(0), *turns)):
        store.add_turn(interview.id or 0, replace(one, number=number))
    return abilities(BANK, store, NOON)["topic-00"].mean


def test_a_fumbled_interview_answer_counts_as_a_wrong_one_does() -> None:
    asked = turn(kind=TurnKind.QUESTION, question_id="talk")
    missed, covered = grade(*[Status.MISSED] * 3), grade(*[Status.COVERED] * 3)
    answer = turn(kind=TurnKind.ANSWER, question_id="talk")
    assert _after_interview(asked, replace(answer, grade=missed)) < -0.1
    assert _after_interview(asked, replace(answer, grade=covered)) > 0.1
    assert _after_interview(asked) == 0.0
    unsettled = grade(*[Status.MISSED] * 3, abstained=True)
    assert _after_interview(asked, replace(answer, grade=unsettled)) == 0.0


def test_no_more_than_the_newest_answers_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dlprep.services.abilities.MOST_RESPONSES", 1)
    store = FakeStore()
    session = store.add_session(_started(store, QuizRequest(mode=Mode.WEAK)))
    for score in (0.0, 0.0, 1.0):
        session = _answered(store, grown(store, BANK, session, NOON), score)
    means = [one.mean for one in abilities(BANK, store, NOON).values()]
    assert min(means) > 0
