"""The Textual app: language, theme, places and failures; what a place does is its screen's matter."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.reactive import reactive

from dlprep.domain.errors import DlprepError
from dlprep.domain.messages import mark
from dlprep.failures import LOG_NAME, is_expected, sentence, write_log
from dlprep.i18n import translator
from dlprep.settings import Settings, language_of_environment
from dlprep.tui.core import Core, Parts
from dlprep.tui.layout_requests import count_every_request
from dlprep.tui.registry import place
from dlprep.tui.themes import ALL_THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.screen import Screen

    from dlprep.domain.language import Language
    from dlprep.domain.messages import Message

_SEED_SPAN = 2**31


def _commands() -> type[Provider]:
    from dlprep.tui.commands import DlprepCommands

    return DlprepCommands


def _fresh_seed() -> int:
    return SystemRandom().randrange(_SEED_SPAN)


class DlprepApp(App[None]):
    """The app over its parts; `new_seed` decides which questions come."""

    TITLE = "dlprep"
    CSS_PATH = Path(__file__).with_name("dlprep.tcss")
    COMMANDS = {_commands}
    BINDINGS = [
        Binding("ctrl+q", "quit", mark("Quit"), priority=True, show=False),
        Binding("ctrl+z", "suspend_process", mark("Suspend"), show=False),
        Binding("question_mark,f1", "keys", mark("Keys")),
        Binding("ctrl+p", "command_palette", mark("Search all commands"), priority=True, show=False),
    ]

    settings: reactive[Settings] = reactive(Settings(), init=False)
    """What is in force now; the file follows."""

    def __init__(self, parts: Parts, *, new_seed: Callable[[], int] = _fresh_seed) -> None:
        count_every_request()
        super().__init__()
        self.core = Core(parts)
        self.new_seed = new_seed
        self.drafts: dict[tuple[int | None, int], tuple[str, ...]] = {}
        """What was chosen or typed at a place of a session, so that leaving or undoing loses nothing."""
        self._start_failure: DlprepError | None = None
        try:
            settings = self.core.settings()
        except DlprepError as error:
            # A settings file with a fault must not keep anybody from practising; it is never written over.
            settings = Settings(language=language_of_environment(), tour_seen=True)
            self._start_failure = error
        self.set_reactive(DlprepApp.settings, settings)
        for theme in ALL_THEMES:
            self.register_theme(theme)
        self._begin_with_theme(settings.theme)

    def _begin_with_theme(self, name: str) -> None:
        """Sets the theme without the repaint that a change costs: there is nothing painted yet."""
        self.set_reactive(DlprepApp.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode")
        self.set_class(not self.current_theme.dark, "-light-mode")

    def get_default_screen(self) -> Screen[None]:
        """Home is the first screen, so that the first frame is a useful one."""
        from dlprep.tui.screens.home import HomeScreen

        return HomeScreen(id="home")

    def on_mount(self) -> None:
        """Shows what was wrong at the start, or the tour when this is the first start."""
        if self._start_failure:
            self.show_failure(self._start_failure)
        elif not self.settings.tour_seen:
            self.call_after_refresh(self.open_place, "tour")

    @property
    def language(self) -> Language:
        """The language of the interface."""
        return self.settings.language

    def tr(self, template: str, **parameters: object) -> str:
        """An English template in the learner's language, with its `{name}` places filled."""
        words = translator(self.language)(template)
        return words.format(**parameters) if parameters else words

    def say(self, message: Message) -> str:
        """A sentence of the core in the learner's language."""
        return message.render(translator(self.language))

    def open_place(self, name: str) -> None:
        """Opens a place of the registry; going to the one that is open does nothing."""
        if self.screen.name != name:
            self.push_screen(place(name).make())

    def action_open_place(self, name: str) -> None:
        """Opens a place by a key."""
        self.open_place(name)

    def leave_runs(self, question: str, go: Callable[[], object]) -> None:
        """Calls `go`, which would end a run under way; asks `question` first when there is one."""
        if not any(getattr(screen, "holds_run", False) for screen in self.screen_stack):
            go()
            return
        from dlprep.tui.screens.ask import AskScreen

        def answered(yes: bool | None) -> None:
            if yes:
                go()

        self.push_screen(AskScreen(question), answered)

    def go_home(self) -> None:
        """Closes everything above Home."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def change_settings(self, settings: Settings) -> None:
        """Puts `settings` in force at once and keeps them in the background.

        A file that could not be read stays as it is: it is told of again, and the change lasts to the end.
        """
        self.settings = settings
        if self._start_failure is not None:
            self.show_failure(self._start_failure)
        else:
            self._keep_settings(settings)

    def watch_settings(self, old: Settings, new: Settings) -> None:
        """Repaints what the change touches."""
        if old.theme != new.theme:
            self.theme = new.theme
        if old.language is not new.language:
            for screen in self.screen_stack:
                if relabel := getattr(screen, "relabel", None):
                    relabel()

    @work(thread=True, exit_on_error=False, group="settings")
    def _keep_settings(self, settings: Settings) -> None:
        try:
            self.core.save_settings(settings)
        except DlprepError as error:
            self.call_from_thread(self.show_failure, error)

    def show_failure(self, error: BaseException) -> None:
        """Tells the learner what failed and what to do; logs what nobody foresaw."""
        if not is_expected(error):
            self._log_failure(error)
        self.notify(self.failure_text(error), severity="error", timeout=15, markup=False)

    def told_quietly(self, error: BaseException) -> str:
        """The first sentence for `error`, for a place where it disturbs nobody; logs what nobody foresaw."""
        if not is_expected(error):
            self._log_failure(error)
        return self.failure_text(error).split("\n", 1)[0]

    def failure_text(self, error: BaseException) -> str:
        """The sentence for `error` in the learner's language."""
        return self.say(sentence(error, self.log_file))

    @property
    def log_file(self) -> Path:
        """Where faults of ours are written down."""
        return self.core.paths.data_dir / LOG_NAME

    @work(thread=True, exit_on_error=False, group="log")
    def _log_failure(self, error: BaseException) -> None:
        write_log(self.log_file, error, self.core.clock.moment().at)

    def _fatal_error(self) -> None:
        """Replaces Textual's traceback: the app ends with a sentence, and the log keeps the details."""
        error = self._exception
        if error is None or self.is_headless:
            super()._fatal_error()
            return
        write_log(self.log_file, error, self.core.clock.moment().at)
        self.panic(self.failure_text(error))

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they stand on the keyboard and in our texts: enter, F2; the rest as Textual writes it."""
        shown = super().get_key_display(binding).replace("⏎", "enter")
        return shown.upper() if shown[:1] == "f" and shown[1:].isdecimal() else shown

    def action_keys(self) -> None:
        """Shows the keys of the place the learner is in."""
        from dlprep.tui.screens.keys import KeysScreen, keys_of

        if not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen(keys_of(self.screen, self)))

    def action_suspend_process(self) -> None:
        """Goes to the background; not without a shell of the same terminal, which alone can bring it back."""
        if hasattr(os, "getsid") and os.getpgrp() != os.getsid(0):
            super().action_suspend_process()

    def action_help_quit(self) -> None:
        """Says how to quit to those who press ctrl+c, which copies."""
        self.notify(self.tr("Press ctrl+q to quit."), timeout=3, markup=False)

    async def action_quit(self) -> None:
        """Ends the app; a run under way is stopped when the learner says so, or presses the key again."""
        from dlprep.tui.screens.ask import AskScreen

        if isinstance(self.screen, AskScreen):
            self.exit()
        else:
            self.leave_runs(self.tr("A run is under way. Stop it and quit?"), self.exit)

    def action_switch_language(self) -> None:
        """Turns the interface to the other language."""
        self.change_settings(replace(self.settings, language=self.language.other))

    def action_command_palette(self) -> None:
        """Opens the palette with its prompt in the learner's language."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=self.tr("Search for a command"), id="--command-palette")
            )
