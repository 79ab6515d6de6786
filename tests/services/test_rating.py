"""How answers, runs and interview questions are rated, and the learner's own word on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dlprep.domain.grader.grades import Status
from dlprep.domain.grading import Grade
from dlprep.domain.interviewing.turns import Interview, TurnKind
from dlprep.domain.judging import Medal, Submission, Tier, Verdict
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.services import rating, remembering
from fakes import NOON, FakeStore
from interviewing_samples import INTERVIEW, grade, turn
from storage.samples import SESSION, attempt, report


def talk(store: FakeStore, *, ends: bool = True) -> Interview:
    """One question is skipped in it, one is answered well, and one is still unanswered."""
    number = store.add_interview(INTERVIEW).id or 0
    for place, (kind, name) in enumerate(
        [
            (TurnKind.QUESTION, "bn"),
            (TurnKind.ANSWER, "bn"),
            (TurnKind.QUESTION, "lstm"),
            (TurnKind.ANSWER, "lstm"),
            (TurnKind.QUESTION, "adam"),
        ]
    ):
        earned = grade(*[Status.COVERED if name == "bn" else Status.MISSED] * 3)
        given = earned if kind is TurnKind.ANSWER else None
        store.add_turn(number, turn(place, kind, question_id=name, grade=given))
    if ends:
        store.end_interview(number, NOON.at + timedelta(minutes=9), score=50, bar=None)
    found = store.interview(number)
    assert found is not None
    return found


def test_an_own_rating_of_an_answer_is_kept_at_once_and_can_be_taken_back() -> None:
    store = FakeStore()
    session_id = store.add_session(SESSION).id or 0
    kept = store.add_attempt(attempt(session_id, 1, grade=Grade.INCORRECT, score=0.0))
    remembering.catch_up(store)
    (rated,) = rating.as_corrected(store, [rating.of_attempt(kept)])
    assert (rated.rating, rated.own, str(rated.why)) == (Rating.AGAIN, None, "Wrong, and you were sure.")

    own = rating.corrected(store, rated, Rating.EASY, NOON)
    assert (own.rating, str(own.why)) == (Rating.EASY, "You rated it yourself.")
    assert rating.as_corrected(store, [rating.of_attempt(kept)]) == (own,)
    card = store.card(rated.card)
    assert card is not None
    assert card.last_rating is Rating.EASY

    assert rating.corrected(store, own, Rating.AGAIN, NOON) == rated
    assert store.corrected_ratings() == {}


def test_what_was_taken_back_or_not_graded_has_no_rating() -> None:
    store = FakeStore()
    session_id = store.add_session(SESSION).id or 0
    kept = store.add_attempt(attempt(session_id, 1, grade=Grade.INCORRECT, score=0.0))
    assert rating.of_attempt(replace(kept, undone_at=NOON.at)) is None
    assert rating.of_attempt(replace(kept, grade=Grade.UNGRADED)) is None
    assert rating.of_attempt(replace(kept, id=None)) is None


def test_an_interview_has_a_rating_for_each_question_that_can_be_judged() -> None:
    found = rating.of_interview(talk(FakeStore()))
    assert [(one.review, one.rating) for one in found] == [
        (ReviewKey(Source.INTERVIEW, 1, "bn"), Rating.EASY),
        (ReviewKey(Source.INTERVIEW, 1, "lstm"), Rating.AGAIN),
    ]
    assert found[0].card == CardKey(CardKind.INTERVIEW, "bn")


def test_an_interview_that_goes_on_has_no_rating_yet() -> None:
    assert rating.of_interview(talk(FakeStore(), ends=False)) == ()


def test_one_question_of_an_interview_is_corrected_and_the_others_stay() -> None:
    store = FakeStore()
    kept = talk(store)
    bn, lstm = rating.as_corrected(store, rating.of_interview(kept))
    rating.corrected(store, lstm, Rating.HARD, NOON)
    found = rating.as_corrected(store, rating.of_interview(kept))
    assert [one.own for one in found] == [None, Rating.HARD]
    assert found[0] == bn


def test_a_run_is_rated_when_it_was_graded() -> None:
    store = FakeStore()
    for verdict, medal in ((Verdict.PASS, Medal.GOLD), (Verdict.INTERNAL, None)):
        number = store.start_run(Submission("digits", Tier.EMBEDDED, "x"), NOON)
        store.finish_run(number, report(verdict, medal=medal), NOON.at)
    fault, gold = (rating.of_run(run) for run in store.runs(limit=2))
    assert fault is None
    assert gold is not None
    assert (gold.review, gold.rating) == (ReviewKey(Source.RUN, 1), Rating.EASY)
    rating.corrected(store, gold, Rating.GOOD, NOON)
    assert store.corrected_ratings() == {ReviewKey(Source.RUN, 1): Rating.GOOD}
