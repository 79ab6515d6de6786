"""What is due today, the most urgent first: why each item is here, and the way to start it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.errors import StorageError
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import mark
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.tui.block import Block
from dlprep.tui.due_words import item_block, item_name
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.home_memory import DUE_COUNT
from dlprep.tui.widgets.record_list import Column, Record, RecordTable, RowsToStart
from dlprep.tui.words import CARD_KINDS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.memory.due import DueItem, DueQueue
    from dlprep.domain.memory.forecast import Forecast


class DueScreen(BaseScreen):
    """The queue as a table; below it the item at the cursor in full."""

    BINDINGS = [
        Binding("s", "start_all", mark("Start all")),
        Binding("x", "read", mark("Read it first")),
        Binding("escape", "back", mark("Back")),
    ]
    CSS = """
    DueScreen #sums { height: auto; margin: 1 1 0 1; }
    DueScreen #about { height: 5; padding: 0 2; background: $surface; }
    """
    table = getters.query_one(RecordTable)

    class Loaded(Message):
        """The queue, and how much is recalled."""

        def __init__(self, bank: QuestionBank, queue: DueQueue, ahead: Forecast) -> None:
            super().__init__()
            self.bank, self.queue, self.ahead = bank, queue, ahead

    _shown: Loaded | None = None

    def heading(self) -> str:
        return f"dlprep · {self.tr('Due today')}"

    def aside(self) -> str:
        return self.app.core.clock.moment().local_day.isoformat()

    def compose_body(self) -> ComposeResult:
        yield Static(self.tr("Reading the questions and your history…"), id="sums", markup=False)
        yield RecordTable(self._columns(), self._nothing(), rows=RowsToStart)
        yield Static(id="about")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Kind"), 10),
            Column(self.tr("What")),
            Column(self.tr("Recall"), 7, right=True),
            Column(self.tr("Why"), 54, from_width=120),
        )

    def _nothing(self) -> str:
        return self.tr("Nothing is due today. Practise a topic: what you answer comes back in time.")

    def on_screen_resume(self) -> None:
        """Reads again what may have changed."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Finds what is due."""
        from dlprep.services.remembering import SOME_BATCHES, catch_up, due_today, forecast

        core = self.app.core
        bank, store, moment = core.bank(), core.store(), core.clock.moment()
        with suppress(StorageError):  # a read-only history can still be looked at
            catch_up(store, batches=SOME_BATCHES)
        queue = due_today(bank, store, self.app.settings, moment)
        self.post_message(self.Loaded(bank, queue, forecast(bank, store, moment)))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown = event
        self._paint()
        self.refresh_bindings()
        self.table.take_focus()

    def _paint(self) -> None:
        if self._shown is None:
            return
        self.query_one("#sums", Static).update(self._sums(self._shown))
        self.table.show(self._record(item, self._shown.bank) for item in self._shown.queue.items)
        if not self._shown.queue.items:
            self.query_one("#about", Static).update("")

    def _sums(self, shown: Loaded) -> str:
        queue, recall = shown.queue, shown.ahead.recall_today
        words = [
            self.tr(
                "{count} due, {new} new; {done} repeated today.",
                count=queue.reviews,
                new=len(queue.items) - queue.reviews,
                done=queue.reviewed_today,
            )
        ]
        if queue.later:
            words.append(self.tr("Due too, but left to other days: {count}.", count=queue.later))
        if recall is not None:
            percent = round(100 * recall)
            words.append(
                self.tr(
                    "Cards: {cards}, of which you would recall {percent}% now.",
                    cards=shown.ahead.cards,
                    percent=percent,
                )
            )
        return " ".join(words)

    def _record(self, item: DueItem, bank: QuestionBank) -> Record:
        recall = "–" if item.recall is None else f"{round(100 * item.recall)}%"
        cells = (
            self.tr(CARD_KINDS[item.key.kind.value]),
            item_name(bank, item.key, self.app.language),
            recall,
            self.app.say(item.why),
        )
        return Record(str(item.key), cells)

    def _item(self, record_id: str) -> DueItem | None:
        items = self._shown.queue.items if self._shown else ()
        return next((item for item in items if str(item.key) == record_id), None)

    @on(RecordTable.Highlighted)
    def _describe(self, event: RecordTable.Highlighted) -> None:
        item = self._item(event.record_id)
        if item is not None and self._shown is not None:
            lines = item_block(self._shown.bank, item, self.app.language, self.app.tr, self.app.say(item.why))
            self.query_one("#about", Static).update(Block(lines))
            self.refresh_bindings()

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        item = self._item(event.record_id)
        if item is None:
            return
        match item.key.kind:
            case CardKind.QUESTION:
                self.start_session(QuizRequest(Mode.DUE, question_ids=(item.key.id,)))
            case CardKind.INTERVIEW:
                self._set_up_interview(item.key.id)
            case CardKind.CHALLENGE:
                self._open_challenge(item.key.id)

    def _set_up_interview(self, question_id: str) -> None:
        from dlprep.tui.screens.interview_setup import InterviewSetupScreen

        self.app.push_screen(InterviewSetupScreen(begins_with=question_id, name="interview"))

    def _open_challenge(self, slug: str) -> None:
        from dlprep.tui.screens.challenge import open_challenge

        if self._shown is not None:
            tiers = self._shown.bank.challenge(slug).challenge.tiers
            open_challenge(self.app, slug, next(iter(tiers)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        if action == "start_all":
            return self._shown is not None and bool(self._shown.queue.items)
        if action == "read":
            return bool(self._question_at_cursor())
        return True

    def _question_at_cursor(self) -> str:
        item = self._item(self.table.cursor_id or "") if self._shown is not None else None
        return item.key.id if item is not None and item.key.kind is not CardKind.CHALLENGE else ""

    def action_read(self) -> None:
        """Shows the question with its explanation, which a leech needs more than one more try."""
        from dlprep.tui.screens.library_question import LibraryQuestionScreen

        self.app.push_screen(LibraryQuestionScreen((self._question_at_cursor(),)))

    def action_start_all(self) -> None:
        """Starts a session of the questions that are due."""
        self.start_session(QuizRequest(Mode.DUE, count=DUE_COUNT))
