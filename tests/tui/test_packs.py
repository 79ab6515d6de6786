"""Packs in the app: their questions have a source, and a pack that goes takes no history along."""

from dataclasses import replace
from pathlib import Path

from textual.widgets import Select, Static

from dlprep.bank.packs import with_packs
from dlprep.domain.answers import ChoiceAnswer
from dlprep.domain.bank import Pack, Problem, QuestionBank
from dlprep.domain.language import Language
from dlprep.domain.practice import QuizRequest
from dlprep.services.quiz import answer_current, finish, plan_session
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.library import LibraryScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.setup import SetupScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.record_list import RecordTable
from factory import question
from tui.sample_bank import sample_bank
from tui.study_support import StudyParts
from tui.support import FakeParts, make_app, words_of
from waiting import wait_for

MINE = question("single", id="my-own", topic="cnn", stem={"zh": "我的题", "en": "My own question"})


def bank_with_pack(*problems: Problem) -> QuestionBank:
    held = QuestionBank({"my-own": MINE}, {"my-own": "h"}, (), None, problems=problems)
    return with_packs(sample_bank(), (Pack("mine", Path("packs/mine"), held),))


def parts_with_pack(*problems: Problem) -> StudyParts:
    parts = StudyParts()
    parts._bank = bank_with_pack(*problems)
    return parts


def rows(app: DlprepApp) -> list[str]:
    return [record.id for record in app.screen.query_one(RecordTable).records]


async def test_the_library_names_the_pack_and_filters_by_source() -> None:
    app = make_app(parts_with_pack())
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("library")
        await wait_for(
            pilot, lambda: app.screen.query(RecordTable) and len(rows(app)) == 12, "every question"
        )
        source = app.screen.query_one("#source", Select)
        assert source.display
        first = app.screen.query_one(RecordTable).records[-1]
        assert str(first.cells[0]) == "mine · My own question"
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        screen.words.value = "mine"
        await wait_for(pilot, lambda: rows(app) == ["my-own"], "the pack by its name")
        screen.words.value = ""
        source.value = "mine"
        await wait_for(pilot, lambda: rows(app) == ["my-own"], "the questions of the pack")
        source.value = "dlprep"
        await wait_for(pilot, lambda: len(rows(app)) == 11, "the shipped questions")


async def test_the_reader_says_which_pack_a_question_is_from() -> None:
    app = make_app(parts_with_pack())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(LibraryQuestionScreen(("my-own",)))
        await wait_for(
            pilot,
            lambda: app.screen.query("#facts") and "mine" in words_of(app.screen.query_one("#facts", Static)),
            "the pack's name",
        )


async def test_without_packs_no_source_is_offered_anywhere() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("library")
        await wait_for(
            pilot, lambda: app.screen.query(RecordTable) and len(rows(app)) == 11, "every question"
        )
        assert not app.screen.query_one("#source", Select).display
        await pilot.press("escape", "q")
        await wait_for(pilot, lambda: isinstance(app.screen, SetupScreen), "Setup")
        assert not app.screen.query_one("#sources", ChipRow).display


async def test_setup_offers_the_sources_and_asks_only_those_chosen() -> None:
    app = make_app(parts_with_pack())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, SetupScreen), "Setup")
        screen = app.screen
        assert isinstance(screen, SetupScreen)
        row = screen.query_one("#sources", ChipRow)
        await wait_for(pilot, lambda: row.display, "the sources")
        assert row.choices == (("dlprep", "dlprep"), ("mine", "mine"))
        row.focus()
        await pilot.press("right", "space")
        assert screen.request().sources == ("mine",)
        matches = screen.query_one("#matches", Static)
        await wait_for(pilot, lambda: words_of(matches).startswith("1 matching"), "one question")


async def test_home_tells_once_what_is_wrong_with_a_pack() -> None:
    parts = parts_with_pack(Problem("questions/mine.yaml", 7, 3, "", "no", "way"))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: bool(app._notifications), "the notice")
        (notice,) = app._notifications
        assert "“mine” has 1 problems, the first in mine/questions/mine.yaml:7:3" in notice.message
        assert 'dlprep bank check --pack "mine"' in notice.message


def answered_then_removed() -> FakeParts:
    """A history with one answer to a question of a pack, and the bank without it."""
    parts = parts_with_pack()
    moment = parts.clock.moment()
    planned = plan_session(
        parts.bank,
        QuizRequest(question_ids=("my-own", "relu-dead")),
        language=Language.EN,
        seed=1,
        moment=moment,
    )
    session = parts.store.add_session(planned)
    for option in ("a", "vanish"):
        session = answer_current(
            parts.store,
            parts.bank,
            session,
            ChoiceAnswer(option=option),
            language=Language.EN,
            confidence=None,
            hints_used=0,
            duration_seconds=5,
            moment=moment,
        ).session
    finish(parts.store, session, moment)
    parts._bank = sample_bank()
    return parts


async def test_answers_to_a_pack_that_was_removed_stay_and_say_so() -> None:
    from dlprep.tui.screens.attempt import AttemptScreen

    parts = answered_then_removed()
    app = make_app(parts)
    gone = next(one for one in parts.store.attempts(limit=9) if one.planned.question_id == "my-own")
    assert gone.id is not None
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AttemptScreen(gone.id))
        await wait_for(
            pilot,
            lambda: (
                app.screen.query("#facts")
                and "its pack was removed" in words_of(app.screen.query_one("#facts", Static))
            ),
            "the reason",
        )


def test_wrong_answers_are_asked_again_without_those_that_left() -> None:
    parts = answered_then_removed()
    request = QuizRequest(question_ids=("my-own", "relu-dead"))
    planned = plan_session(
        parts.bank, request, language=Language.EN, seed=1, moment=replace(parts.clock.moment())
    )
    assert [one.question_id for one in planned.plan] == ["relu-dead"]
