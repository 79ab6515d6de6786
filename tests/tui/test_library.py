"""Library and article: found as you type, nothing spoilt before it is asked for, practised by one key."""

from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select, Static

import factory
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.article import ArticleScreen
from dlprep.tui.screens.claim import ClaimScreen
from dlprep.tui.screens.library import PAGE, LibraryScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.options_view import OptionsView
from dlprep.tui.widgets.record_list import RecordTable
from tui.study_support import StudyParts, answer_some
from tui.support import make_app, words_of
from waiting import wait_for


def ids(app: DlprepApp) -> list[str]:
    return [record.id for record in app.screen.query_one(RecordTable).records]


async def opened(pilot: Pilot[None], app: DlprepApp) -> LibraryScreen:
    app.open_place("library")
    await wait_for(
        pilot, lambda: isinstance(app.screen, LibraryScreen) and app.screen.query(RecordTable), "Library"
    )
    await wait_for(pilot, lambda: len(ids(app)) == 11, "every question")
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


async def test_typing_narrows_the_list_in_either_language() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press(*"relu")
        await wait_for(pilot, lambda: ids(app) == ["relu-dead", "loss-heads"], "both questions on ReLU")
        assert words_of(screen.query_one("#found", Static)) == "2 questions, 0 answered"
        screen.words.value = "过拟合"
        await wait_for(pilot, lambda: ids(app) == ["overfit-signs"], "the Chinese hit")
        screen.words.value = "zzz"
        await wait_for(pilot, lambda: screen.table.has_class("-empty"), "nothing found")
        await pilot.press("f7")
        await wait_for(pilot, lambda: len(ids(app)) == 11, "every question again")


async def test_filters_narrow_by_topic_level_and_type() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.query_one("#topic", Select).value = "optimizers-lr"
        await wait_for(pilot, lambda: ids(app) == ["overfit-signs", "adam-decay", "clip-norm"], "one topic")
        screen.query_one("#level", Select).value = "mid"
        await wait_for(pilot, lambda: ids(app) == ["overfit-signs"], "one level of it")
        screen.query_one("#type", Select).value = "cloze"
        await wait_for(pilot, lambda: not ids(app), "no such type there")


async def test_what_was_found_is_practised_in_its_order() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press(*"relu")
        await wait_for(pilot, lambda: len(ids(app)) == 2, "two questions")
        await pilot.press("enter", "p")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.question_ids == ("relu-dead", "loss-heads")


async def test_a_question_is_read_without_its_answer_until_revealed() -> None:
    parts = StudyParts()
    answer_some(parts, 2)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question")
        options, feedback = app.screen.query_one(OptionsView), app.screen.query_one(FeedbackView)
        await wait_for(pilot, lambda: options.plain, "its options")
        assert "Its bias was pushed far below zero" in options.plain
        assert feedback.plain == ""
        assert "✓ Right" in words_of(app.screen.query_one("#facts", Static))
        await pilot.press("r")
        await wait_for(pilot, lambda: feedback.plain, "the answer")
        assert "✓ Its bias was pushed far below zero: the unit is dead  — right answer" in feedback.plain
        assert "A small rate slows the updates" in feedback.plain
        assert not options.display
        await pilot.press("right")
        await wait_for(pilot, lambda: feedback.plain == "", "the next question, unspoilt")
        assert parts.fake_store.attempts(limit=9) == parts.fake_store.attempts(limit=2)


async def test_every_type_of_question_can_be_read_and_revealed() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        names = tuple(parts.bank.questions)
        for place, name in enumerate(names):
            await app.push_screen(LibraryQuestionScreen(names, place))
            await wait_for(
                pilot, lambda: app.screen.query_one("#stem", Static).content, f"the stem of {name}"
            )
            await pilot.press("r")
            await wait_for(pilot, lambda: app.screen.query_one(FeedbackView).plain, f"the answer to {name}")
            assert "Explanation" in app.screen.query_one(FeedbackView).plain
            await pilot.press("escape")


async def test_the_article_leads_to_a_claim_its_questions_and_back() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("f6")
        await wait_for(pilot, lambda: isinstance(app.screen, ArticleScreen), "the article")
        claims = app.screen.query_one("#claims", OptionList)
        await wait_for(pilot, lambda: claims.option_count == 2, "section and claim")
        side = app.screen.query_one("#claim", Static)
        await wait_for(
            pilot, lambda: "ReLU solves vanishing gradients." in words_of(side), "the claim beside"
        )
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ClaimScreen), "the claim")
        words = app.screen.query_one("#claim", Static)
        await wait_for(
            pilot, lambda: "Does it? When does it fail?" in words_of(words), "what interviewers ask"
        )
        assert "It eases them, and brings dead units." in words_of(words)
        table = app.screen.query_one(RecordTable)
        assert [str(cell) for cell in table.records[0].cells][-1] == "✓ 100% ×1"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "its question")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ClaimScreen), "back at the claim")
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.question_ids == ("relu-dead",)


async def test_the_article_flips_its_language_alone() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ArticleScreen())
        claims = app.screen.query_one("#claims", OptionList)
        await wait_for(pilot, lambda: claims.option_count == 2, "section and claim")
        await pilot.press("l")
        await wait_for(
            pilot, lambda: "算法原理" in str(claims.get_option_at_index(0).prompt), "the section in Chinese"
        )
        assert app.language.value == "en"


async def test_letters_typed_into_the_search_are_not_commands() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("p", "a", "c", "slash")
        assert screen.query_one("#words", Input).value == "pac/"
        assert app.screen is screen


async def test_a_large_bank_is_listed_a_page_at_a_time() -> None:
    parts = StudyParts()
    many = {f"q-{number}": factory.question("single", id=f"q-{number}") for number in range(150)}
    parts._bank = replace(parts.bank, questions=many, hashes=dict.fromkeys(many, "h"))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("library")
        await wait_for(pilot, lambda: len(ids(app)) == PAGE, "the first page")
        assert words_of(app.screen.query_one("#found", Static)) == "150 questions, 0 answered"
        await pilot.press("down", "end")
        await wait_for(pilot, lambda: len(ids(app)) >= 2 * PAGE, "the next page")
        await pilot.press("end")
        await wait_for(pilot, lambda: ids(app) == list(many), "all of them, in order")
