"""Where the learner writes the script of a challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.timer import Timer

PAUSE_SECONDS = 1.0
"""Typed code is handed over at most this late, also while the learner types on."""


class CodeEditor(TextArea):
    """Python with line numbers; tab indents by four spaces, escape leaves the editor."""

    class Paused(Message):
        """Code that should be kept."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    _timer: Timer | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            language="python",
            tab_behavior="indent",
            show_line_numbers=True,
            soft_wrap=False,
            max_checkpoints=200,
            id=id,
        )
        self.indent_width = 4
        self._handed_over = ""

    def on_mount(self) -> None:
        """The colours of code follow the theme of the app."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._follow_theme())
        self._follow_theme()

    def _follow_theme(self) -> None:
        self.theme = "vscode_dark" if self.app.current_theme.dark else "github_light"

    def put(self, code: str) -> None:
        """Shows `code`, which is kept already, as the beginning of the history of changes."""
        self._handed_over = code
        if code != self.text:
            self.load_text(code)

    def exchange(self, code: str, *, kept: bool) -> None:
        """Puts `code` in place of everything; undo leads back. `kept` code is not handed over."""
        if kept:
            self._handed_over = code
        if code != self.text:
            self.replace(code, (0, 0), self.document.end)

    def hand_over(self) -> str | None:
        """The code when it was changed since it was last handed over, otherwise None."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.text == self._handed_over:
            return None
        self._handed_over = self.text
        return self._handed_over

    def not_kept(self) -> None:
        """What was handed over last could not be kept; it is handed over again."""
        self._handed_over = ""

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None and self.text != self._handed_over:
            self._timer = self.set_timer(PAUSE_SECONDS, self._pause)

    def _pause(self) -> None:
        code = self.hand_over()
        if code is not None:
            self.post_message(self.Paused(code))

    def go_to_line(self, line: int) -> None:
        """Puts the cursor at the start of a line, counted from 1."""
        last = self.document.line_count - 1
        self.move_cursor((max(0, min(last, line - 1)), 0), center=True)
