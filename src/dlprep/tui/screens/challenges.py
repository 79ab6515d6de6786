"""Challenges: every practical task on each of its data tiers, with the best run and the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Select, Static

from dlprep.domain.judging import Tier
from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.challenge_list import Told, Wanted, columns, minutes_text, rows
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.verdict_words import GROUPS
from dlprep.tui.widgets.record_list import RecordTable
from dlprep.tui.words import LEVELS

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from dlprep.domain.challenges import Challenge
    from dlprep.services.coding import ChallengeEntry

RUNS_EACH = 5
"""Last runs of a challenge on a tier that say how long it takes here."""


class ChallengesScreen(BaseScreen):
    """A search line, two filters, and a row for each challenge and tier; below them what one is about."""

    BINDINGS = [
        Binding("slash,f2", "search", mark("Search")),
        Binding("f7", "clear", mark("Clear")),
        Binding("f6", "mutants", mark("Find the bug")),
        Binding("escape", "back", mark("Back")),
        Binding("down", "to_rows", mark("To the challenges"), show=False),
    ]
    CSS = """
    ChallengesScreen #filters { height: 1; margin: 1 1 0 1; }
    ChallengesScreen #search { border: none; height: 1; width: 2fr; background: $panel; padding: 0 1; }
    ChallengesScreen #search:focus { background: $boost; }
    ChallengesScreen Select { width: 1fr; }
    ChallengesScreen #about { height: 6; padding: 0 2; background: $surface; scrollbar-size-vertical: 1; }
    """
    table = getters.query_one(RecordTable)
    search = getters.query_one("#search", Input)

    class Loaded(Message):
        """The challenges, and what the history says of them."""

        def __init__(self, entries: tuple[ChallengeEntry, ...], told: Told) -> None:
            super().__init__()
            self.entries, self.told = entries, told

    _shown: Loaded | None = None
    _wanted = Wanted()

    def heading(self) -> str:
        return f"dlprep · {self.tr('Challenges')}"

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="filters"):
            yield Input(
                self._wanted.words,
                placeholder=self.tr("Type to search …"),
                select_on_focus=False,  # the first letter was typed over the list, and stays
                id="search",
            )
            groups = [(self.tr(words), group.value) for group, words in GROUPS.items()]
            yield Select(groups, prompt=self.tr("All groups"), compact=True, id="group")
            levels = [(self.tr(words), name) for name, words in LEVELS.items()]
            yield Select(levels, prompt=self.tr("All levels"), compact=True, id="level")
        yield RecordTable(columns(self.tr), self.tr("No challenge found. Press F7 for all of them."))
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="words")

    def on_screen_resume(self) -> None:
        """Reads again what may have changed."""
        self.load()

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self.load)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads challenges and runs."""
        from dlprep.services.coding import list_challenges
        from dlprep.services.estimating import estimated_minutes

        core = self.app.core
        store = core.store()
        entries = list_challenges(core.bank(), store)
        runs = store.recent_runs(each=RUNS_EACH)
        last = {(run.slug, run.tier): run for run in reversed(runs)}
        minutes = estimated_minutes((entry.challenge for entry in entries), runs)
        self.post_message(self.Loaded(entries, Told(last, minutes)))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        is_first = self._shown is None
        self._shown = event
        with self.prevent(Select.Changed):
            for name in ("group", "level"):
                if value := getattr(self._wanted, name):
                    self.query_one(f"#{name}", Select).value = value
        self._paint()
        if is_first or self.focused is None:
            self.table.take_focus()

    def _paint(self) -> None:
        if self._shown is None:
            return
        entries = [entry for entry in self._shown.entries if self._wanted.takes(entry.challenge)]
        self.table.show(rows(entries, self._shown.told, self.app.language, self.tr))
        if not entries:
            self.query_one("#words", Static).update("")

    @on(Input.Changed, "#search")
    @on(Select.Changed)
    def _changed(self) -> None:
        values = {name: self.query_one(f"#{name}", Select).value for name in ("group", "level")}
        chosen = {name: value if isinstance(value, str) else "" for name, value in values.items()}
        self._wanted = Wanted(self.search.value, **chosen)
        self._paint()

    def on_key(self, event: events.Key) -> None:
        """What is typed over the list goes into the search line."""
        super().on_key(event)
        if self.focused is self.table.rows and event.character and event.character.isalnum():
            event.stop()
            self.search.value += event.character
            self.action_search()

    @on(Input.Submitted, "#search")
    def action_to_rows(self) -> None:
        """Goes from the search line to the challenges."""
        if self.table.records:
            self.table.take_focus()

    def action_search(self) -> None:
        """Goes to the end of the search line."""
        self.search.focus()
        self.search.cursor_position = len(self.search.value)

    def action_clear(self) -> None:
        """Shows every challenge again."""
        self.search.value = ""
        for select in self.query(Select):
            select.clear()
        self.table.take_focus()

    def action_mutants(self) -> None:
        """Goes to scripts with one bug."""
        self.app.open_place("mutants")

    def _challenge(self, record_id: str) -> tuple[Challenge, Tier] | None:
        slug, _, tier = record_id.partition("/")
        entries = self._shown.entries if self._shown else ()
        found = next((entry.challenge for entry in entries if entry.challenge.id == slug), None)
        return (found, Tier(tier)) if found else None

    @on(RecordTable.Highlighted)
    def _describe(self, event: RecordTable.Highlighted) -> None:
        found = self._challenge(event.record_id)
        if found is None or self._shown is None:
            return
        challenge, tier = found
        language = self.app.language
        lines = [
            Content.styled(challenge.title.in_language(language), "bold"),
            prose(challenge.summary.in_language(language)),
            Content.styled(self._data(challenge, tier), MUTED),
        ]
        last = self._shown.told.last.get((challenge.id, tier))
        if last is not None:
            minutes = minutes_text(self._shown.told.minutes[challenge.id, tier])
            lines.append(
                Content.styled(self.tr("About {minutes} min on this machine.", minutes=minutes), MUTED)
            )
        self.query_one("#words", Static).update(Block(lines))

    def _data(self, challenge: Challenge, tier: Tier) -> str:
        if challenge.dataset is None:
            return self.tr("No data and no training: what you write is called and checked at once.")
        if tier is Tier.EMBEDDED:
            return self.tr("Data: real data that is installed already; answers in about a minute.")
        return self.tr(
            "Data: the article's own set. Get it once with: dlprep data fetch {name}, or import what you "
            "have: dlprep data import {name} PATH",
            name=challenge.dataset,
        )

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.challenge import open_challenge

        slug, _, tier = event.record_id.partition("/")
        open_challenge(self.app, slug, Tier(tier))
