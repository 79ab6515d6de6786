"""What is due: on Home, in its list, in the quiz; why each item is here; own ratings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.turns import TurnKind
from dlprep.domain.language import Language
from dlprep.domain.memory.cards import CardKey, CardKind
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.services import remembering
from dlprep.services.quiz import plan_session
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.due import DueScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.interview_setup import InterviewSetupScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.overlay import Overlay
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.setup import SetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.rating_bar import RatingBar
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.today_panel import TodayPanel
from interviewing_samples import INTERVIEW, grade, turn
from storage.samples import report
from tui.study_support import StudyParts, answer_some, keep_run
from tui.support import make_app, words_of
from waiting import wait_for, wait_until_still

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from dlprep.domain.interviewing.plan import InterviewPlan


DAY = 86_400


@pytest.fixture
def parts() -> StudyParts:
    """A learner who was wrong and sure of it three days ago."""
    parts = StudyParts()
    answer_some(parts, 2)
    wrong = parts.fake_store.attempts(limit=2)[-1]
    assert wrong.id is not None
    parts.fake_store.undo_attempt(2, parts.fake_clock.moment().at)
    parts.fake_clock.advance(3 * DAY)
    return parts


async def test_an_item_can_be_read_before_it_is_answered(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_due(app, pilot)
        await wait_for(pilot, lambda: app.screen.check_action("read", ()), "a question at the cursor")
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question to read")


def test_a_picture_of_the_list(parts: StudyParts, snap_compare: Callable[..., bool]) -> None:
    keep_run(parts.fake_store, parts, "x", replace(report(), slug="cifar10-cnn", medal=None))
    parts.fake_clock.advance(3 * DAY)

    async def steps(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, DlprepApp)
        await open_due(app, pilot)
        await wait_until_still(pilot)

    app = make_app(parts)
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps)


def shows(app: DlprepApp, kind: type[object]) -> bool:
    return isinstance(app.screen, kind)


def setup_plan(app: DlprepApp) -> InterviewPlan:
    assert isinstance(app.screen, InterviewSetupScreen)
    return app.screen.plan()


def due_list(app: DlprepApp) -> DueScreen:
    assert isinstance(app.screen, DueScreen)
    return app.screen


async def open_due(app: DlprepApp, pilot: Pilot[None]) -> None:
    await pilot.press("d")
    await wait_for(
        pilot, lambda: isinstance(app.screen, DueScreen) and due_list(app)._shown, "the list of what is due"
    )


async def test_home_says_what_is_due_and_recommends_it_with_the_reason(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "1 due" in words_of(panel), "what is due")
        words = " ".join(words_of(panel).split())
        assert "Repeat what is due. You were sure last time, and wrong." in words
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.mode is Mode.DUE
        assert app.screen.session.plan[0].question_id == "relu-dead"


async def test_an_open_session_goes_before_what_is_due(parts: StudyParts) -> None:
    planned = plan_session(
        parts.bank,
        QuizRequest(question_ids=("overfit-signs",)),
        language=Language.EN,
        seed=1,
        moment=parts.clock.moment(),
    )
    parts.fake_store.add_session(planned)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        panel = app.screen.query_one(TodayPanel)
        await wait_for(pilot, lambda: "1 due" in words_of(panel), "what is due")
        assert "Finish what is open." in words_of(panel)


async def test_the_list_says_why_and_starts_what_is_at_the_cursor(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_due(app, pilot)
        about = app.screen.query_one("#about", Static)
        await wait_for(pilot, lambda: "You were sure last time, and wrong." in words_of(about), "the reason")
        assert "1 due" in words_of(app.screen.query_one("#sums", Static))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert [one.question_id for one in app.screen.session.plan] == ["relu-dead"]


async def test_everything_due_starts_by_one_key(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_due(app, pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert len(app.screen.session.plan) > 1


@pytest.mark.parametrize("language", Language)
async def test_interviews_and_challenges_stand_in_the_list_with_a_way_to_them(language: Language) -> None:
    parts = StudyParts(language)
    keep_run(parts.fake_store, parts, "x", replace(report(), slug="cifar10-cnn", medal=None))
    kept = parts.fake_store.add_interview(INTERVIEW)
    open_id = next(name for name, one in parts.bank.questions.items() if one.type == "open")
    parts.fake_store.add_turn(kept.id or 0, turn(0, TurnKind.QUESTION, question_id=open_id))
    parts.fake_store.add_turn(
        kept.id or 0, turn(1, TurnKind.ANSWER, question_id=open_id, grade=grade(*[Status.MISSED] * 3))
    )
    parts.fake_store.end_interview(kept.id or 0, parts.clock.moment().at, score=0, bar=None)
    parts.fake_clock.advance(3 * DAY)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_due(app, pilot)
        table = app.screen.query_one(RecordTable)
        ids = [record.id for record in table.records]
        assert {"challenge:cifar10-cnn", f"interview:{open_id}"} <= set(ids)
        for wanted, screen in (
            ("challenge:cifar10-cnn", ChallengeScreen),
            (f"interview:{open_id}", InterviewSetupScreen),
        ):
            await wait_for(pilot, lambda: isinstance(app.screen, DueScreen), "the list again")
            table.rows.highlighted = ids.index(wanted)
            await pilot.press("enter")
            await wait_for(pilot, partial(shows, app, screen), wanted)
            if isinstance(app.screen, InterviewSetupScreen):
                await wait_for(pilot, lambda: setup_plan(app).begins_with == open_id, "the question")
                question = parts.bank.question(open_id)
                assert setup_plan(app).topics == (question.topic,)
                assert setup_plan(app).level is question.level
            app.pop_screen()


async def test_an_empty_list_says_what_to_do() -> None:
    parts = StudyParts()
    for name in parts.bank.questions:
        answer_some(parts, 1, question_id="relu-dead" if name != "relu-dead" else name)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_due(app, pilot)
        shown = due_list(app)._shown
        assert shown is not None
        assert shown.queue.reviews == 0


async def answered(app: DlprepApp, pilot: Pilot[None], parts: StudyParts) -> QuizScreen:
    """A due session with its first question answered wrongly."""
    asked = remembering.with_due_questions(
        parts.bank, parts.store, parts.settings, QuizRequest(Mode.DUE, count=1), parts.clock.moment()
    )
    session = parts.fake_store.add_session(
        plan_session(parts.bank, asked, language=Language.EN, seed=1, moment=parts.clock.moment())
    )
    screen = QuizScreen(session)
    await app.push_screen(screen)
    await wait_for(pilot, lambda: screen.takes_answer, "the question")
    await pilot.press("s")
    await wait_for(pilot, lambda: screen.rating.value, "the rating")
    return screen


async def test_a_rating_is_shown_corrected_and_restored_by_undo(parts: StudyParts) -> None:
    app, key = make_app(parts), CardKey(CardKind.QUESTION, "relu-dead")
    async with app.run_test(size=(80, 24)) as pilot:
        remembering.catch_up(parts.store)
        before = parts.store.card(key)
        screen = await answered(app, pilot, parts)
        bar = screen.query_one(RatingBar)
        assert bar.display
        assert "●again" in words_of(bar)
        assert "The answer was wrong." in words_of(bar)
        await pilot.press("3")
        await wait_for(pilot, parts.store.corrected_ratings, "the correction")
        assert "●good" in words_of(bar)
        remembering.catch_up(parts.store)
        card = parts.store.card(key)
        assert card is not None
        assert card.last_rating is Rating.GOOD
        await pilot.press("1")
        await wait_for(pilot, lambda: not parts.store.corrected_ratings(), "the correction taken back")
        assert "The answer was wrong." in words_of(bar)
        await pilot.press("u")
        await wait_for(pilot, lambda: screen.takes_answer, "the question again")
        assert not screen.rating.value
        assert parts.store.card(key) == before


async def test_a_question_says_why_it_is_here_before_and_after_its_answer(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await answered(app, pilot, parts)
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, Overlay), "the reasons")
        await pilot.press("escape")
        await pilot.press("u")
        await wait_for(pilot, lambda: screen.takes_answer, "the question again")
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, Overlay), "the reasons")
        words = str(app.screen.query_one("#dialog Static", Static).content.plain)  # type: ignore[union-attr]
        assert "You were sure last time, and wrong." in words
        assert "Last answered 2026-03-14" in words


async def test_the_setup_screen_starts_what_is_due(parts: StudyParts) -> None:
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, SetupScreen), "setup")
        assert isinstance(app.screen, SetupScreen)
        screen = app.screen
        await wait_for(pilot, lambda: "match" in words_of(screen.matches), "the bank read")
        row = screen.query_one("#mode", ChipRow)
        row.value = frozenset({"due"})
        row.post_message(ChipRow.Changed(row))
        await wait_for(pilot, lambda: "are due; enter starts" in words_of(screen.matches), "how many are due")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.mode is Mode.DUE


async def test_nothing_due_is_said_and_home_stays() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert isinstance(app.screen, HomeScreen)
        held = {(one.topic, one.type) for one in parts.bank.questions.values()}
        topic, kind = next((a, b) for a, _ in sorted(held) for _, b in sorted(held) if (a, b) not in held)
        app.screen.start_session(QuizRequest(Mode.DUE, topics=(topic,), types=(kind,)))
        await wait_for(pilot, lambda: any("due" in one.message for one in app._notifications), "the sentence")
        assert isinstance(app.screen, HomeScreen)
