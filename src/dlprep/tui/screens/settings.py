"""Language, theme and editor. A change holds at once and is kept in the background."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from dlprep.domain.language import Language
from dlprep.domain.messages import mark
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.words import LANGUAGES, THEMES

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SettingsScreen(BaseScreen):
    """What the learner can choose about dlprep itself."""

    BINDINGS = [
        Binding("tab", "app.focus_next", mark("Next field")),
        Binding("escape", "back", mark("Back")),
    ]

    def heading(self) -> str:
        return self.tr("Settings")

    def compose_body(self) -> ComposeResult:
        settings = self.app.settings
        with VerticalScroll(id="form", can_focus=False):
            yield Static("语言 / Language", classes="label")
            yield ChipRow(LANGUAGES.items(), [settings.language.value], id="language")
            yield Static(self.tr("Theme"), classes="label", markup=False)
            yield ChipRow(
                [(name, self.tr(words)) for name, words in THEMES.items()], [settings.theme], id="theme"
            )
            yield Static(
                self.tr("Editor for challenges (empty takes $VISUAL, $EDITOR, then vi)"), classes="label"
            )
            yield Input(settings.editor, placeholder="nvim", id="editor", select_on_focus=False)
            yield Static(
                self.tr(
                    "Left and right choose. Everything is kept at once in {path}.",
                    path=self.app.core.paths.settings,
                ),
                id="note",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begins at the language."""
        self.query_one("#language").focus()

    def relabel(self) -> None:
        """Repaints and keeps the cursor on the language, which was just changed."""
        super().relabel()
        self.call_after_refresh(self.on_mount)

    @on(ChipRow.Changed, "#language")
    def _language(self, event: ChipRow.Changed) -> None:
        language = Language(next(iter(event.row.value)))
        self.app.change_settings(replace(self.app.settings, language=language))

    @on(ChipRow.Changed, "#theme")
    def _theme(self, event: ChipRow.Changed) -> None:
        self.app.change_settings(replace(self.app.settings, theme=next(iter(event.row.value))))

    @on(Input.Blurred, "#editor")
    @on(Input.Submitted, "#editor")
    def _editor(self, event: Input.Blurred | Input.Submitted) -> None:
        command = event.value.strip()
        if command != self.app.settings.editor:
            self.app.change_settings(replace(self.app.settings, editor=command))
