"""Progress: every list pages, opens what stands behind a row, and says how to begin when it is empty."""

import re
from dataclasses import replace
from functools import partial

from textual.pilot import Pilot
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.messages import message
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.attempt import AttemptScreen
from dlprep.tui.screens.overlay import Overlay
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.progress_pages import KINDS, PAGE
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.run_report import RunReportScreen
from dlprep.tui.screens.session_answers import SessionAnswersScreen
from dlprep.tui.widgets.feedback_view import FeedbackView
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.verdict_panel import VerdictPanel
from fakes_judge import cancelled
from tui.study_support import STUB, StudyParts, answer_some, keep_run
from tui.support import make_app, words_of
from waiting import wait_for


def table(app: DlprepApp) -> RecordTable:
    screen = app.screen
    assert isinstance(screen, ProgressScreen)
    return screen.table(screen.active)


TOPICS, SESSIONS, ANSWERS, RUNS = "2", "3", "4", "5"


def progress(app: DlprepApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


async def opened(pilot: Pilot[None], app: DlprepApp, key: str = TOPICS) -> None:
    """Opens Progress and one of its pages."""
    app.open_place("progress")
    await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
    await wait_for(pilot, lambda: progress(app).page.words, "the overview")
    await pilot.press(key)
    name = KINDS[int(key) - 1].name
    await wait_for(pilot, lambda: table(app).id == f"{name}-table", "the page")
    if key == TOPICS:
        await wait_for(pilot, lambda: table(app).records, "the topics")


def is_empty(app: DlprepApp, name: str) -> bool:
    return table(app).id == name and table(app).has_class("-empty")


def cells(app: DlprepApp, row: int = 0) -> list[str]:
    return [str(cell) for cell in table(app).records[row].cells]


async def test_topics_show_seen_attempts_and_the_mean_with_a_bar() -> None:
    parts = StudyParts()
    answer_some(parts, 4)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        name, seen, answers, score, able = cells(app)
        assert (name, seen, answers) == ("Networks & activations", "1/2", "4")
        assert score.startswith("━━━─")
        assert score.endswith(" 25%")
        assert re.fullmatch(r"\d+% ±\d+", able)
        assert re.fullmatch(r"\d+% ±\d+", cells(app, 1)[4])
        assert cells(app, 1)[3] == "–"
        assert "Today: 4" in progress(app).page.words


async def test_an_empty_history_says_how_to_begin() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "Choose a topic and press enter" in progress(app).page.words
        hints = {SESSIONS: "Start one on Home", ANSWERS: "Start a quiz", RUNS: "Open Challenges"}
        for key, words in hints.items():
            await pilot.press(key)
            name = f"{KINDS[int(key) - 1].name}-table"
            await wait_for(pilot, partial(is_empty, app, name), f"an empty list {key}")
            assert words in words_of(table(app).query_one(".nothing", Static))


async def test_enter_on_a_topic_practises_it() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.topics == ("cnn",)


async def test_answers_come_a_page_at_a_time_while_the_cursor_moves_down() -> None:
    parts = StudyParts()
    answer_some(parts, PAGE + 30)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, ANSWERS)
        await wait_for(pilot, lambda: table(app).records, "answers")
        assert len(table(app).records) == PAGE
        await pilot.press("end")
        await wait_for(pilot, lambda: len(table(app).records) == PAGE + 30, "the rest")
        assert [int(record.id) for record in table(app).records] == list(range(PAGE + 30, 0, -1))


async def test_scrolling_by_mouse_pages_too() -> None:
    parts = StudyParts()
    answer_some(parts, PAGE + 5)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, ANSWERS)
        await wait_for(pilot, lambda: table(app).records, "answers")
        await wait_for(pilot, lambda: table(app).rows.max_scroll_y, "a list longer than the window")
        table(app).rows.scroll_end(animate=False)
        await wait_for(pilot, lambda: len(table(app).records) == PAGE + 5, "the rest")


async def test_an_answer_is_replayed_as_it_was_given() -> None:
    parts = StudyParts()
    answer_some(parts, 2)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, ANSWERS)
        await wait_for(pilot, lambda: table(app).records, "answers")
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AttemptScreen), "the answer")
        feedback = app.screen.query_one(FeedbackView)
        await wait_for(pilot, lambda: feedback.plain, "its feedback")
        assert "✗ The learning rate is too small  — your answer" in feedback.plain
        assert "A small rate slows the updates" in feedback.plain
        facts = words_of(app.screen.query_one("#facts", Static))
        assert "took 21.5 s · confidence: sure · hints seen: 1" in facts
        assert "edited" not in facts
        await pilot.press("l")
        await wait_for(pilot, lambda: "学习率太小" in feedback.plain, "the same in Chinese")


async def test_a_question_edited_since_says_so_and_keeps_its_grade() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    parts._bank = replace(parts.bank, hashes=dict.fromkeys(parts.bank.questions, "new"))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(AttemptScreen(1))
        facts = app.screen.query_one("#facts", Static)
        await wait_for(pilot, lambda: "edited since" in words_of(facts), "the note")
        assert app.screen.query_one(FeedbackView).plain.startswith("✓ Right")


async def test_an_answer_whose_question_is_gone_is_explained_in_place() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    parts._bank = replace(parts.bank, questions={})
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(AttemptScreen(1))
        facts = app.screen.query_one("#facts", Static)
        await wait_for(pilot, lambda: "There is no question “relu-dead”" in words_of(facts), "the reason")


async def test_a_session_lists_its_answers_and_retries_the_wrong_ones() -> None:
    parts = StudyParts()
    answer_some(parts, 3)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, SESSIONS)
        await wait_for(pilot, lambda: table(app).records, "the session")
        assert cells(app)[1:4] == ["Practice", "3/3", "33%"]
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SessionAnswersScreen), "its answers")
        answers = app.screen.query_one(RecordTable)
        await wait_for(pilot, lambda: len(answers.records) == 3, "three answers")
        assert [str(record.cells[1])[0] for record in answers.records] == ["✗", "✗", "✓"]
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz of the wrong ones")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.question_ids == ("relu-dead", "relu-dead")


async def test_a_run_opens_with_verdict_diff_and_confusion_matrix() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, "import keras\n", cancelled())
    keep_run(parts.fake_store, parts, STUB)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, RUNS)
        await wait_for(pilot, lambda: len(table(app).records) == 2, "both runs")
        assert "✓ Passed" in cells(app)
        assert "· Cancelled" in cells(app, 1)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, RunReportScreen), "the report")
        verdict = app.screen.query_one(VerdictPanel)
        await wait_for(pilot, lambda: verdict.plain, "the verdict")
        assert "✓ Passed · ★★ silver" in verdict.plain
        assert "gold 0.900 0.0268 missing" in verdict.plain
        for key in ("d", "c"):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, Overlay), f"the overlay of {key}")
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(app.screen, RunReportScreen), "the report again")


async def test_a_history_that_cannot_be_read_is_said_and_can_be_tried_again() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        parts.fake_store.fault = StorageError(message("The disk is gone."))
        await pilot.press(ANSWERS)
        await wait_for(
            pilot, lambda: any("disk is gone" in note.message for note in app._notifications), "the failure"
        )
        parts.fake_store.fault = None
        await pilot.press(SESSIONS)
        await wait_for(pilot, lambda: table(app).records, "another list")


async def test_the_language_changes_in_place() -> None:
    parts = StudyParts()
    answer_some(parts, 1)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, ANSWERS)
        app.action_switch_language()
        await wait_for(
            pilot, lambda: table(app).records and "一个 ReLU" in cells(app)[2], "the question in Chinese"
        )
