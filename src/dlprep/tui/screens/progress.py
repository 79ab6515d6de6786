"""Progress: the calendar, topics, lists, confidence and memory, a page at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from dlprep.domain.messages import mark
from dlprep.tui.screens import progress_pages as pages
from dlprep.tui.screens.progress_pages import BY_NAME, KEYS, KINDS, PAGE, Asked
from dlprep.tui.screens.topic_reset import TopicResetScreen
from dlprep.tui.widgets.history_filter_bar import NOTHING_CHOSEN, HistoryFilterBar, Wanted
from dlprep.tui.widgets.page_bar import PageBar
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.widgets.record_page import RecordPage, Shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

_MOST_RETRIED = 20
"""A session of more of the wrong ones would not be finished."""


class ProgressScreen(TopicResetScreen):
    """Eleven pages, each made when it is first opened; lists read on when their end comes near."""

    BINDINGS = [
        *(Binding(KEYS[kind.name], f"tab('{kind.name}')", kind.title, show=False) for kind in KINDS),
        Binding("t", "turn", mark("Picture or table")),
        Binding("slash,f2", "search", mark("Search")),
        Binding("c,f7", "clear", mark("Clear")),
        Binding("r,f5", "retry", mark("Ask them again")),
        Binding("p,f8", "placement", mark("Placement test")),
        Binding("right_square_bracket", "step(1)", mark("Next page"), show=False),
        Binding("left_square_bracket", "step(-1)", mark("Previous page"), show=False),
        Binding("escape", "leave", mark("Back")),
    ]
    CSS = "ProgressScreen #pages { height: 1fr; } ProgressScreen .-hidden { display: none; }"
    bar = getters.query_one(PageBar)

    class Page(Message):
        """What was asked for was read."""

        def __init__(self, asked: Asked, shown: Shown) -> None:
            super().__init__()
            self.asked, self.shown = asked, shown

    class Topics(Message):
        """The bank was read, for the filters."""

        def __init__(self, topics: tuple[tuple[str, str], ...]) -> None:
            super().__init__()
            self.topics = topics

    _reading: frozenset[Asked] = frozenset()
    _outdated: frozenset[Asked] = frozenset()
    """What is being read, although something has changed since it was begun."""
    _complete: frozenset[str] = frozenset()
    _reader: pages.Reader | None = None

    def __init__(self, *, begin_at: str = KINDS[0].name, name: str | None = None) -> None:
        """`begin_at` is the page that is open at first."""
        super().__init__(name=name)
        self._tab = begin_at

    def heading(self) -> str:
        return f"dlprep · {self.tr('Progress')}"

    def compose_body(self) -> ComposeResult:
        yield PageBar()
        yield Vertical(id="pages")

    def on_mount(self) -> None:
        """Opens the page that is shown."""
        self.call_after_refresh(self.open_page, self._tab)

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.open_page, self._tab)

    def topic_at_cursor(self) -> str | None:
        return self.table("topics").cursor_id if self._tab == "topics" else None

    def on_screen_resume(self) -> None:
        """Reads again what may have changed."""
        self._complete = frozenset()
        self.call_after_refresh(self.reload)

    @property
    def active(self) -> str:
        """The name of the page that is shown."""
        return self._tab

    @property
    def page(self) -> RecordPage:
        """The page that is shown."""
        return self.query_one(f"#{self._tab}", RecordPage)

    def table(self, tab: str) -> RecordTable:
        """The list on a page."""
        return self.query_one(f"#{tab}-table", RecordTable)

    async def open_page(self, name: str) -> None:
        """Shows a page, and makes it when it is the first time."""
        self._tab = name
        self.bar.show([(kind.name, self.tr(kind.title)) for kind in KINDS], name)
        if not self.query(f"#{name}"):
            await self.query_one("#pages").mount(self._new_page(name))
        for page in self.query(RecordPage):
            page.set_class(page.id != name, "-hidden")
        self.page.take_focus()
        self.refresh_bindings()
        self.reload()

    def _new_page(self, name: str) -> RecordPage:
        kind = BY_NAME[name]
        return RecordPage(
            name,
            kind.columns(self.tr),
            self.tr(kind.nothing),
            self.tr("Reading your history…"),
            has_picture=kind.has_picture,
            picture_first=kind.picture_first,
            opens=kind.opens,
            rows=kind.rows,
            above=[HistoryFilterBar(self.tr)] if kind.has_filter else [],
        )

    def reload(self) -> None:
        """Reads the first rows of the page that is shown, unless the screen was left meanwhile."""
        if self.is_current and self.query(f"#{self._tab}"):
            self._complete -= {self._tab}
            asked = Asked(self._tab, self._wanted())
            if asked in self._reading:
                self._outdated |= {asked}
            self._read(asked)

    def _wanted(self) -> Wanted:
        bars = self.page.query(HistoryFilterBar)
        return bars.first().value if bars else NOTHING_CHOSEN

    def _read(self, asked: Asked) -> None:
        if asked not in self._reading:
            self._reading |= {asked}
            self.read_page(asked)

    @work(thread=True, exit_on_error=False, group="load")
    def read_page(self, asked: Asked) -> None:
        """Reads in the background."""
        reader = self._reader = self._reader or pages.Reader(self.app.core, lambda: self.app.settings)
        self.post_message(self.Page(asked, reader.read(asked, self.app.language, self.tr)))
        if BY_NAME[asked.page].has_filter:
            self.post_message(self.Topics(reader.topics(self.app.language)))

    @on(Page)
    def _page_read(self, event: Page) -> None:
        asked = event.asked
        self._reading -= {asked}
        if asked in self._outdated:
            self._outdated -= {asked}
            self._read(asked)
            return
        found = self.query(f"#{asked.page}").results(RecordPage)
        page = next(found, None)
        if page is None:
            return
        if asked.page == self._tab and asked.wanted != self._wanted():
            self.reload()
            return
        if not BY_NAME[asked.page].pages_on or len(event.shown.records) < PAGE:
            self._complete |= {asked.page}
        if asked.before_id is None:
            page.show(event.shown)
        else:
            page.table.extend(event.shown.records)
        if asked.page == self._tab and self.focused is None:
            page.take_focus()
        self.refresh_bindings()

    @on(Topics)
    def _offer_topics(self, event: Topics) -> None:
        for bar in self.query(HistoryFilterBar):
            bar.offer(event.topics)

    def work_failed(self, group: str, error: BaseException) -> None:
        self._reading = self._outdated = frozenset()
        super().work_failed(group, error)

    @on(HistoryFilterBar.Changed)
    def _filter_changed(self) -> None:
        self.reload()

    @on(Input.Submitted)
    def _to_rows(self) -> None:
        self.page.take_focus()

    @on(PageBar.Chosen)
    async def _chosen(self, event: PageBar.Chosen) -> None:
        await self.open_page(event.name)

    @on(RecordTable.EndNear)
    def _more(self) -> None:
        records = self.table(self._tab).records
        if records and BY_NAME[self._tab].pages_on and self._tab not in self._complete:
            self._read(Asked(self._tab, self._wanted(), int(records[-1].id)))

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        if self._tab == "topics":
            from dlprep.domain.practice import QuizRequest

            self.start_session(QuizRequest(topics=(event.record_id,)))
        elif self._tab == "wrong":
            from dlprep.tui.screens.library_question import LibraryQuestionScreen

            ids = tuple(record.id for record in self.table("wrong").records)
            self.app.push_screen(LibraryQuestionScreen(ids, ids.index(event.record_id)))
        elif BY_NAME[self._tab].pages_on:
            self.call_later(partial(self.open_record, self._tab, int(event.record_id)))

    def open_record(self, tab: str, number: int) -> None:
        """Shows what stands behind a row."""
        from dlprep.tui.screens import history_openers

        self.app.push_screen(history_openers.OPENERS[tab](number))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        kind = BY_NAME[self._tab]
        if action == "turn":
            return any(page.can_turn for page in self.query(f"#{self._tab}").results(RecordPage))
        if action in ("search", "clear"):
            return kind.has_filter
        if action in ("reset_topic", "undo_reset", "placement"):
            return kind.name == "topics"
        if action == "retry":
            return kind.name == "wrong" and any(
                table.records for table in self.query("#wrong-table").results(RecordTable)
            )
        return True

    async def action_tab(self, name: str) -> None:
        """Shows a page."""
        await self.open_page(name)

    async def action_step(self, steps: int) -> None:
        """Shows a page beside this one."""
        place = next(place for place, kind in enumerate(KINDS) if kind.name == self._tab)
        await self.open_page(KINDS[(place + steps) % len(KINDS)].name)

    def action_turn(self) -> None:
        """Shows the numbers in place of the picture, or the picture again."""
        self.page.turn()

    def action_leave(self) -> None:
        """Leaves the search line for the rows, and from there the place."""
        if isinstance(self.focused, Input):
            self.page.take_focus()
        else:
            self.action_back()

    def action_search(self) -> None:
        """Goes to the search line."""
        self.page.query_one(HistoryFilterBar).take_focus()

    def action_clear(self) -> None:
        """Looks for everything again."""
        self.page.query_one(HistoryFilterBar).clear()
        self.page.take_focus()

    def action_placement(self) -> None:
        """Finds out anew where the learner stands."""
        from dlprep.services.adaptive import placement_request

        self.start_session(placement_request())

    def action_retry(self) -> None:
        """Asks again what was wrong, the newest first."""
        from dlprep.domain.practice import QuizRequest

        ids = tuple(record.id for record in self.table("wrong").records[:_MOST_RETRIED])
        if ids:
            self.start_session(QuizRequest(question_ids=ids))
