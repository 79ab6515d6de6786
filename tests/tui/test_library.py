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


async def test_flagged_and_wrong_questions_are_found_again() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        standing = screen.query_one("#standing", Select)
        standing.value = "right"
        await wait_for(pilot, lambda: ids(app) == ["relu-dead"], "what was right")
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question")
        await wait_for(pilot, lambda: app.screen.query_one(OptionsView).plain, "its options")
        await pilot.press("m")
        await wait_for(pilot, lambda: "relu-dead" in parts.fake_store.flagged(), "the flag on disk")
        assert "⚑ flagged" in app.screen.heading()  # type: ignore[attr-defined]
        await pilot.press("escape")
        standing.value = "flagged"
        await wait_for(pilot, lambda: ids(app) == ["relu-dead"], "what was flagged")
        assert str(screen.table.records[0].cells[0]).startswith("⚑ ")


async def test_an_answer_taken_back_is_no_answer() -> None:
    parts = StudyParts()
    (kept,) = answer_some(parts, 1)
    assert kept.id is not None
    parts.fake_store.undo_attempt(kept.id, parts.fake_clock.moment().at)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LibraryQuestionScreen(("relu-dead",)))
        await wait_for(pilot, lambda: app.screen.query_one(OptionsView).plain, "the question")
        facts = app.screen.query_one("#facts", Static)
        assert words_of(facts) == "You have not answered this question yet."


async def test_both_sides_of_a_match_are_told_apart() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LibraryQuestionScreen(("loss-heads",)))
        options = app.screen.query_one(OptionsView)
        await wait_for(pilot, lambda: options.plain, "both sides")
        lines = options.plain.splitlines()
        assert lines[0] == " 1 Binary classification → ?"
        assert lines[4].strip() == ""
        assert lines[5].startswith(" a ")


async def test_revealing_brings_the_answer_into_sight() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 14)) as pilot:
        await app.push_screen(LibraryQuestionScreen(("softmax-logits",)))
        await wait_for(pilot, lambda: app.screen.query_one(OptionsView).plain, "the question")
        await pilot.press("r")
        feedback = app.screen.query_one(FeedbackView)
        page = app.screen.query_one("#page")
        await wait_for(pilot, lambda: feedback.region.y == page.content_region.y, "the answer on top")


async def test_the_list_stays_where_it_was_after_reading_a_question() -> None:
    parts = StudyParts()
    many = {f"q-{number}": factory.question("single", id=f"q-{number}") for number in range(150)}
    parts._bank = replace(parts.bank, questions=many, hashes=dict.fromkeys(many, "h"))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("library")
        await wait_for(pilot, lambda: len(ids(app)) == PAGE, "the first page")
        await pilot.press("down", "end")
        await wait_for(pilot, lambda: len(ids(app)) >= 2 * PAGE, "the next page")
        table = app.screen.query_one(RecordTable)
        chosen = table.cursor_id
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen.query(RecordTable) and len(ids(app)) >= 2 * PAGE, "the list")
        assert table.cursor_id == chosen
        await pilot.press("slash", "q")
        await wait_for(pilot, lambda: table.cursor_id == "q-0", "a new search begins at the top")


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
        assert "✓1  " in str(getattr(claims.get_option_at_index(1).prompt, "plain", ""))
        assert "Questions: 1 · 1 right" in words_of(side)
        assert "✓ A ReLU unit outputs 0" in words_of(side)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ClaimScreen), "the claim")
        words = app.screen.query_one("#claim", Static)
        await wait_for(
            pilot, lambda: "Does it? When does it fail?" in words_of(words), "what interviewers ask"
        )
        assert "It eases them, and brings dead units." in words_of(words)
        counts = words_of(app.screen.query_one("#tally", Static))
        assert counts == "Questions: 1 · 1 right, 0 not right, 0 unseen"
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
