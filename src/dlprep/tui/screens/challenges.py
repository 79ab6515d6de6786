"""Challenges: every practical task on each of its data tiers, with the best run and the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from dlprep.domain.judging import Tier
from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.verdict_words import MEDAL_MARKS, TIERS, verdict_mark, verdict_words
from dlprep.tui.when import local_time
from dlprep.tui.widgets.record_list import Column, Record, RecordTable
from dlprep.tui.words import LEVELS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from dlprep.domain.challenges import Challenge
    from dlprep.domain.progress import RunRecord
    from dlprep.services.coding import ChallengeEntry


class ChallengesScreen(BaseScreen):
    """A row for each challenge and tier; below it what the one at the cursor is about."""

    BINDINGS = [Binding("escape", "back", mark("Back"))]
    CSS = """
    ChallengesScreen RecordTable { padding-top: 1; }
    ChallengesScreen #about { height: 7; padding: 1 2; background: $surface; scrollbar-size-vertical: 1; }
    """
    table = getters.query_one(RecordTable)

    class Loaded(Message):
        """The challenges, and the last run of each by slug and tier."""

        def __init__(
            self, entries: tuple[ChallengeEntry, ...], last: dict[tuple[str, Tier], RunRecord]
        ) -> None:
            super().__init__()
            self.entries, self.last = entries, last

    _shown: Loaded | None = None

    def heading(self) -> str:
        return f"dlprep · {self.tr('Challenges')}"

    def compose_body(self) -> ComposeResult:
        columns = (
            Column(self.tr("Challenge")),
            Column(self.tr("Level"), 6),
            Column(self.tr("Data"), 8),
            Column(self.tr("Minutes"), 7, right=True),
            Column(self.tr("Best"), 10),
            Column(self.tr("Last run"), 14),
            Column(self.tr("When"), 16, from_width=96),
        )
        yield RecordTable(columns, self.tr("This question bank holds no challenges."))
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

        core = self.app.core
        store = core.store()
        entries = list_challenges(core.bank(), store)
        last: dict[tuple[str, Tier], RunRecord] = {}
        for entry in entries:
            for run in store.runs(limit=20, slug=entry.challenge.id):
                last.setdefault((run.slug, run.tier), run)
        self.post_message(self.Loaded(entries, last))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._shown = event
        self.table.show(self._row(entry, tier) for entry in event.entries for tier in entry.challenge.tiers)
        self.table.take_focus()

    def _row(self, entry: ChallengeEntry, tier: Tier) -> Record:
        challenge, best = entry.challenge, entry.best.get(tier)
        last = self._shown.last.get((challenge.id, tier)) if self._shown else None
        value = "–"
        if best is not None and best.value is not None:
            value = f"{best.value:.4f} {MEDAL_MARKS[best.medal] if best.medal else ''}"
        return Record(
            f"{challenge.id}/{tier.value}",
            (
                challenge.title.in_language(self.app.language),
                self.tr(LEVELS[challenge.level.value]),
                self.tr(TIERS[tier]),
                f"{challenge.tiers[tier].minutes:g}",
                value,
                self._verdict(last),
                local_time(last.started_at) if last else "",
            ),
        )

    def _verdict(self, run: RunRecord | None) -> Content:
        if run is None:
            return Content("–")
        sign, style = verdict_mark(run.verdict)
        return Content.styled(f"{sign} {verdict_words(run, self.tr)}", style)

    def _challenge(self, record_id: str) -> tuple[Challenge, Tier] | None:
        slug, _, tier = record_id.partition("/")
        entries = self._shown.entries if self._shown else ()
        found = next((entry.challenge for entry in entries if entry.challenge.id == slug), None)
        return (found, Tier(tier)) if found else None

    @on(RecordTable.Highlighted)
    def _describe(self, event: RecordTable.Highlighted) -> None:
        found = self._challenge(event.record_id)
        if found is None:
            return
        challenge, tier = found
        data = (
            self.tr("Data: real data that is installed already; answers in about a minute.")
            if tier is Tier.EMBEDDED
            else self.tr(
                "Data: the article's own set. Get it once with: dlprep data fetch {name}, or import what you "
                "have: dlprep data import {name} PATH",
                name=challenge.dataset,
            )
        )
        words = challenge.summary.in_language(self.app.language)
        self.query_one("#words", Static).update(Block([prose(words), Content.styled(data, MUTED)]))

    @on(RecordTable.Opened)
    def _open(self, event: RecordTable.Opened) -> None:
        from dlprep.tui.screens.challenge import open_challenge

        slug, _, tier = event.record_id.partition("/")
        open_challenge(self.app, slug, Tier(tier))
