"""Challenges: brief, code that is never lost, a run that never blocks, and everything after it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from textual.widgets import Log, Static, TabbedContent

from dlprep.domain.errors import DatasetError, StorageError
from dlprep.domain.judging import (
    CheckOutcome,
    Isolation,
    OutputWritten,
    PhaseChanged,
    Picture,
    RunPhase,
    Sample,
    Tier,
    Verdict,
)
from dlprep.domain.messages import message
from dlprep.tui.app import DlprepApp
from dlprep.tui.challenge_work import ChallengeWork
from dlprep.tui.core import Core
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.challenge import ChallengeScreen
from dlprep.tui.screens.challenges import ChallengesScreen
from dlprep.tui.screens.home import HomeScreen
from dlprep.tui.screens.library_question import LibraryQuestionScreen
from dlprep.tui.screens.overlay import Overlay
from dlprep.tui.screens.quiz import QuizScreen
from dlprep.tui.screens.run_report import RunReportScreen
from dlprep.tui.widgets.budget_line import BudgetLine
from dlprep.tui.widgets.code_editor import CodeEditor
from dlprep.tui.widgets.epoch_table import EpochTable
from dlprep.tui.widgets.hint_ladder import HintLadder
from dlprep.tui.widgets.next_steps import NextSteps
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.runs_timeline import RunsTimeline
from dlprep.tui.widgets.sample_gallery import SampleGallery
from dlprep.tui.widgets.verdict_panel import VerdictPanel
from fakes_judge import PATIENCE_SECONDS, passed, rehearsed
from tui.study_support import SOLUTION, STUB, StudyParts, keep_run
from tui.support import make_app, words_of
from waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

SLUG = "cifar10-cnn"


def editor(app: DlprepApp) -> CodeEditor:
    return app.screen.query_one(CodeEditor)


def screen_of(app: DlprepApp) -> ChallengeScreen:
    assert isinstance(app.screen, ChallengeScreen)
    return app.screen


def question_shown(app: DlprepApp) -> str:
    assert isinstance(app.screen, LibraryQuestionScreen)
    return app.screen.aside()


async def opened(pilot: Pilot[None], app: DlprepApp) -> ChallengeScreen:
    """The challenge with its draft in the editor."""
    await app.push_screen(ChallengeScreen(SLUG, Tier.EMBEDDED))
    screen = screen_of(app)
    await wait_for(pilot, lambda: screen.folder is not None, "the challenge read")
    return screen


async def running(pilot: Pilot[None], app: DlprepApp) -> ChallengeScreen:
    """The challenge in its fourth epoch."""
    screen = await opened(pilot, app)
    await pilot.press("ctrl+r")
    budget = screen.query_one(BudgetLine)
    await wait_for(pilot, lambda: "epoch 4/10" in budget.plain, "the fourth epoch")
    return screen


async def test_the_list_shows_the_best_and_the_last_run_of_each_tier() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, SOLUTION)
    keep_run(parts.fake_store, parts, STUB, passed(verdict=Verdict.NO_MODEL, value=None, medal=None))
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_place("challenges")
        await wait_for(
            pilot,
            lambda: isinstance(app.screen, ChallengesScreen) and app.screen.query(RecordTable),
            "Challenges",
        )
        await wait_for(pilot, lambda: len(app.screen.query_one(RecordTable).records) == 3, "both tiers")
        heading, first, second = app.screen.query_one(RecordTable).records
        assert heading.cells == ("From the article",)
        assert [str(cell) for cell in first.cells][1:6] == [
            "junior",
            "embedded",
            "0.3",
            "0.8732 ★★",
            "✗ No model",
        ]
        assert [str(cell) for cell in second.cells][2:6] == ["full", "6", "–", "–"]
        await pilot.press("down")
        about = app.screen.query_one("#words", Static)
        await wait_for(pilot, lambda: "dlprep data fetch cifar10" in words_of(about), "how to get the data")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ChallengeScreen), "the challenge")
        assert screen_of(app).work_state.tier is Tier.FULL


async def test_opening_shows_brief_and_stub_and_warms_a_worker() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert "Train a CNN that names the digit" in words_of(screen.query_one("#text", Static))
        assert "bronze 0.840. Limit 5:00" in words_of(screen.query_one("#rules", Static))
        assert editor(app).text == STUB
        await wait_for(pilot, lambda: parts.fake_judge.warmed == [(SLUG, Tier.EMBEDDED)], "a spare worker")
        await pilot.press("l")
        await wait_for(
            pilot, lambda: "照片上的数字" in words_of(screen.query_one("#text", Static)), "Chinese"
        )


async def test_typed_code_is_kept_at_the_next_pause() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f3")
        await wait_for(pilot, lambda: editor(app).has_focus, "the cursor in the editor")
        await pilot.press("r", "x", "tab")
        assert editor(app).text.startswith("rx  ")
        await wait_for(
            pilot, lambda: (parts.fake_store.draft(SLUG) or "").startswith("rx  "), "the draft on disk"
        )


async def test_code_typed_just_before_leaving_is_kept() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        editor(app).insert("# last words\n", (0, 0))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        await wait_for(
            pilot, lambda: (parts.fake_store.draft(SLUG) or "").startswith("# last words"), "the draft"
        )
        await opened(pilot, app)
        assert editor(app).text.startswith("# last words")


async def test_code_typed_just_before_quitting_is_kept() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        editor(app).insert("# last words\n", (0, 0))
        await pilot.press("ctrl+q")
    assert (parts.fake_store.draft(SLUG) or "").startswith("# last words")


async def test_code_that_could_not_be_kept_is_kept_at_the_next_chance() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        parts.fake_store.fault = StorageError(message("The disk is full."))
        editor(app).insert("# kept later\n", (0, 0))
        screen.keep_changes()
        await wait_for(
            pilot, lambda: any("disk is full" in note.message for note in app._notifications), "the failure"
        )
        parts.fake_store.fault = None
        await pilot.press("escape")
        await wait_for(
            pilot, lambda: (parts.fake_store.draft(SLUG) or "").startswith("# kept later"), "the draft"
        )


def test_a_slow_worker_never_writes_an_older_draft_over_a_later_one() -> None:
    parts = StudyParts()
    work = ChallengeWork(Core(parts), SLUG, Tier.EMBEDDED)
    first, second = work.number_draft(), work.number_draft()
    work.save_draft("later", second)
    work.save_draft("earlier", first)
    assert parts.fake_store.draft(SLUG) == "later"
    work.discard_draft(work.number_draft())
    work.save_draft("earlier", second)
    assert parts.fake_store.draft(SLUG) is None


async def test_a_disk_that_is_full_at_the_end_does_not_keep_anybody_in() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        parts.fake_store.fault = StorageError(message("The disk is full."))
        editor(app).insert("# lost\n", (0, 0))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        await wait_for(
            pilot, lambda: any("disk is full" in note.message for note in app._notifications), "the failure"
        )


async def test_a_run_shows_progress_while_it_trains_and_the_verdict_at_its_end() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        assert parts.fake_judge.submissions[0].code == STUB
        assert "step 32/63 · loss 0.4812 · kept apart fully" in screen.query_one(BudgetLine).plain
        assert (
            "3/10      3.0 s     0.6200    0.7000    0.8000    0.7700" in screen.query_one(EpochTable).plain
        )
        assert 'Model: "sequential"' in "\n".join(screen.query_one(Log).lines)
        await pilot.press("f3")
        await wait_for(pilot, lambda: editor(app).has_focus, "the editor, while it trains")
        await pilot.press("f4")
        parts.fake_judge.go_on.set()
        verdict = screen.query_one(VerdictPanel)
        await wait_for(pilot, lambda: verdict.plain, "the verdict")
        assert "✓ Passed · ★★ silver" in verdict.plain
        assert "Next: Accuracy was still rising" in verdict.plain
        assert parts.fake_store.runs(limit=1)[0].verdict is Verdict.PASS
        await wait_for(pilot, lambda: len(parts.fake_judge.warmed) == 2, "the next spare worker")
        await pilot.press("f10")
        await wait_for(pilot, lambda: isinstance(app.screen, Overlay), "the confusion matrix")


async def test_a_pace_that_misses_the_limit_is_foretold() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        parts.fake_clock.advance(290)
        budget = screen.query_one(BudgetLine)
        await wait_for(pilot, lambda: "you miss the limit at epoch 7 of 10" in budget.plain, "the warning")
        assert "4:50 of 5:00" in budget.plain


async def test_stopping_ends_the_run_and_keeps_it_as_cancelled() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        await pilot.press("f9")
        await wait_for(pilot, lambda: "· Cancelled" in screen.query_one(VerdictPanel).plain, "the verdict")
        assert parts.fake_judge.was_cancelled
        assert parts.fake_store.runs(limit=1)[0].verdict is Verdict.CANCELLED
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: len(parts.fake_judge.submissions) == 2, "a second run")


async def test_leaving_during_a_run_asks_and_then_stops_it() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen, "the run still there")
        assert not parts.fake_judge.was_cancelled
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question again")
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")
        await wait_for(pilot, lambda: parts.fake_judge.was_cancelled, "the run stopped")
        await wait_for(pilot, lambda: parts.fake_store.runs(limit=1)[0].verdict, "its end in the history")


async def test_quitting_during_a_run_stops_it() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await running(pilot, app)
        await pilot.press("ctrl+q")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("ctrl+q")
    assert await asyncio.to_thread(parts.fake_judge.is_done.wait, PATIENCE_SECONDS)
    assert parts.fake_judge.was_cancelled


async def test_another_place_leaves_the_run_alone_but_a_session_would_end_it_and_asks() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await running(pilot, app)
        app.open_place("quiz")
        await wait_for(pilot, lambda: app.screen.name == "quiz", "another place")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        assert not parts.fake_judge.was_cancelled
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, QuizScreen), "the session")
        await wait_for(pilot, lambda: parts.fake_judge.was_cancelled, "the run stopped")


async def test_missing_data_is_said_with_the_way_to_get_it() -> None:
    parts = StudyParts()
    parts.fake_judge.error = DatasetError(
        message("The full {name} data is not on this machine.", name="cifar10"),
        message("Run: dlprep data fetch"),
    )
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("t")
        assert screen.work_state.tier is Tier.FULL
        await pilot.press("ctrl+r")
        failure = screen.query_one("#failure", Static)
        await wait_for(pilot, lambda: failure.display, "the failure")
        assert "not on this machine." in words_of(failure)
        assert "Run: dlprep data fetch" in words_of(failure)
        assert not screen.work_state.is_running


async def test_a_flood_of_events_and_hostile_output_is_shown_as_plain_words() -> None:
    parts = StudyParts()
    noise = tuple(OutputWritten(f"[red]{number}[/] line\n") for number in range(3000))
    parts.fake_judge.events = (PhaseChanged(RunPhase.TRAINING), *noise)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("ctrl+r")
        log = screen.query_one(Log)
        await wait_for(pilot, lambda: any("[red]2999[/] line" in line for line in log.lines), "the last line")
        assert log.line_count <= 2001


async def test_hints_come_one_at_a_time() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        ladder = screen.query_one(HintLadder)
        await pilot.press("h")
        assert ladder.plain == "Hint 1 of 3  Divide the pixels by 255 first."
        await pilot.press("h", "h", "h")
        assert ladder.plain.count("Hint") == 3


async def test_the_solution_asks_before_a_pass_and_opens_after_one() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen, "no solution")
        keep_run(parts.fake_store, parts, SOLUTION)
        screen.read_runs()
        await wait_for(pilot, lambda: screen.is_solved, "the pass known")
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, Overlay), "the solution")


async def test_starting_anew_asks_and_undo_still_leads_back() -> None:
    parts = StudyParts()
    parts.fake_store.save_draft(SLUG, "mine = 1\n", parts.fake_clock.moment().at)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert editor(app).text == "mine = 1\n"
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("y")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ChallengeScreen) and editor(app).text == STUB, "the stub"
        )
        assert parts.fake_store.draft(SLUG) is None
        editor(app).undo()
        assert editor(app).text == "mine = 1\n"


async def test_the_learners_own_editor_takes_the_code_and_gives_it_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i s/None/object()/")
    monkeypatch.setattr(DlprepApp, "suspend", lambda _: nullcontext())
    parts = StudyParts(data_dir=tmp_path)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await wait_for(pilot, lambda: "model = object()" in editor(app).text, "the changed code")
        await wait_for(pilot, lambda: "object()" in (parts.fake_store.draft(SLUG) or ""), "the draft on disk")


async def test_an_editor_that_cannot_be_started_gives_the_terminal_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    resumed: list[bool] = []

    @contextmanager
    def suspend(_: DlprepApp) -> Iterator[None]:
        yield
        resumed.append(True)  # as in Textual's own, an error that passes through never gets here

    monkeypatch.setenv("VISUAL", "no-such-editor-at-all")
    monkeypatch.setattr(DlprepApp, "suspend", suspend)
    app = make_app(StudyParts(data_dir=tmp_path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, app)
        await pilot.press("e")
        await wait_for(pilot, lambda: list(app._notifications), "the sentence")
        assert resumed == [True]
        assert "no-such-editor-at-all" in next(iter(app._notifications)).message
        assert editor(app).text == STUB


async def test_what_an_editor_saved_after_dlprep_was_killed_is_the_draft(tmp_path: Path) -> None:
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = tmp_path / "work" / gone.stdout.decode().strip() / f"{SLUG}.py"
    left.parent.mkdir(parents=True)
    left.write_text("model = 'saved in the editor'\n")
    parts = StudyParts(data_dir=tmp_path)
    parts.fake_store.save_draft(SLUG, "model = 'older'\n", parts.fake_clock.moment().at)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert editor(app).text == "model = 'saved in the editor'\n"
        assert parts.fake_store.draft(SLUG) == "model = 'saved in the editor'\n"
        assert not left.exists()


async def test_a_question_can_be_answered_by_mouse() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        answers = app.screen.query(Static).last()
        await pilot.click(answers, offset=(2, 0))
        await wait_for(pilot, lambda: isinstance(app.screen, Overlay), "the solution, after yes")
        assert screen.work_state.has_given_up


async def test_the_timeline_shows_what_changed_and_opens_a_run() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, STUB, passed(verdict=Verdict.NO_MODEL, value=None, medal=None))
    keep_run(parts.fake_store, parts, SOLUTION)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        newest = screen.query_one(RunsTimeline).records[0]
        assert [str(cell) for cell in newest.cells][2:5] == ["✓ Passed", "0.8732 ★★ silver", "+1 −1"]
        await pilot.press("f5")
        await wait_for(pilot, lambda: screen.query_one(RunsTimeline).rows.has_focus, "the timeline")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, RunReportScreen), "the report")


async def test_a_check_in_small_says_what_would_fail_where_the_learner_is_and_keeps_nothing() -> None:
    parts = StudyParts()
    parts.fake_judge.rehearsal = rehearsed(
        verdict=Verdict.ERR, message=message("ValueError: two"), next_step=None, error_line=5
    )
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("f3")
        await wait_for(pilot, lambda: editor(app).has_focus, "the editor")
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: screen.outcome, "the finding")
        assert [each.code for each in parts.fake_judge.rehearsed] == [STUB]
        assert parts.fake_judge.submissions == []
        assert parts.fake_store.runs(limit=9) == ()
        assert editor(app).has_focus
        assert editor(app).cursor_location == (4, 0)
        assert [note.message for note in app._notifications] == ["ValueError: two"]
        assert "nothing was kept" in screen.query_one(VerdictPanel).plain


async def test_a_script_that_would_run_is_said_to_and_can_be_run_at_once() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("f4", "k")
        await wait_for(pilot, lambda: "✓ It would run" in screen.query_one(VerdictPanel).plain, "the finding")
        assert not app._notifications
        assert not screen.work_state.is_running
        await pilot.press("r")
        await wait_for(pilot, lambda: parts.fake_judge.submissions, "the run")


async def test_leaving_during_a_check_asks_nothing() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        screen.work_state.begin(is_checking=True)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "Home")


async def test_where_nothing_keeps_a_script_apart_it_runs_only_after_one_yes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question")
        await pilot.press("n")
        await wait_for(pilot, lambda: app.screen is screen, "no run")
        assert not screen.work_state.is_running
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: isinstance(app.screen, AskScreen), "the question again")
        await pilot.press("y")
        await wait_for(pilot, lambda: parts.fake_judge.submissions, "the run")
        assert app.settings.runs_unisolated
        await pilot.press("x")
        await wait_for(pilot, lambda: not screen.work_state.is_running, "its end")
        await pilot.press("ctrl+r")
        await wait_for(pilot, lambda: len(parts.fake_judge.submissions) == 2, "a run without a question")


async def test_after_a_run_each_look_at_it_is_one_key_or_one_click_away() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, SOLUTION, passed(value=0.8632))
    parts.fake_judge.report = passed(samples=(Sample("3", "5", 0.98, Picture(2, 2, 1, bytes(4))),))
    app = make_app(parts)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await opened(pilot, app)
        await wait_for(pilot, lambda: screen.bests, "the best run")
        parts.fake_judge.go_on.set()
        await pilot.press("ctrl+r")
        steps = screen.query_one(NextSteps)
        await wait_for(pilot, lambda: "d  Changes since your best run" in steps.plain, "the steps")
        assert "Your best run: +0.0100 against 0.8632 ★★ silver." in screen.query_one(VerdictPanel).plain
        for key, words in (
            ("w", "Worst mistakes"),
            ("c", "Confusion matrix"),
            ("d", "Changes since your best"),
        ):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, Overlay), words)
            assert words in str(app.screen.query_one("#dialog").border_title)
            await pilot.press("escape")
        await pilot.click(steps, offset=(1 + steps.plain.index("w  "), 0))
        await wait_for(pilot, lambda: app.screen.query(SampleGallery), "the worst mistakes by mouse")
        await pilot.press("escape", "h")
        assert screen.query_one(HintLadder).plain.startswith("Hint 1 of 3")


async def test_the_questions_about_a_challenge_open_by_key_and_by_mouse() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await opened(pilot, app)
        links = screen.query_one("#concepts", Static)
        assert "Questions about the same concepts (g)" in words_of(links)
        await pilot.press("g")
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the question")
        assert question_shown(app) == "relu-dead"
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "back")
        await pilot.click(links, offset=(5, 3))
        await wait_for(pilot, lambda: isinstance(app.screen, LibraryQuestionScreen), "the other question")
        assert question_shown(app) == "loss-heads"


async def test_checks_that_were_run_are_listed_with_their_titles_and_no_curves() -> None:
    parts = StudyParts(checks=True)
    parts.fake_judge.report = passed(
        metric="checks",
        value=0.5,
        medal=None,
        verdict=Verdict.FAIL,
        curve=(),
        confusion=(),
        checks=(
            CheckOutcome("shape", passed=True),
            CheckOutcome("gradient", passed=False, detail=message("it is off by 0.3")),
            CheckOutcome("speed", passed=None),
        ),
    )
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert "★★   The gradient agrees" in words_of(screen.query_one("#checks", Static))
        assert "Your functions are called" in words_of(screen.query_one("#rules", Static))
        parts.fake_judge.events = (PhaseChanged(RunPhase.TRAINING, Isolation.FULL),)
        parts.fake_judge.go_on.set()
        await pilot.press("ctrl+r")
        found = screen.run_view.checks
        await wait_for(pilot, lambda: found.plain, "the checks")
        assert found.plain.splitlines() == [
            "✓ passed       The shape is kept  ★",
            "✗ failed       The gradient agrees  ★★",
            "· not reached  It is fast  ★★★",
        ]
        assert not screen.run_view.curves.display
        assert "0 epochs" not in screen.query_one(VerdictPanel).plain


async def test_a_challenge_is_never_open_twice() -> None:
    parts = StudyParts()
    keep_run(parts.fake_store, parts, SOLUTION)
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await app.push_screen(RunReportScreen(1))
        await wait_for(pilot, lambda: app.screen.query_one(VerdictPanel).plain, "the report")
        await pilot.press("o")
        await wait_for(pilot, lambda: app.screen is screen, "the same challenge")
        assert len(app.screen_stack) == 2


async def test_the_line_that_failed_is_where_the_cursor_waits() -> None:
    parts = StudyParts()
    parts.fake_judge.report = passed(verdict=Verdict.ERR, value=None, medal=None, error_line=5, confusion=())
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        parts.fake_judge.go_on.set()
        await wait_for(
            pilot, lambda: "Line 5 of your script." in screen.query_one(VerdictPanel).plain, "the line"
        )
        assert editor(app).cursor_location == (4, 0)


async def test_a_change_of_language_keeps_code_and_run() -> None:
    parts = StudyParts()
    app = make_app(parts)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await running(pilot, app)
        editor(app).insert("# mine\n", (0, 0))
        app.action_switch_language()
        tab = screen.query_one(TabbedContent).get_tab("script")
        await wait_for(pilot, lambda: "代码" in str(tab.label), "the tab in Chinese")
        assert editor(app).text.startswith("# mine")
        assert screen.work_state.is_running
        await wait_for(pilot, lambda: "训练" in screen.query_one(BudgetLine).plain, "the run in Chinese")


async def test_no_key_is_bound_that_terminals_send_for_others() -> None:
    app = make_app(StudyParts())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        assert not {"ctrl+h", "ctrl+i", "ctrl+m"} & set(screen.active_bindings)
