"""Library: search the bank in both languages as you type, read a question, practise what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Select, Static

from dlprep.domain.bank import SHIPPED
from dlprep.domain.messages import mark
from dlprep.tui.browsing import STANDINGS, Filter, Mine, find_questions, question_columns, question_row
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.record_list import Record, RecordTable
from dlprep.tui.words import LEVELS, TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Question
    from dlprep.services.search import SearchIndex

PAGE = 60
"""Rows painted at a time, so that a key in the search line is answered at once."""
MOST_PRACTISED = 50
"""A session of more questions than this would not be finished."""


class LibraryScreen(BaseScreen):
    """A search line, three filters and the questions found."""

    BINDINGS = [
        Binding("slash,f2", "search", mark("Search")),
        Binding("p,f5", "practise", mark("Practise these")),
        Binding("a,f6", "article", mark("Article")),
        Binding("c,f7", "clear", mark("Clear")),
        Binding("escape", "back", mark("Back")),
        Binding("down", "to_rows", mark("To the questions"), show=False),
    ]
    CSS = """
    LibraryScreen #words { border: none; height: 1; background: $panel; padding: 0 1; margin: 1 1 0 1; }
    LibraryScreen #words:focus { background: $boost; }
    LibraryScreen #filters { height: 1; margin: 0 1; }
    LibraryScreen Select { width: 1fr; }
    LibraryScreen #topic { width: 2fr; }
    LibraryScreen #source.-hidden { display: none; }
    LibraryScreen #found { height: 1; padding: 0 1; text-style: bold; }
    """
    table = getters.query_one(RecordTable)
    words = getters.query_one("#words", Input)

    class Loaded(Message):
        """Bank, index and records were read."""

        def __init__(self, bank: QuestionBank, index: SearchIndex, mine: Mine) -> None:
            super().__init__()
            self.bank, self.index, self.mine = bank, index, mine

    class Found(Message):
        """A search ended."""

        def __init__(self, wanted: Filter, questions: tuple[Question, ...]) -> None:
            super().__init__()
            self.wanted, self.questions = wanted, questions

    _names: ClassVar[tuple[str, ...]] = ("topic", "level", "type", "standing", "source")
    _read: Loaded | None = None
    _wanted = Filter()
    _shown_for: Filter | None = None
    _questions: tuple[Question, ...] = ()

    def heading(self) -> str:
        return f"dlprep · {self.tr('Library')}"

    def compose_body(self) -> ComposeResult:
        yield Input(self._wanted.words, placeholder=self.tr("Search words, ids, topics, S3.1 …"), id="words")
        with Horizontal(id="filters"):
            yield Select((), prompt=self.tr("All topics"), compact=True, id="topic")
            levels = [(self.tr(words), name) for name, words in LEVELS.items()]
            yield Select(levels, prompt=self.tr("All levels"), compact=True, id="level")
            types = [(self.tr(words), name) for name, words in TYPES.items()]
            yield Select(types, prompt=self.tr("All types"), compact=True, id="type")
            standings = [(self.tr(words), name) for name, words in STANDINGS.items()]
            yield Select(standings, prompt=self.tr("Any record"), compact=True, id="standing")
            yield Select((), prompt=self.tr("All sources"), compact=True, id="source", classes="-hidden")
        yield Static(self.tr("Reading the questions…"), id="found", markup=False)
        yield RecordTable(
            question_columns(self.tr), self.tr("Nothing found. Press c or F7 for all questions.")
        )

    def on_mount(self) -> None:
        """Puts the cursor into the search line."""
        self.words.focus()

    def on_screen_resume(self) -> None:
        """Reads again, because a session may have changed the records."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.load)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads bank and records, and prepares the index once."""
        from dlprep.services.search import SearchIndex

        core = self.app.core
        bank = core.bank()
        index = self._read.index if self._read and self._read.bank is bank else SearchIndex(bank)
        store = core.store()
        self.post_message(self.Loaded(bank, index, Mine(store.question_records(), store.flagged())))

    @work(thread=True, exclusive=True, exit_on_error=False, group="find")
    def find(self, read: Loaded, wanted: Filter) -> None:
        """Searches in the background, so that typing never waits."""
        self.post_message(self.Found(wanted, find_questions(read.bank, read.index, wanted, read.mine)))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._read = event
        topics = [(topic.name.in_language(self.app.language), topic.id) for topic in event.bank.topics]
        chosen = self._wanted
        with self.prevent(Select.Changed):
            self.query_one("#topic", Select).set_options(topics)
            packs = [pack.name for pack in event.bank.packs]
            sources = self.query_one("#source", Select)
            sources.set_options((name, name) for name in (SHIPPED, *packs))
            sources.set_class(not packs, "-hidden")
            for name in self._names:
                if value := getattr(chosen, name):
                    self.query_one(f"#{name}", Select).value = value
        self.find(event, chosen)

    @on(Input.Changed, "#words")
    @on(Select.Changed)
    def _changed(self) -> None:
        values = {name: self.query_one(f"#{name}", Select).value for name in self._names}
        chosen = {name: value if isinstance(value, str) else "" for name, value in values.items()}
        self._wanted = Filter(self.words.value, **chosen)
        if self._read is not None:
            self.find(self._read, self._wanted)

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.wanted != self._wanted or self._read is None:
            return
        self._questions = event.questions
        # Coming back to the same list, the cursor finds its row again, however far down it is.
        is_same = event.wanted == self._shown_for
        self._shown_for = event.wanted
        self.table.show(self._rows(0, len(self.table.records) if is_same else PAGE), keep_cursor=is_same)
        answered = sum(question.id in self._read.mine.records for question in event.questions)
        self.query_one("#found", Static).update(
            self.tr("{count} questions, {answered} answered", count=len(event.questions), answered=answered)
        )
        self.refresh_bindings()

    def _rows(self, first: int, count: int = PAGE) -> list[Record]:
        """A page of rows from place `first` on; the others wait until the cursor comes near."""
        if self._read is None:
            return []
        mine, language, bank = self._read.mine, self.app.language, self._read.bank
        return [
            question_row(question, mine, language, self.tr, bank.pack_of(question.id))
            for question in self._questions[first : first + max(PAGE, count)]
        ]

    @on(RecordTable.EndNear)
    def _more(self) -> None:
        shown = len(self.table.records)
        if shown < len(self._questions):
            self.table.extend(self._rows(shown))

    @on(Input.Submitted, "#words")
    def action_to_rows(self) -> None:
        """Goes from the search line to the questions."""
        if self._questions:
            self.table.take_focus()

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.library_question import LibraryQuestionScreen

        ids = tuple(question.id for question in self._questions)
        self.app.push_screen(LibraryQuestionScreen(ids, ids.index(event.record_id)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return bool(self._questions) if action == "practise" else True

    def action_search(self) -> None:
        """Goes to the search line."""
        self.words.focus()

    def action_clear(self) -> None:
        """Shows every question again."""
        self.words.value = ""
        for select in self.query(Select):
            select.clear()
        self.words.focus()

    def action_article(self) -> None:
        """Opens the article."""
        from dlprep.tui.screens.article import ArticleScreen

        self.app.push_screen(ArticleScreen())

    def action_practise(self) -> None:
        """Starts a session of the questions found, in their order."""
        from dlprep.domain.practice import QuizRequest

        ids = tuple(question.id for question in self._questions[:MOST_PRACTISED])
        self.start_session(QuizRequest(question_ids=ids))
