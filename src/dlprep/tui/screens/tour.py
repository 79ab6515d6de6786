"""dlprep in one minute: a few pages, skipped by one key, shown by itself only once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.block import Block
from dlprep.tui.prose import prose
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

PAGES = (
    (
        mark("Welcome"),
        mark(
            "dlprep gets you ready for a deep-learning interview, in Chinese or English, offline.\n\n"
            "This takes one minute. **enter** goes on, **esc** skips it, and it never comes again by itself. "
            "**l** changes the language: 按 **l** 换成中文。"
        ),
    ),
    (
        mark("Quiz"),
        mark(
            "Questions of ten kinds, answered by keys: **1-9** or letters choose, **enter** submits.\n\n"
            "Before you submit, say how sure you are with **+**, **=** or **-**: what you were sure of and "
            "got wrong is what interviews punish. **h** gives a hint, **l** turns the same question into "
            "the other language, **u** takes an answer back."
        ),
    ),
    (
        mark("Feedback"),
        mark(
            "After each answer you see a reason for every option, the sources, and with **v** what the "
            "article says and where it is dated.\n\nEvery answer is on disk before you see its feedback. "
            "Leave whenever you like; **r** on Home goes on exactly there."
        ),
    ),
    (
        mark("Finding your way"),
        mark(
            "The line at the bottom shows the keys that matter now. **?** or **F1** lists all of them, "
            "**ctrl+p** finds every command, **esc** goes back, **ctrl+q** quits. The mouse works "
            "everywhere.\n\n"
            "While you type an answer, letters are letters; the same actions are on the F keys."
        ),
    ),
)
"""Title and text of each page, marked for the catalogs."""


class TourScreen(BaseScreen):
    """One page at a time."""

    BINDINGS = [
        Binding("enter,space,right,n", "turn(1)", mark("Next")),
        Binding("left,p", "turn(-1)", mark("Page before"), show=False),
        Binding("l", "app.switch_language", mark("zh/en")),
        Binding("escape,s", "back", mark("Skip"), key_display="esc"),
    ]
    _page = 0

    def heading(self) -> str:
        return self.tr("Tour {page}/{count}", page=self._page + 1, count=len(PAGES))

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page", classes="page", can_focus=False):
            yield Static(id="title", markup=False)
            yield Static(id="text")

    def on_mount(self) -> None:
        """Shows the first page, and notes that the tour was seen."""
        self._paint()
        if not self.app.settings.tour_seen:
            self.app.change_settings(replace(self.app.settings, tour_seen=True))

    def relabel(self) -> None:
        super().relabel()
        self.call_after_refresh(self._paint)

    def _paint(self) -> None:
        title, text = PAGES[self._page]
        self.query_one("#title", Static).update(self.tr(title))
        self.query_one("#text", Static).update(Block([prose(self.tr(text))]))
        self.refresh_title()

    def action_turn(self, step: int) -> None:
        """Turns the page; past the last one is Home."""
        if self._page + step >= len(PAGES):
            self.action_back()
            return
        self._page = max(0, self._page + step)
        self._paint()
