"""What a session amounts to: weak spots first, every answer with its feedback, retry by one key."""

from textual.widgets import OptionList, Static

from dlprep.domain.answers import NumericAnswer
from dlprep.domain.language import Language
from dlprep.domain.practice import QuizRequest
from dlprep.services.quiz import answer_current, finish, plan_session
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.answer_review import AnswerReviewScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.summary import SummaryScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.key_bar import KeyBar
from dlprep.tui.widgets.title_bar import TitleBar
from tui.support import FakeParts, finished_session, make_app, words_of
from waiting import wait_for


def overview(app: DlprepApp) -> str:
    found = app.screen.query("#overview").results(Static)
    return "".join(words_of(widget) for widget in found)


async def test_score_time_and_weak_spots_are_shown() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        assert "1 right, 0 partly, 3 of 3 answered" in overview(app)
        assert "Sure and wrong: 1" in overview(app)
        assert overview(app).index("Networks & activations") < overview(app).index("TensorFlow & Keras")
        assert "1:05" in words_of(app.screen.query_one(TitleBar))


async def test_confidently_wrong_answers_come_first() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        assert isinstance(app.screen, SummaryScreen)
        ordered = [attempt.planned.question_id for attempt in app.screen.ordered()]
        assert ordered == ["relu-dead", "overfit-signs", "print-tuple"]
        assert app.screen.query_one(OptionList).option_count == 3


async def test_every_answer_can_be_looked_at_again() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AnswerReviewScreen), "the answer")

        def feedback() -> str:
            return app.screen.query_one(FeedbackView).plain

        await wait_for(pilot, lambda: "This is a ReLU" in feedback(), "its reasons")
        await pilot.press("right", "right")
        await wait_for(pilot, lambda: "You said: (3, 4)" in feedback(), "the last answer")
        await pilot.press("left", "left", "l")
        await wait_for(pilot, lambda: "这里用的是 ReLU" in feedback(), "the first one in Chinese")
        await pilot.press("escape")
        assert isinstance(app.screen, SummaryScreen)


async def test_the_wrong_ones_are_asked_again_by_one_key() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        assert isinstance(app.screen, QuizScreen)
        assert [planned.question_id for planned in app.screen.session.plan] == ["relu-dead", "overfit-signs"]


async def test_going_back_from_the_retry_leads_home() -> None:
    parts = FakeParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finished_session(parts)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the quiz")
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_session_without_answers_offers_no_retry() -> None:
    parts = FakeParts()
    app = make_app(parts)
    request = QuizRequest(question_ids=("relu-dead",))
    moment = parts.clock.moment()
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=moment)
    session = finish(parts.store, parts.store.add_session(planned), moment)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(session))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        assert "0 of 1 answered" in overview(app)
        actions = {active.binding.action for active in app.screen.active_bindings.values()}
        assert "retry" not in actions


async def test_a_drawn_question_is_told_with_its_numbers() -> None:
    parts = FakeParts()
    moment = parts.clock.moment()
    request = QuizRequest(question_ids=("conv-size",))
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=moment)
    session = parts.store.add_session(planned)
    answered = answer_current(
        parts.store,
        parts.bank,
        session,
        NumericAnswer(text="1"),
        language=Language.EN,
        confidence=None,
        hints_used=0,
        duration_seconds=1,
        moment=moment,
    )
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SummaryScreen(finish(parts.store, answered.session, moment)))
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen) and overview(app), "the summary")
        line = str(getattr(app.screen.query_one(OptionList).get_option_at_index(0).prompt, "plain", ""))
        assert answered.presented.question.stem.en in line
        assert "{{" not in line
        assert "enter Look at it" in words_of(app.screen.query_one(KeyBar))


async def test_a_session_without_answers_says_so_and_offers_none_to_look_at() -> None:
    parts = FakeParts()
    request = QuizRequest(question_ids=("relu-dead",))
    planned = plan_session(parts.bank, request, language=Language.EN, seed=1, moment=parts.clock.moment())
    session = finish(parts.store, parts.store.add_session(planned), parts.clock.moment())
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(SummaryScreen(session))
        await wait_for(pilot, lambda: words_of(app.screen.query_one("#overview", Static)), "the summary")
        assert "No answer was given" in words_of(app.screen.query_one("#heads", Static))
        assert "Look at it" not in words_of(app.screen.query_one(KeyBar))
