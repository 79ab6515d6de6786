"""The pages of Progress: pictures turn into tables, lists are searched, the wrong ones are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Select, Static

from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.progress import ProgressScreen
from dlprep.tui.screens.progress_pages import KEYS, Asked, Reader
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.widgets.page_bar import PageBar
from storage.samples import SAYING
from tui.history_support import fill
from tui.study_support import StudyParts, answer_each, answer_some
from tui.support import make_app, words_of
from waiting import wait_for, wait_until_still

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from dlprep.tui.app import DlprepApp
    from dlprep.tui.widgets.record_page import Shown


def progress(app: DlprepApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


async def opened(pilot: Pilot[None], app: DlprepApp, page: str) -> ProgressScreen:
    app.open_place("progress")
    await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
    screen = progress(app)
    await wait_for(pilot, lambda: screen.page.words, "the overview")
    await pilot.press(KEYS[page])
    await wait_for(pilot, lambda: screen.active == page and screen.page.table.records, f"the page {page}")
    return screen


def filled(days: bool = True) -> StudyParts:
    parts = StudyParts()
    if days:
        fill(parts)
    else:
        answer_some(parts, 3)
    return parts


@pytest.mark.parametrize(
    ("page", "drawn", "row"),
    [
        ("overview", "Mean score by week", ("2026-03-09", "2", "9", "0", "9", "9", "15", "")),
        ("calibration", "┊ what the mark claims", ("sure", "95%")),
        ("memory", "Due by day, today first", ("the same day",)),
        ("mastery", "2026-03-09  ", ("2026-03-09",)),
    ],
)
async def test_a_picture_turns_into_the_table_of_its_numbers(
    page: str, drawn: str, row: tuple[str, ...]
) -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, page)
        await wait_for(pilot, lambda: drawn in screen.page.picture, "the picture")
        assert screen.page.table.has_class("-none")
        await pilot.press("t")
        await wait_for(pilot, lambda: not screen.page.table.has_class("-none"), "the table")
        assert screen.page.table.rows.has_focus
        assert tuple(map(str, screen.page.table.records[0].cells))[: len(row)] == row
        await pilot.press("t")
        await wait_for(pilot, lambda: screen.page.table.has_class("-none"), "the picture again")


@pytest.mark.parametrize(
    ("page", "drawn"),
    [
        ("topics", "● expected to be right of mid-level questions"),
        ("runs", "★ bronze 0.840 ┤"),
        ("interviews", "75 ++"),
    ],
)
async def test_a_list_turns_into_its_picture(page: str, drawn: str) -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, page)
        await pilot.press("t")
        await wait_for(pilot, lambda: drawn in screen.page.picture, "the picture")


async def test_the_overview_tells_the_streak_and_what_holds_it() -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "overview")
        assert "Today: answers 6, runs 9 · days in a row: 14" in screen.page.words
        assert "Freezes kept: 1 of 2" in screen.page.words
        assert "◇ bridged, not counted: 1" in screen.page.words
        assert "◇" in screen.page.picture.split("freeze")[0]


async def test_answers_are_found_by_words_grade_and_mode() -> None:
    parts = filled()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "attempts")
        table = screen.page.table
        await pilot.press("slash")
        assert screen.query_one("#attempts Input").has_focus
        await pilot.press(*"Clipping")
        await wait_for(
            pilot,
            lambda: table.records and all("Clipping" in str(each.cells[2]) for each in table.records),
            "answers to that question",
        )
        screen.query_one("#attempts .grade", Select).value = "wrong"
        await wait_for(
            pilot,
            lambda: {str(each.cells[1])[0] for each in table.records} == {"✗"},
            "the wrong ones",
        )
        await pilot.press("enter")
        assert table.rows.has_focus
        await pilot.press("c")
        await wait_for(
            pilot, lambda: {str(each.cells[1])[0] for each in table.records} == {"✗", "✓"}, "all again"
        )
        screen.query_one("#attempts .mode", Select).value = "sprint"
        await wait_for(pilot, lambda: not table.records, "nothing")


async def test_sessions_are_found_by_mode_and_by_the_answers_in_them() -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "sessions")
        table = screen.page.table
        screen.query_one("#sessions .mode", Select).value = "exam"
        await wait_for(pilot, lambda: {str(each.cells[1]) for each in table.records} == {"Exam"}, "the exams")
        exams = len(table.records)
        screen.query_one("#sessions .grade", Select).value = "wrong"
        await wait_for(pilot, lambda: 0 < len(table.records) < exams, "the exams with a wrong answer")
        screen.query_one("#sessions .topic", Select).value = "cnn"
        await wait_for(pilot, lambda: 0 < len(table.records) < exams, "of one topic")


async def test_the_wrong_book_opens_a_question_and_asks_all_again() -> None:
    parts = filled()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "wrong")
        ids = tuple(record.id for record in screen.page.table.records)
        records = parts.fake_store.question_records()
        assert set(ids) == {name for name, each in records.items() if each.last_grade.value != "correct"}
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the wrong book")
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "a quiz")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.request.question_ids == ids


def aimed() -> StudyParts:
    """A learner who is told for a fortnight, a day left out, how ready for an interview in ten days."""
    parts = StudyParts()
    parts.settings = replace(parts.settings, interview_date=date(2026, 3, 24), minutes_a_day=20)
    answer_each(parts)
    for ago in (12, 10, 9, 3):
        now = 0.5 + ago / 100
        saying = replace(
            SAYING, day=date(2026, 3, 14 - ago), role="", level="mid", now=now, low=0.4, high=0.7
        )
        parts.fake_store.keep_saying(saying)
    parts.fake_store.keep_saying(SAYING)
    return parts


async def test_readiness_is_drawn_day_by_day_and_on_to_the_interview() -> None:
    app = make_app(aimed())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "readiness")
        await wait_for(pilot, lambda: screen.page.picture, "the picture")
        picture = screen.page.picture
        assert picture.count("●") == 5 + len(["legend"])
        for sign in ("+ by the plan", "x if you stop", "03-02", "today", "interview 03-24"):
            assert sign in picture
        assert "12 days ago: 62%." in screen.page.words
        assert "which are not shown: 1." in screen.page.words
        days = [str(record.cells[0]) for record in screen.page.table.records]
        assert days[:5] == ["2026-03-14", "2026-03-11", "2026-03-05", "2026-03-04", "2026-03-02"]
        assert days[5] == "Coming mornings: by the plan, and if you stop"
        assert days[-1] == "2026-03-24"
        assert [str(cell) for cell in screen.page.table.records[1].cells] == [
            "2026-03-11", "53%", "40–70%", "25%", "75%", "38%", "2026-04-01 · 25′",
        ]  # fmt: skip


async def test_readiness_without_a_day_is_a_line_up_to_today() -> None:
    parts = aimed()
    parts.settings = replace(parts.settings, interview_date=None)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "readiness")
        await wait_for(pilot, lambda: screen.page.picture, "the picture")
        assert "Set the day of your interview" in screen.page.words
        assert "interview" not in screen.page.picture
        assert "+" not in screen.page.picture
        assert len(screen.page.table.records) == 5


async def test_readiness_of_nobody_says_when_it_begins() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("progress")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
        screen = progress(app)
        await wait_for(pilot, lambda: screen.page.words, "the overview")
        await pilot.press("minus")
        await wait_for(pilot, lambda: screen.active == "readiness" and screen.page.words, "the page")
        assert "Still a guess: " in screen.page.words
        assert screen.page.picture == ""
        assert "a day is kept once something was answered" in words_of(
            screen.page.table.query_one(".nothing")
        )


async def test_pages_open_by_mouse_and_one_after_the_other() -> None:
    app = make_app(filled(days=False))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "overview")
        await wait_until_still(pilot)
        await pilot.click(PageBar, offset=(4, 1))
        await wait_for(pilot, lambda: screen.active == "wrong", "the page clicked")
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: screen.active == "calibration", "the next page")
        await pilot.press("left_square_bracket", "left_square_bracket")
        await wait_for(pilot, lambda: screen.active == "interviews", "two pages before")


async def test_what_is_searched_for_stays_while_another_page_is_open() -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "attempts")
        screen.query_one("#attempts .grade", Select).value = "incorrect"
        await wait_for(
            pilot,
            lambda: {str(each.cells[1])[0] for each in screen.page.table.records} == {"✗"},
            "the wrong ones",
        )
        await pilot.press(KEYS["runs"])
        await wait_for(pilot, lambda: screen.active == "runs" and screen.page.table.records, "the runs")
        await pilot.press(KEYS["attempts"])
        await wait_for(pilot, lambda: screen.active == "attempts", "the answers again")
        await wait_until_still(pilot)
        assert {str(each.cells[1])[0] for each in screen.page.table.records} == {"✗"}


async def test_a_search_that_finds_nothing_says_so_and_how_to_begin_anew() -> None:
    app = make_app(filled(days=False))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "attempts")
        await pilot.press("slash", *"zzzz")
        await wait_for(pilot, lambda: not screen.page.table.records, "nothing found")
        nothing = screen.page.table.query_one(".nothing", Static)
        assert "F7" in words_of(nothing)
        await pilot.press("f7")
        await wait_for(pilot, lambda: screen.page.table.records, "all answers again")
        assert "Start a quiz" in words_of(nothing)


async def test_escape_leaves_the_search_line_before_the_place() -> None:
    app = make_app(filled(days=False))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "attempts")
        await pilot.press("slash", "escape")
        assert app.screen is screen
        assert screen.page.table.rows.has_focus
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is not screen, "Home")


async def test_without_a_picture_there_is_nothing_to_turn_to() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("progress")
        await wait_for(pilot, lambda: isinstance(app.screen, ProgressScreen), "Progress")
        screen = progress(app)
        await wait_for(pilot, lambda: screen.page.words, "the overview")
        await pilot.press(KEYS["topics"])
        await wait_for(pilot, lambda: screen.active == "topics" and screen.page.table.records, "the topics")
        assert "t" not in screen.active_bindings
        await pilot.press("t")
        assert screen.page.table.rows.has_focus


async def test_a_missing_score_of_an_interview_has_its_reason() -> None:
    app = make_app(filled())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "interviews")
        assert "no answer could be scored" in screen.page.words
        assert "takes 2 scored questions" in screen.page.words
        assert "while open" not in screen.page.words


async def test_what_changes_while_a_page_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a topic is reset while the page is still read because its question was closed."""
    app = make_app(filled(days=False))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app, "topics")
        await wait_until_still(pilot)
        read, may_end, reads = Reader.read, Event(), []

        def slow(reader: Reader, asked: Asked, *words: Any) -> Shown:
            shown = read(reader, asked, *words)
            reads.append(asked.page)
            if len(reads) == 1:
                may_end.wait(10)
            return shown

        monkeypatch.setattr(Reader, "read", slow)
        screen.reload()
        await wait_for(pilot, lambda: reads, "the read under way")
        screen.reload()
        may_end.set()
        await wait_for(pilot, lambda: len(reads) == 2, "the second read")
        await wait_until_still(pilot)
        assert len(reads) == 2
