"""Q32: what answers in use say about a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, SkippedAnswer, SpotBugAnswer, TfReasonAnswer
from dlprep.domain.grading import Grade
from dlprep.domain.practice import PlannedQuestion
from dlprep.services.item_statistics import (
    ItemStatistics,
    correlation,
    every_attempt,
    item_row,
    item_statistics,
)
from factory import bank, question
from fakes import FakeStore
from storage.samples import NOON, SESSION, attempt

if TYPE_CHECKING:
    from dlprep.domain.practice import Attempt

BANK = bank(question("single", id="x"), question("single", id="y"))


def answer(name: str, session: int, score: float, **changes: Any) -> Attempt:
    planned = PlannedQuestion(name, BANK.hashes[name], 0)
    grade = Grade.CORRECT if score == 1 else Grade.PARTIAL if score else Grade.INCORRECT
    return attempt(session, 0, **({"planned": planned, "grade": grade, "score": score} | changes))


def of(name: str, *attempts: Attempt) -> ItemStatistics:
    (found,) = (one for one in item_statistics(BANK, attempts) if one.question_id == name)
    return found


def test_the_share_of_right_answers_counts_whole_ones_only() -> None:
    found = of("x", answer("x", 1, 1.0), answer("x", 2, 0.5), answer("x", 3, 0.0), answer("x", 4, 1.0))
    assert (found.attempts, found.right) == (4, 0.5)


def test_a_question_that_goes_with_the_session_and_one_that_goes_against_it() -> None:
    good, poor = (1.0, 1.0), (0.0, 0.0)
    along = [answer(name, n, good[0] if n % 2 else poor[0]) for n in range(10) for name in ("x", "y")]
    assert of("x", *along).point_biserial == pytest.approx(1.0)
    against = [answer("x", n, float(n % 2)) for n in range(10)] + [
        answer("y", n, 1.0 - n % 2) for n in range(10)
    ]
    assert of("x", *against).point_biserial == pytest.approx(-1.0)


def test_the_correlation_agrees_with_a_known_value_and_needs_variation() -> None:
    assert correlation([(0, 1), (0, 2), (1, 2), (1, 4)]) == pytest.approx(0.6882, abs=1e-4)
    assert correlation([(1, 1), (1, 2)]) is None
    assert correlation([(1, 1)]) is None


def test_a_session_of_one_answer_says_nothing_about_the_rest() -> None:
    assert of("x", answer("x", 1, 1.0), answer("x", 2, 0.0)).point_biserial is None


def test_options_are_counted_for_every_type_with_options() -> None:
    answers = (
        ChoiceAnswer(option="a"),
        TfReasonAnswer(truth=True, option="a"),
        SpotBugAnswer(line=1, option="b"),
        ChoicesAnswer(options=frozenset("ab")),
        SkippedAnswer(),
    )
    found = of("x", *(answer("x", n, 0.0, answer=one) for n, one in enumerate(answers)))
    assert found.options == {"a": 3, "b": 2}


def test_answers_taken_back_ungraded_or_to_an_older_text_are_left_out() -> None:
    old = PlannedQuestion("x", "older", 0)
    left_out = (
        answer("x", 1, 0.0, undone_at=NOON.at),
        answer("x", 2, 0.0, grade=Grade.UNGRADED),
        answer("x", 3, 0.0, planned=old),
    )
    assert of("x", *left_out, answer("x", 4, 1.0)).attempts == 1
    assert item_statistics(BANK, left_out) == ()


@pytest.mark.parametrize(
    ("right", "telling", "count", "flags"),
    [
        (0.19, 0.5, 30, 1),
        (0.2, 0.5, 30, 0),
        (0.96, 0.5, 30, 1),
        (0.5, 0.09, 30, 1),
        (0.5, None, 30, 0),
        (0.1, 0.0, 30, 2),
        (0.1, 0.0, 29, 0),
    ],
)
def test_flags_need_thirty_answers(right: float, telling: float | None, count: int, flags: int) -> None:
    assert len(ItemStatistics("x", count, right, telling, {}).flags) == flags


def test_the_row_is_shown_and_held_to_nothing() -> None:
    odd = ItemStatistics("x", 40, 0.1, 0.5, {})
    row = item_row([odd, ItemStatistics("y", 40, 0.5, 0.5, {}), ItemStatistics("z", 3, 0.0, None, {})])
    assert (row.figure, row.sample, row.passed, row.question_ids) == (1, 2, None, ("x",))


def test_every_attempt_pages_through_the_whole_history() -> None:
    store = FakeStore()
    plan = tuple(PlannedQuestion("x", "h", n) for n in range(1203))
    session = store.add_session(replace(SESSION, plan=plan))
    assert session.id is not None
    for position in range(1203):
        store.add_attempt(attempt(session.id, position))
    assert [one.position for one in every_attempt(store)] == list(range(1202, -1, -1))
