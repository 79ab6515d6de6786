"""Progress: topics, sessions, answers, challenge runs and interviews, a page at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TabbedContent, TabPane

from dlprep.domain.messages import mark
from dlprep.tui.screens import progress_pages as pages
from dlprep.tui.screens import progress_rows as rows
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.record_list import Record, RecordTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.tui.screens.progress_pages import Told

_TABS = ("topics", "sessions", "attempts", "runs", "interviews")


class ProgressScreen(BaseScreen):
    """Five lists; each reads its next page when its end comes near."""

    BINDINGS = [
        Binding("1", "tab('topics')", mark("Topics")),
        Binding("2", "tab('sessions')", mark("Sessions")),
        Binding("3", "tab('attempts')", mark("Answers")),
        Binding("4", "tab('runs')", mark("Runs")),
        Binding("5", "tab('interviews')", mark("Interviews")),
        Binding("escape", "back", mark("Back")),
    ]
    CSS = """
    ProgressScreen #today { height: auto; padding: 1 1 1 1; }
    ProgressScreen TabbedContent, ProgressScreen TabPane { height: 1fr; padding: 0; margin: 0; }
    ProgressScreen Tabs { padding: 0 1; }
    """

    AUTO_FOCUS = "#topics-table OptionList"

    class Page(Message):
        """A page of one list was read; the first one comes with `fresh`."""

        def __init__(self, tab: str, records: tuple[Record, ...], *, fresh: bool) -> None:
            super().__init__()
            self.tab, self.records, self.fresh = tab, records, fresh

    class Summary(Message):
        """Bank and history were read for the line of today."""

        def __init__(self, told: Told) -> None:
            super().__init__()
            self.told = told

    _tab = "topics"
    _reading: frozenset[str] = frozenset()
    _complete: frozenset[str] = frozenset()

    def heading(self) -> str:
        return f"dlprep · {self.tr('Progress')}"

    def compose_body(self) -> ComposeResult:
        tables = {
            "topics": (rows.topic_columns, mark("The bank holds no topics.")),
            "sessions": (rows.session_columns, mark("No session yet. Start one on Home with q.")),
            "attempts": (rows.attempt_columns, mark("No answer yet. Start a quiz on Home with q.")),
            "runs": (rows.run_columns, mark("No challenge was run yet. Open Challenges on Home with c.")),
            "interviews": (rows.interview_columns, mark("No interview yet. Hold one on Home with i.")),
        }
        titles = (mark("Topics"), mark("Sessions"), mark("Answers"), mark("Runs"), mark("Interviews"))
        with TabbedContent(initial=self._tab):
            for place, (name, title) in enumerate(zip(_TABS, titles, strict=True), start=1):
                with TabPane(f"{place} {self.tr(title)}", id=name), Vertical():
                    if name == "topics":
                        yield Static(self.tr("Reading your history…"), id="today", markup=False)
                    columns, nothing = tables[name]
                    yield RecordTable(columns(self.tr), self.tr(nothing), id=f"{name}-table")

    def table(self, tab: str) -> RecordTable:
        """The list in a tab."""
        return self.query_one(f"#{tab}-table", RecordTable)

    def on_screen_resume(self) -> None:
        """Reads again what may have changed."""
        self._complete = frozenset()
        self.call_after_refresh(self.reload)

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Reads the first page of the tab that is shown, unless the screen was left meanwhile."""
        if not self.is_current:
            return
        self._complete -= {self._tab}
        self._read(self._tab, fresh=True)

    def _read(self, tab: str, *, fresh: bool) -> None:
        if tab in self._reading or (tab in self._complete and not fresh):
            return
        self._reading |= {tab}
        records = self.table(tab).records
        before = int(records[-1].id) if records and not fresh and tab != "topics" else None
        self.read_page(tab, before)

    @work(thread=True, exit_on_error=False, group="load")
    def read_page(self, tab: str, before_id: int | None) -> None:
        """Reads a page in the background."""
        core, language = self.app.core, self.app.language
        if tab == "topics":
            told, records = pages.read_topics(core, language)
            self.post_message(self.Summary(told))
        else:
            records = pages.READERS[tab](core, language, self.tr, before_id)
        self.post_message(self.Page(tab, records, fresh=before_id is None))

    @on(Page)
    def _page(self, event: Page) -> None:
        self._reading -= {event.tab}
        if len(event.records) < pages.PAGE:
            self._complete |= {event.tab}
        table = self.table(event.tab)
        if event.fresh:
            table.show(event.records)
        else:
            table.extend(event.records)
        if event.tab == self._tab and self.focused is None:
            table.take_focus()

    def work_failed(self, group: str, error: BaseException) -> None:
        self._reading = frozenset()
        super().work_failed(group, error)

    @on(Summary)
    def _summary(self, event: Summary) -> None:
        told = event.told
        words = self.tr(
            "Today: {count} · days in a row: {streak} · in all: {total} answers, {runs} runs, {days} days",
            count=told.today,
            streak=told.streak,
            total=told.answers,
            runs=told.runs,
            days=told.days,
        )
        if not told.days:
            words = self.tr("Nothing yet. Choose a topic and press enter: ten questions, feedback at once.")
        self.query_one("#today", Static).update(words)

    @on(TabbedContent.TabActivated)
    def _activated(self, event: TabbedContent.TabActivated) -> None:
        if event.pane.id is not None and event.pane.id != self._tab:
            self._tab = event.pane.id
            self.reload()
            self.table(self._tab).take_focus()

    @on(RecordTable.EndNear)
    def _more(self) -> None:
        if self.table(self._tab).records:
            self._read(self._tab, fresh=False)

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        if self._tab == "topics":
            from dlprep.domain.practice import QuizRequest

            self.start_session(QuizRequest(topics=(event.record_id,)))
        else:
            self.call_later(partial(self.open_record, self._tab, int(event.record_id)))

    def open_record(self, tab: str, number: int) -> None:
        """Shows what stands behind a row."""
        from dlprep.tui.screens import history_openers

        self.app.push_screen(history_openers.OPENERS[tab](number))

    def action_tab(self, name: str) -> None:
        """Shows a list."""
        self.query_one(TabbedContent).active = name
