"""Language, theme, editor, what one prepares for, how much a day asks. A change holds at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from dlprep.domain.errors import BadInputError
from dlprep.domain.language import Language
from dlprep.domain.messages import mark
from dlprep.domain.planning.aims import checked_date, checked_limit, checked_minutes
from dlprep.settings import DAY_LIMITS, LEAST_MINUTES, MOST_MINUTES
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.chip_row import ChipRow
from dlprep.tui.words import LANGUAGES, LEVELS, ROLES, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import ComposeResult


_EXAMPLE = "2027-01-31"
_ANY = "any"
_LIMITS = {
    "reviews_a_day": mark("repeated"),
    "new_a_day": mark("new"),
    "leeches_a_day": mark("slipping again and again"),
}


class SettingsScreen(BaseScreen):
    """What the learner can choose about dlprep itself."""

    BINDINGS = [
        Binding("tab", "app.focus_next", mark("Next field")),
        Binding("f4", "app.open_place('backups')", mark("Backups")),
        Binding("escape", "back", mark("Back")),
    ]

    def __init__(self, *, begin_at: str = "language", name: str | None = None) -> None:
        """`begin_at` is the field that has the cursor at first."""
        super().__init__(name=name)
        self._begin_at = begin_at

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
            yield from self._aims()
            yield from self._limits()
            yield Static(
                self.tr(
                    "Left and right choose. Everything is kept at once in {path}.",
                    path=self.app.core.paths.settings,
                ),
                id="note",
                markup=False,
            )

    def _aims(self) -> ComposeResult:
        """What the plan needs to know."""
        settings = self.app.settings
        day = settings.interview_date
        yield Static(self.tr("Day of the interview (empty for none)"), classes="label", markup=False)
        yield Input(day.isoformat() if day else "", placeholder=_EXAMPLE, id="date", select_on_focus=False)
        yield Static(self.tr("Minutes a day"), classes="label", markup=False)
        yield Input(str(settings.minutes_a_day), id="minutes", select_on_focus=False)
        yield Static(id="trouble", classes="trouble", markup=False)
        yield Static(self.tr("Role"), classes="label", markup=False)
        roles = [(name, self.tr(words)) for name, words in ROLES.items()]
        yield ChipRow([(_ANY, self.tr("any role")), *roles], [settings.target_role or _ANY], id="role")
        yield Static(self.tr("Level"), classes="label", markup=False)
        yield ChipRow(
            [(name, self.tr(words)) for name, words in LEVELS.items()], [settings.target_level], id="level"
        )

    def _limits(self) -> ComposeResult:
        """The most that a day asks for."""
        yield Static(self.tr("At most a day"), classes="label", markup=False)
        with Horizontal(id="limits"):
            for name, words in _LIMITS.items():
                now = str(getattr(self.app.settings, name))
                yield Input(now, id=name, classes="limit", compact=True, max_length=4, select_on_focus=False)
                yield Static(self.tr(words), markup=False)
        yield Static(id="limit-trouble", classes="trouble", markup=False)

    def on_mount(self) -> None:
        """Begins at the language, or where the learner comes for."""
        self.query_one(f"#{self._begin_at}").focus()

    def relabel(self) -> None:
        """Repaints and keeps the cursor on the language, which was just changed."""
        super().relabel()
        self._begin_at = "language"
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

    @on(Input.Blurred, "#date")
    @on(Input.Submitted, "#date")
    def _date(self, event: Input.Blurred | Input.Submitted) -> None:
        typed = event.value.strip()
        now = self.app.settings.interview_date
        if typed == (now.isoformat() if now else ""):  # a day that is over may stay as it was
            self._tell("")
            return
        self._aim(lambda: {"interview_date": checked_date(typed, self._today) if typed else None})

    @property
    def _today(self) -> date:
        return self.app.core.clock.moment().local_day

    @on(Input.Blurred, "#minutes")
    @on(Input.Submitted, "#minutes")
    def _minutes(self, event: Input.Blurred | Input.Submitted) -> None:
        self._aim(lambda: {"minutes_a_day": checked_minutes(event.value, LEAST_MINUTES, MOST_MINUTES)})

    @on(ChipRow.Changed, "#role")
    def _role(self, event: ChipRow.Changed) -> None:
        role = next(iter(event.row.value))
        self._aim(lambda: {"target_role": "" if role == _ANY else role})

    @on(ChipRow.Changed, "#level")
    def _level(self, event: ChipRow.Changed) -> None:
        level = next(iter(event.row.value))
        self._aim(lambda: {"target_level": level})

    @on(Input.Blurred, ".limit")
    @on(Input.Submitted, ".limit")
    def _limit(self, event: Input.Blurred | Input.Submitted) -> None:
        name = event.input.id or ""
        self._aim(lambda: {name: checked_limit(event.value, *DAY_LIMITS[name])}, beside="#limit-trouble")

    def _aim(self, checked: Callable[[], dict[str, Any]], *, beside: str = "#trouble") -> None:
        """Keeps what was typed or chosen, or says beside it why it cannot be; the setting stays as it was."""
        try:
            settings = replace(self.app.settings, **checked())
        except BadInputError as error:
            self._tell(self.app.failure_text(error), beside)
            return
        self._tell("", beside)
        if settings != self.app.settings:
            self.app.change_settings(settings)

    def _tell(self, trouble: str, beside: str = "#trouble") -> None:
        line = self.query_one(beside, Static)
        line.update(trouble)
        line.display = bool(trouble)
