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
        self._kept = ""

    def on_mount(self) -> None:
        """The colours of code follow the theme of the app."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._follow_theme())
        self._follow_theme()

    def _follow_theme(self) -> None:
        self.theme = "vscode_dark" if self.app.current_theme.dark else "github_light"

    def put(self, code: str) -> None:
        """Shows `code`, which is kept already, as the beginning of the history of changes."""
        self._kept = code
        if code != self.text:
            self.load_text(code)

    def exchange(self, code: str, *, kept: bool) -> None:
        """Puts `code` in place of everything; undo leads back. `kept` code need not be kept again."""
        if kept:
            self._kept = code
        if code != self.text:
            self.replace(code, (0, 0), self.document.end)

    @property
    def unkept_code(self) -> str | None:
        """The code when it differs from what is known to be kept, otherwise None."""
        return None if self.text == self._kept else self.text

    def was_kept(self, code: str) -> None:
        """`code` is on disk now."""
        self._kept = code

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None and self.unkept_code is not None:
            self._timer = self.set_timer(PAUSE_SECONDS, self._pause)

    def _pause(self) -> None:
        self._timer = None
        code = self.unkept_code
        if code is not None:
            self.post_message(self.Paused(code))

    def go_to_line(self, line: int) -> None:
        """Puts the cursor at the start of a line, counted from 1."""
        last = self.document.line_count - 1
        self.move_cursor((max(0, min(last, line - 1)), 0), center=True)
