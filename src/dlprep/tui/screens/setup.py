"""Choosing what a session asks; the number of matching questions follows every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from dlprep.domain.ability.placement import MOST_ITEMS
from dlprep.domain.bank import SHIPPED
from dlprep.domain.messages import mark
from dlprep.domain.practice import Mode, QuizRequest
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.widgets.topic_picker import TopicPicker
from dlprep.tui.words import LEVELS, MODES, TYPES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.bank import QuestionBank

_MODES = (Mode.PRACTICE, Mode.EXAM, Mode.ARTICLE, Mode.DUE, Mode.WEAK, Mode.PLACEMENT)
"""What takes a choice of questions; a sprint asks all of its own."""
_DEFAULT_COUNT = 10
_MOST_QUESTIONS = 500
_MOST_MINUTES = 600


class SetupScreen(BaseScreen):
    """Mode, topics, levels, types, count. Enter starts from anywhere; space chooses."""

    BINDINGS = [
        Binding("enter", "start", mark("Start"), key_display="enter", priority=True),
        Binding("ctrl+f", "search", mark("Search topics")),
        Binding("ctrl+r", "all_topics", mark("Clear topics"), show=False),
        Binding("tab", "app.focus_next", mark("Next field")),
        Binding("escape", "back", mark("Back")),
    ]
    topics = getters.query_one(TopicPicker)
    matches = getters.query_one("#matches", Static)

    class Loaded(Message):
        """The bank is there."""

        def __init__(self, bank: QuestionBank) -> None:
            super().__init__()
            self.bank = bank

    class Counted(Message):
        """How many questions match a request."""

        def __init__(self, request: QuizRequest, count: int) -> None:
            super().__init__()
            self.request, self.count = request, count

    _bank: QuestionBank | None = None

    def heading(self) -> str:
        return self.tr("Set up a quiz")

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="form"):
            with Vertical(id="left"):
                yield Input(
                    placeholder=self.tr("Search topics"), compact=True, id="search", select_on_focus=False
                )
                yield TopicPicker(id="topics")
            with VerticalScroll(id="right", can_focus=False):
                yield Static(self.tr("Mode"), classes="label")
                yield ChipRow(
                    [(mode.value, self.tr(MODES[mode.value])) for mode in _MODES],
                    [Mode.PRACTICE.value],
                    id="mode",
                )
                yield Static(self.tr("Levels (none means all)"), classes="label", markup=False)
                yield ChipRow(
                    [(name, self.tr(words)) for name, words in LEVELS.items()], many=True, id="levels"
                )
                yield Static(self.tr("Types (none means all)"), classes="label", markup=False)
                yield ChipRow((), many=True, id="types")
                yield Static(self.tr("Sources (none means all)"), id="sources-label", markup=False)
                yield ChipRow((), many=True, id="sources")
                with Horizontal(id="numbers"):
                    yield Static(self.tr("Questions"), markup=False)
                    yield Input(str(_DEFAULT_COUNT), type="integer", max_length=3, compact=True, id="count")
                    yield Static(self.tr("Minutes"), id="minutes-label", markup=False)
                    yield Input(
                        placeholder=self.tr("auto"), type="number", max_length=5, compact=True, id="minutes"
                    )
        yield Static(self.tr("Reading the questions…"), id="matches", markup=False)

    def on_mount(self) -> None:
        """Takes what the bank offers."""
        self._show_minutes()
        self._show_sources(())
        self.query_one("#mode").focus()
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.on_mount)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Gets the bank."""
        self.post_message(self.Loaded(self.app.core.bank()))

    @work(thread=True, exclusive=True, exit_on_error=False, group="count")
    def count(self, request: QuizRequest) -> None:
        """Counts what matches."""
        from dlprep.services.quiz import matching
        from dlprep.services.remembering import due_matching, due_today

        core = self.app.core
        if request.mode is Mode.DUE:
            queue = due_today(core.bank(), core.store(), self.app.settings, core.clock.moment())
            found = len(due_matching(core.bank(), queue, request))
        else:
            found = len(matching(core.bank(), request))
        self.post_message(self.Counted(request, found))

    @on(Loaded)
    def _fill(self, event: Loaded) -> None:
        self._bank = event.bank
        there = {question.type for question in event.bank.questions.values()}
        types = [(name, self.tr(words)) for name, words in TYPES.items() if name in there]
        self.query_one("#types", ChipRow).set_choices(types)
        self._show_sources(tuple(pack.name for pack in event.bank.packs if pack.bank.questions))
        self.topics.offer(
            (topic.id, topic.name.in_language(self.app.language), f"{topic.name.zh} {topic.name.en}")
            for topic in event.bank.topics
        )
        self._recount()

    def _show_sources(self, packs: tuple[str, ...]) -> None:
        """Offers the shipped bank and the packs; without packs there is nothing to choose."""
        row = self.query_one("#sources", ChipRow)
        row.set_choices((name, name) for name in (SHIPPED, *packs))
        row.display = self.query_one("#sources-label").display = bool(packs)

    def request(self) -> QuizRequest:
        """What is asked for as the form stands."""
        mode = Mode(next(iter(self.query_one("#mode", ChipRow).value)))
        minutes = self._number("#minutes", _MOST_MINUTES) if mode is Mode.EXAM else None
        count = int(self._number("#count", _MOST_QUESTIONS) or _DEFAULT_COUNT)
        return QuizRequest(
            mode=mode,
            topics=tuple(sorted(self.topics.chosen)),
            levels=tuple(sorted(self.query_one("#levels", ChipRow).value)),
            types=tuple(sorted(self.query_one("#types", ChipRow).value)),
            sources=tuple(sorted(self.query_one("#sources", ChipRow).value)),
            count=MOST_ITEMS if mode is Mode.PLACEMENT else count,
            minutes=minutes,
        )

    def _number(self, selector: str, most: float) -> float | None:
        try:
            value = float(self.query_one(selector, Input).value)
        except ValueError:
            return None
        return min(most, value) if value > 0 else None

    def _recount(self) -> None:
        self._show_minutes()
        count = len(self.topics.chosen)
        self.topics.border_title = self.tr("topics: {count}", count=count) if count else self.tr("all topics")
        if self._bank is not None:
            self.count(self.request())

    def _show_minutes(self) -> None:
        is_exam = "exam" in self.query_one("#mode", ChipRow).value
        self.query_one("#minutes").display = is_exam
        self.query_one("#minutes-label").display = is_exam

    @on(Counted)
    def _say_count(self, event: Counted) -> None:
        asked = min(event.count, event.request.count)
        if event.request.mode is Mode.DUE:
            words = self.tr(
                "{count} of these are due; enter starts with {asked}.", count=event.count, asked=asked
            )
        elif event.count and event.request.mode is Mode.PLACEMENT:
            words = self.tr(
                "{count} questions match; the test asks {asked} at most.", count=event.count, asked=asked
            )
        elif event.count:
            words = self.tr("{count} matching; enter starts with {asked}.", count=event.count, asked=asked)
        else:
            words = self.tr("No question matches. Choose more topics, levels or types.")
        self.matches.update(words)

    @on(TopicPicker.Changed)
    @on(ChipRow.Changed)
    @on(Input.Changed, "#count")
    @on(Input.Changed, "#minutes")
    def _form_changed(self) -> None:
        self._recount()

    @on(Input.Changed, "#search")
    def _sought(self, event: Input.Changed) -> None:
        found = self.topics.seek(event.value)
        self.topics.border_subtitle = "" if found else self.tr("no topic is called that")

    def action_search(self) -> None:
        """Goes to the search field."""
        self.query_one("#search").focus()

    def action_all_topics(self) -> None:
        """Takes every topic out of the choice, which means all of them."""
        self.topics.clear_choice()

    def action_start(self) -> None:
        """Starts what the form asks for, unless the window is too small to see it."""
        if not self._is_too_small:
            self.in_turn(lambda: self.start_session(self.request()))
