"""The frame of a challenge: its four tabs, its text in both languages, and the code that is never lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TabbedContent, TabPane

from dlprep.domain.errors import DlprepError
from dlprep.domain.messages import mark
from dlprep.tui.challenge_work import ChallengeWork
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.verdict_words import TIERS
from dlprep.tui.widgets.brief_view import BriefView
from dlprep.tui.widgets.code_editor import CodeEditor
from dlprep.tui.widgets.run_view import RunView
from dlprep.tui.widgets.runs_timeline import RunsTimeline
from dlprep.tui.words import LEVELS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.judging import Tier
    from dlprep.domain.progress import RunRecord
    from dlprep.domain.questions import Question

TABS = {
    "brief": ("F2", mark("Brief")),
    "script": ("F3", mark("Code")),
    "run": ("F4", mark("Training")),
    "history": ("F5", mark("Runs")),
}


class ChallengeFrame(BaseScreen):
    """What is there before anything runs."""

    BINDINGS = [
        Binding("f2", "tab('brief')", mark("Brief"), show=False),
        Binding("f3", "tab('script')", mark("Code"), show=False),
        Binding("f4", "tab('run')", mark("Training"), show=False),
        Binding("f5", "tab('history')", mark("Runs"), show=False),
        Binding("l,ctrl+l", "flip", mark("zh/en")),
    ]
    CSS = """
    TabbedContent, TabPane { height: 1fr; padding: 0; margin: 0; }
    Tabs { padding: 0 1; }
    CodeEditor, CodeEditor:focus { height: 1fr; border: none; padding: 0 0 0 1; }
    """

    class Loaded(Message):
        """The challenge, its questions that the bank holds, and the code as last kept."""

        def __init__(self, folder: ChallengeFolder, questions: tuple[Question, ...], code: str) -> None:
            super().__init__()
            self.folder, self.questions, self.code = folder, questions, code

    class Kept(Message):
        """Code is on disk."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class RunsRead(Message):
        """The runs, and the best on each tier, were read."""

        def __init__(self, runs: tuple[RunRecord, ...], bests: dict[Tier, RunRecord]) -> None:
            super().__init__()
            self.runs, self.bests = runs, bests

    def __init__(self, slug: str, tier: Tier) -> None:
        super().__init__(name="challenge")
        self.work_state = ChallengeWork(self.app.core, slug, tier)
        self.folder: ChallengeFolder | None = None
        self.questions: tuple[Question, ...] = ()
        self.runs: tuple[RunRecord, ...] = ()
        self.bests: dict[Tier, RunRecord] = {}
        self.language = self.app.language
        self.editor = CodeEditor(id="editor")

    def heading(self) -> str:
        if self.folder is None:
            return self.tr("Challenge")
        challenge = self.folder.challenge
        level = self.tr(LEVELS[challenge.level.value])
        return f"{challenge.title.in_language(self.language)} · {level}"

    def aside(self) -> str:
        if self.folder is not None and self.folder.challenge.dataset is None:
            return ""
        return self.tr("data: {tier}", tier=self.tr(TIERS[self.work_state.tier]))

    def compose_body(self) -> ComposeResult:
        with TabbedContent(initial="brief"):
            with TabPane(self._tab_title("brief"), id="brief"):
                yield BriefView(self.tr, id="brief-view")
            with TabPane(self._tab_title("script"), id="script"):
                yield self.editor
            with TabPane(self._tab_title("run"), id="run"):
                yield RunView(self.tr, id="run-view")
            with TabPane(self._tab_title("history"), id="history"):
                yield RunsTimeline(self.tr, id="timeline")

    def _tab_title(self, name: str) -> str:
        key, title = TABS[name]
        return f"{key} {self.tr(title)}"

    @property
    def run_view(self) -> RunView:
        """The cockpit."""
        return self.query_one(RunView)

    def on_mount(self) -> None:
        """Reads the challenge; nothing can be typed until the draft is there."""
        self.editor.read_only = True
        self.query_one(BriefView).focus()
        self.load()

    def relabel(self) -> None:
        """Words change in place, so that the code, its undo and a run under way stay."""
        self.language = self.app.language
        tabs = self.query_one(TabbedContent)
        for name in TABS:
            tabs.get_tab(name).label = self._tab_title(name)
        self.paint()

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads challenge, draft and runs."""
        work = self.work_state
        folder = work.folder()
        code = work.code(folder)
        self.post_message(self.RunsRead(work.runs(), work.bests()))
        self.post_message(self.Loaded(folder, work.questions(folder), code))

    @work(thread=True, exclusive=True, exit_on_error=False, group="runs")
    def read_runs(self) -> None:
        """Reads the runs again."""
        self.post_message(self.RunsRead(self.work_state.runs(), self.work_state.bests()))

    @work(thread=True, exclusive=True, exit_on_error=False, group="warm")
    def warm(self, folder: ChallengeFolder) -> None:
        """Has a spare worker started, so that the run key need not wait for TensorFlow."""
        self.work_state.warm(folder)

    @work(thread=True, exit_on_error=False, group="draft")
    def keep_draft(self, code: str, number: int) -> None:
        """Keeps the code on disk."""
        self.work_state.save_draft(code, number)
        self.post_message(self.Kept(code))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self.folder, self.questions = event.folder, event.questions
        self.editor.read_only = False
        self.editor.put(event.code)
        self.paint()
        self.warm(event.folder)

    @on(RunsRead)
    def _runs_read(self, event: RunsRead) -> None:
        self.runs, self.bests = event.runs, event.bests
        self.paint()

    @on(CodeEditor.Paused)
    def _paused(self, event: CodeEditor.Paused) -> None:
        self.keep_draft(event.code, self.work_state.number_draft())

    @on(Kept)
    def _kept(self, event: Kept) -> None:
        self.editor.was_kept(event.code)

    def keep_changes(self) -> None:
        """Keeps what was typed since the last pause."""
        code = self.editor.unkept_code
        if code is not None:
            self.keep_draft(code, self.work_state.number_draft())

    def on_screen_suspend(self) -> None:
        """Looking elsewhere is a pause too."""
        self.keep_changes()

    async def on_unmount(self) -> None:
        """Ends what runs and keeps the last words typed, also when the whole app quits."""
        self.work_state.cancel()
        code = self.editor.unkept_code
        if code is None:
            return
        try:
            await asyncio.to_thread(self.work_state.save_draft, code, self.work_state.number_draft())
        except DlprepError as error:
            self.app.show_failure(error)

    def paint(self) -> None:
        """Writes everything that depends on language, tier and history."""
        if self.folder is None or not self.is_mounted:
            return
        self.query_one(BriefView).show(
            self.folder,
            self.work_state.rules(self.folder),
            self.language,
            questions=self.questions,
            hints_shown=self.work_state.hints_shown,
        )
        self.query_one(RunsTimeline).show_runs(self.runs)
        self.run_view.say_idle(self.tr("Nothing has run yet. Press ctrl+r to run your code; F3 shows it."))
        self.refresh_title()
        self.refresh_bindings()

    @on(TabbedContent.TabActivated)
    def _activated(self, event: TabbedContent.TabActivated) -> None:
        self._focus_in(event.pane.id or "")

    def _focus_in(self, tab: str) -> None:
        """Gives the focus to what a tab is for, at once, so that the next key, however fast, is its own."""
        focus = {"brief": "#brief-view", "script": "#editor", "run": "#run-view"}.get(tab)
        if focus is None:
            self.query_one(RunsTimeline).take_focus()
        else:
            self.set_focus(self.query_one(focus))

    def action_tab(self, name: str) -> None:
        """Shows a tab."""
        with self.app.batch_update():
            self.query_one(TabbedContent).active = name
            self._focus_in(name)

    def action_flip(self) -> None:
        """Shows the brief in the other language."""
        self.language = self.language.other
        self.paint()
