"""Ratings of the past: told with their reason where an answer, run or interview is read, and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlprep.domain.judging import Verdict
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.memory.sources import ReviewKey, Source
from dlprep.tui.screens.answer_review import AnswerReviewScreen
from dlprep.tui.screens.attempt import AttemptScreen
from dlprep.tui.screens.interview_ratings import InterviewRatingsScreen
from dlprep.tui.screens.interview_scorecard import ScorecardScreen
from dlprep.tui.screens.run_report import RunReportScreen
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.widgets.record_list import RecordTable
from fakes_judge import passed
from tui.interview_chat import chat
from tui.study_support import SOLUTION, StudyParts, answer_some, keep_run
from tui.support import make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.tui.app import DlprepApp
    from dlprep.tui.screens.base import BaseScreen

ANSWER, RUN = ReviewKey(Source.ATTEMPT, 1), ReviewKey(Source.RUN, 1)


def bar(app: DlprepApp) -> str:
    return words_of(app.screen.query_one(RatingBar))


async def corrects(
    parts: StudyParts, make: Callable[[], BaseScreen], review: ReviewKey, first: Rating
) -> None:
    """Rates what a screen shows as good, by key, and takes that back by mouse."""
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = make()
        await app.push_screen(screen)
        await wait_for(pilot, lambda: f"●{first.value}" in bar(app), "the rating")
        await pilot.press("3")
        await wait_for(pilot, lambda: "●good" in bar(app), "the own rating")
        assert f"Your own word; {first.value} takes it back." in bar(app)
        assert parts.fake_store.corrected_ratings() == {review: Rating.GOOD}
        screen.query_one(RatingBar).action_rated(first.value)
        await wait_for(pilot, lambda: "own word" not in bar(app), "the correction taken back")
        assert parts.fake_store.corrected_ratings() == {}


async def test_an_answer_of_the_past_is_corrected_in_its_replay() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    await corrects(parts, lambda: AttemptScreen(1), ANSWER, Rating.HARD)


async def test_an_answer_is_corrected_from_the_end_of_its_session() -> None:
    parts = StudyParts()
    answer_some(parts, 2)
    attempts = tuple(reversed(parts.fake_store.attempts(limit=2)))
    await corrects(parts, lambda: AnswerReviewScreen(attempts, 0), ANSWER, Rating.AGAIN)


async def test_a_run_is_corrected_in_its_report() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, SOLUTION, passed(verdict=Verdict.FAIL, medal=None))
    await corrects(parts, lambda: RunReportScreen(1), RUN, Rating.AGAIN)


async def test_a_run_that_was_not_graded_has_nothing_to_rate() -> None:
    parts = StudyParts()
    number = keep_run(parts.fake_store, parts, SOLUTION, passed(verdict=Verdict.INTERNAL, medal=None))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = RunReportScreen(number)
        await app.push_screen(screen)
        await wait_for(pilot, lambda: screen._shown, "the report")
        assert not screen.query_one(RatingBar).display
        assert not screen.check_action("rate", ("hard",))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_each_question_of_an_interview_is_rated_from_the_scorecard(size: tuple[int, int]) -> None:
    async with chat(size) as room:
        await room.say("+infer +train +why")
        await room.say("/end")
        await room.pilot.press("enter")
        app = room.pilot.app
        await room.until(lambda: isinstance(app.screen, ScorecardScreen), "the scorecard")
        await room.until(lambda: app.screen.check_action("ratings", ()), "its key")
        await room.pilot.press("m")
        await room.until(lambda: isinstance(app.screen, InterviewRatingsScreen), "the ratings")
        await room.until(lambda: app.screen.query_one(RecordTable).records, "a row")
        before = app.screen.query_one(RatingBar).value
        await room.pilot.press("1")
        await room.until(lambda: app.screen.query_one(RatingBar).value == "again", "the own rating")
        assert before != "again"
        assert "again" in str(app.screen.query_one(RecordTable).records[0].cells[1])
        ((review, rating),) = room.parts.fake_store.corrected_ratings().items()
        assert (review.source, review.id, rating) == (Source.INTERVIEW, 1, Rating.AGAIN)
        assert review.question_id == app.screen.query_one(RecordTable).cursor_id
