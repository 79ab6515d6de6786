"""Cards in a store: however the history came about and was taken in, they are its plain fold."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.judging import Medal, Submission, Tier, Verdict
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.domain.practice import Confidence
from dlprep.services.ports import Moment
from dlprep.storage.store import open_store
from fakes import FakeStore
from interviewing_samples import INTERVIEW, grade, turn
from storage.samples import NOON, PLAN, SESSION, attempt, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.services.ports import Store


@pytest.fixture(params=["fake", "sqlite"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeStore()
    else:
        with open_store(path, moment=NOON) as opened:
            yield opened


def take_in(store: Store, limit: int = 500) -> int:
    return sum(iter(lambda: store.fold_reviews(limit=limit), 0))


def on_day(days: int) -> Moment:
    return Moment(NOON.at + timedelta(days=days), NOON.local_day + timedelta(days=days))


def answer(store: Store, position: int, days: int = 0, **changes: object) -> int:
    session_id = store.add_session(SESSION).id or 0
    moment = on_day(days)
    kept = store.add_attempt(
        attempt(session_id, position, answered_at=moment.at, local_day=moment.local_day, **changes)
    )
    return kept.id or 0


def review_of(attempt_id: int) -> ReviewKey:
    return ReviewKey(Source.ATTEMPT, attempt_id)


def question(position: int) -> CardKey:
    return CardKey(CardKind.QUESTION, PLAN[position].question_id)


def test_an_answer_becomes_a_card_when_it_is_taken_in(store: Store) -> None:
    answer(store, 1)
    assert store.cards() == ()
    assert store.unfolded_answers() == 1
    assert take_in(store) == 1
    (state,) = store.cards()
    assert state.key == question(1)
    assert state.last_rating is Rating.HARD
    assert store.card(question(1)) == state
    assert store.card(question(2)) is None
    assert store.fold_reviews(limit=10) == 0
    assert store.unfolded_answers() == 0


def test_an_answer_taken_back_takes_its_review_along(store: Store) -> None:
    answer(store, 1, hints_used=0)
    take_in(store)
    before = store.cards()
    wrong = answer(store, 1, days=3, grade=Grade.INCORRECT, score=0.0)
    take_in(store)
    assert store.cards() != before
    store.undo_attempt(wrong, NOON.at)
    assert store.cards() == before


def test_the_only_answer_taken_back_leaves_no_card(store: Store) -> None:
    only = answer(store, 1)
    take_in(store)
    store.undo_attempt(only, NOON.at)
    assert store.cards() == ()


def test_an_answer_taken_back_before_it_was_taken_in_never_counts(store: Store) -> None:
    store.undo_attempt(answer(store, 1), NOON.at)
    assert take_in(store) == 1
    assert store.cards() == ()


def test_a_rating_can_be_corrected_and_the_correction_taken_back(store: Store) -> None:
    number = answer(store, 1, grade=Grade.INCORRECT, score=0.0)
    take_in(store)
    as_answered = store.cards()
    assert as_answered[0].is_confidently_wrong
    store.correct_rating(review_of(number), Rating.GOOD, NOON.at)
    (state,) = store.cards()
    assert (state.last_rating, state.is_confidently_wrong, state.card.lapses) == (Rating.GOOD, False, 0)
    assert store.corrected_ratings() == {review_of(number): Rating.GOOD}
    store.correct_rating(review_of(number), Rating.EASY, NOON.at)
    assert store.cards()[0].last_rating is Rating.EASY
    store.correct_rating(review_of(number), None, NOON.at)
    assert store.cards() == as_answered
    assert store.corrected_ratings() == {}


def test_a_correction_before_the_answer_was_taken_in_counts(store: Store) -> None:
    store.correct_rating(review_of(answer(store, 1)), Rating.AGAIN, NOON.at)
    take_in(store)
    assert store.cards()[0].last_rating is Rating.AGAIN


def talk(store: Store, **earned: Status) -> int:
    """An ended interview that asked each question, every point of which came to the same."""
    number = store.add_interview(INTERVIEW).id or 0
    for place, (name, status) in enumerate(earned.items()):
        store.add_turn(number, turn(2 * place, TurnKind.QUESTION, question_id=name))
        given = turn(2 * place + 1, TurnKind.ANSWER, question_id=name, grade=grade(*[status] * 3))
        store.add_turn(number, given)
    store.end_interview(number, NOON.at, score=50, bar=None)
    return number


def test_each_question_of_an_interview_has_a_rating_of_its_own(store: Store) -> None:
    number = talk(store, bn=Status.MISSED, lstm=Status.MISSED)
    take_in(store)
    as_said = set(store.cards())
    review = ReviewKey(Source.INTERVIEW, number, "bn")
    store.correct_rating(review, Rating.GOOD, NOON.at)
    found = {one.key.id: (one.last_rating, one.card.lapses) for one in store.cards()}
    assert found == {"bn": (Rating.GOOD, 0), "lstm": (Rating.AGAIN, 1)}
    assert store.corrected_ratings() == {review: Rating.GOOD}
    store.correct_rating(review, None, NOON.at)
    assert set(store.cards()) == as_said
    assert store.corrected_ratings() == {}


def test_a_question_that_comes_in_two_interviews_is_rated_in_each(store: Store) -> None:
    first, second = talk(store, bn=Status.COVERED), talk(store, bn=Status.COVERED)
    store.correct_rating(ReviewKey(Source.INTERVIEW, second, "bn"), Rating.HARD, NOON.at)
    take_in(store)
    store.correct_rating(ReviewKey(Source.INTERVIEW, first, "bn"), Rating.AGAIN, NOON.at)
    (state,) = store.cards()
    assert (state.last_rating, state.card.lapses) == (Rating.HARD, 1)


def test_an_interview_moves_its_questions_when_it_has_ended(store: Store) -> None:
    kept = store.add_interview(INTERVIEW)
    store.add_turn(kept.id or 0, turn(0, TurnKind.QUESTION, question_id="mid-0"))
    store.add_turn(
        kept.id or 0,
        turn(
            1, TurnKind.ANSWER, question_id="mid-0", grade=grade(Status.COVERED, Status.WRONG, Status.MAYBE)
        ),
    )
    take_in(store)
    assert store.cards() == ()
    store.end_interview(kept.id or 0, NOON.at, score=50, bar=None)
    assert take_in(store) == 1
    (state,) = store.cards()
    assert state.key == CardKey(CardKind.INTERVIEW, "mid-0")
    assert (state.last_rating, state.is_confidently_wrong) == (Rating.HARD, True)


def test_interviews_that_end_out_of_order_count_in_order(store: Store) -> None:
    good, bad = grade(*[Status.COVERED] * 3), grade(*[Status.MISSED] * 3)
    kept = []
    for place, earned in enumerate((good, bad)):
        moment = on_day(5 * place)
        interview = store.add_interview(replace(INTERVIEW, started_at=moment.at, local_day=moment.local_day))
        kept.append(interview.id or 0)
        store.add_turn(kept[-1], turn(0, TurnKind.QUESTION, question_id="mid-0"))
        store.add_turn(kept[-1], turn(1, TurnKind.ANSWER, question_id="mid-0", grade=earned))
    for number in reversed(kept):
        store.end_interview(number, NOON.at, score=None, bar=None)
        take_in(store)
    (state,) = store.cards()
    assert (state.card.reviews, state.last_rating, state.last_day) == (2, Rating.AGAIN, on_day(5).local_day)


def run(store: Store, verdict: Verdict, medal: Medal | None, days: int = 0) -> int:
    number = store.start_run(Submission("digits", Tier.EMBEDDED, "x"), on_day(days))
    store.finish_run(number, report(verdict, medal=medal), on_day(days).at)
    return number


def test_a_run_can_be_rated_otherwise(store: Store) -> None:
    number = run(store, Verdict.FAIL, None)
    take_in(store)
    as_graded = store.cards()
    store.correct_rating(ReviewKey(Source.RUN, number), Rating.GOOD, NOON.at)
    (state,) = store.cards()
    assert (state.last_rating, state.card.lapses) == (Rating.GOOD, 0)
    store.correct_rating(ReviewKey(Source.RUN, number), None, NOON.at)
    assert store.cards() == as_graded


def test_the_second_run_of_a_day_counts_as_failed_when_the_learner_says_so(store: Store) -> None:
    run(store, Verdict.PASS, Medal.GOLD)
    number = run(store, Verdict.PASS, Medal.GOLD)
    take_in(store)
    store.correct_rating(ReviewKey(Source.RUN, number), Rating.AGAIN, NOON.at)
    (state,) = store.cards()
    assert (state.last_rating, state.card.lapses) == (Rating.AGAIN, 1)


def test_a_run_without_a_verdict_waits_with_the_rating_it_is_given(store: Store) -> None:
    """Its number lies before the mark, and it is not in the card yet."""
    waiting = store.start_run(Submission("digits", Tier.EMBEDDED, "x"), NOON)
    run(store, Verdict.PASS, Medal.GOLD, days=1)
    take_in(store)
    store.correct_rating(ReviewKey(Source.RUN, waiting), Rating.AGAIN, NOON.at)
    assert store.cards()[0].card.reviews == 1
    store.finish_run(waiting, report(Verdict.PASS, medal=Medal.GOLD), NOON.at)
    take_in(store)
    (state,) = store.cards()
    assert (state.card.reviews, state.card.lapses) == (2, 1)


def test_graded_runs_count_and_no_others(store: Store) -> None:
    for verdict in (Verdict.INTERNAL, Verdict.CANCELLED, Verdict.ERR, Verdict.TIME):
        run(store, verdict, None)
    store.start_run(Submission("digits", Tier.EMBEDDED, "x"), NOON)
    store.interrupt_runs(NOON.at)
    take_in(store)
    assert store.cards() == ()
    run(store, Verdict.FAIL, None)
    run(store, Verdict.PASS, Medal.GOLD, days=1)
    take_in(store)
    (state,) = store.cards()
    assert state.key == CardKey(CardKind.CHALLENGE, "digits")
    assert (state.card.reviews, state.card.lapses, state.last_rating) == (2, 1, Rating.EASY)


def test_a_run_taken_for_dead_counts_once_its_report_comes(store: Store) -> None:
    number = store.start_run(Submission("digits", Tier.EMBEDDED, "x"), NOON)
    take_in(store)
    run(store, Verdict.PASS, Medal.GOLD, days=2)
    take_in(store)
    store.finish_run(number, report(Verdict.FAIL, medal=None), NOON.at)
    take_in(store)
    (state,) = store.cards()
    assert (state.card.reviews, state.card.lapses, state.last_rating) == (2, 1, Rating.EASY)


steps = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 4), st.integers(-3, 40), st.sampled_from(Grade)),
    st.tuples(st.just("undo"), st.integers(1, 12)),
    st.tuples(st.just("correct"), st.integers(1, 12), st.none() | st.sampled_from(Rating)),
    st.tuples(
        st.just("run"), st.sampled_from(Verdict), st.none() | st.sampled_from(Medal), st.integers(0, 5)
    ),
    st.tuples(st.just("talk"), st.sampled_from(["bn", "lstm"]), st.sampled_from(Status)),
    st.tuples(
        st.just("rate"),
        st.builds(
            ReviewKey,
            st.sampled_from([Source.INTERVIEW, Source.RUN]),
            st.integers(1, 4),
            st.sampled_from(["bn", "lstm"]),
        ),
        st.none() | st.sampled_from(Rating),
    ),
    st.tuples(st.just("take in"), st.integers(1, 3)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, max_size=20), st.integers(1, 3))
def test_taken_in_by_pieces_or_as_a_whole_the_cards_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[object, ...]], batch: int
) -> None:
    path = tmp_path_factory.mktemp("cards") / "history.db"
    fake = FakeStore()
    with open_store(path, moment=NOON) as real:
        for step in done:
            for store in (fake, real):
                _do(store, *step)
        for store in (fake, real):
            take_in(store, batch)
        assert set(real.cards()) == set(fake.cards())


def _do(store: Store, *step: object) -> None:
    match step:
        case ("answer", int(position), int(days), Grade() as given):
            score = {Grade.CORRECT: 1.0, Grade.PARTIAL: 0.5}.get(given, 0.0)
            answer(store, position, days, grade=given, score=score, confidence=Confidence.SURE)
        case ("undo", int(number)):
            if store.attempt(number):
                store.undo_attempt(number, NOON.at)
        case ("correct", int(number), rating):
            if store.attempt(number):
                assert rating is None or isinstance(rating, Rating)
                store.correct_rating(review_of(number), rating, NOON.at)
        case ("run", Verdict() as verdict, medal, int(days)):
            assert medal is None or isinstance(medal, Medal)
            run(store, verdict, medal, days)
        case ("talk", str(name), Status() as status):
            talk(store, **{name: status})
        case ("rate", ReviewKey() as review, rating):
            assert rating is None or isinstance(rating, Rating)
            review = replace(review, question_id="") if review.source is Source.RUN else review
            store.correct_rating(review, rating, NOON.at)
        case ("take in", int(limit)):
            store.fold_reviews(limit=limit)


def test_two_processes_take_in_the_same_history_once(path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - an example, not a secret
    with open_store(path, moment=NOON) as one, open_store(path, moment=NOON) as other:
        fake = FakeStore()
        for days in range(30):
            given = chance.choice([Grade.CORRECT, Grade.INCORRECT])
            for store in (one, fake):
                answer(store, days % 5, days, grade=given, score=float(given is Grade.CORRECT))
        taken = 0
        while step := one.fold_reviews(limit=2) + other.fold_reviews(limit=3):
            taken += step
        take_in(fake)
        assert taken == 30
        assert set(one.cards()) == set(other.cards()) == set(fake.cards())
