"""Where the candidate types: enter sends, and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from dlprep.domain.interviewing.commands import completed, is_command
from dlprep.domain.interviewing.typed import LONGEST, legible
from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Key
    from textual.timer import Timer
    from textual.widgets.text_area import Edit, EditResult

_ACTIONS = {
    "enter": "send",
    "ctrl+j": "new_line",
    "alt+enter": "new_line",
    "shift+enter": "new_line",
    "tab": "complete",
}
PAUSE_SECONDS = 0.5
"""Typed words are handed over at most this late, also while the candidate types on."""


class ReplyBox(TextArea):
    """Several lines; while it is empty, up and down bring back what was sent before."""

    BINDINGS = [
        Binding("enter", "send", mark("Send"), key_display="enter"),
        Binding("ctrl+j,alt+enter,shift+enter", "new_line", mark("New line")),
        Binding("tab", "complete", mark("Complete")),
    ]

    class Sent(Message):
        """The candidate has finished a turn."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Paused(Message):
        """Words that should be kept."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Cut(Message):
        """More was pasted than an answer holds; the rest was left out."""

    _timer: Timer | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, id=id)
        self._kept = ""
        self._sent: list[str] = []
        self._recalled: int | None = None
        """Which of `_sent` is shown."""

    def put(self, text: str) -> None:
        """Shows `text`, which is kept already."""
        self.load_text(legible(text))
        self._kept = self.text
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Takes in nothing that acts on a terminal or hides, and no more than an answer holds."""
        if len(edit.text) > 1 or not edit.text.isprintable():
            room = max(0, LONGEST - len(self.text) + len(self.selected_text))
            text = legible(edit.text)
            edit.text = text[:room]
            if edit.text != text:
                self.post_message(self.Cut())
        return super().edit(edit)

    def remember(self, sent: Iterable[str]) -> None:
        """Takes what was sent before, the oldest first."""
        self._sent = list(sent)
        self._recalled = None

    @property
    def unkept_text(self) -> str | None:
        """The text when it differs from what is known to be kept, otherwise None."""
        return None if self.text == self._kept else self.text

    def was_kept(self, text: str) -> None:
        """`text` is on disk now."""
        self._kept = text

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.refresh_bindings()
        if self._recalled is not None and self.text != self._sent[self._recalled]:
            self._recalled = None
        if self._timer is None and self.unkept_text is not None:
            self._timer = self.set_timer(PAUSE_SECONDS, self._pause)

    def _pause(self) -> None:
        self._timer = None
        text = self.unkept_text
        if text is not None:
            self.post_message(self.Paused(text))

    async def _on_key(self, event: Key) -> None:
        """Takes keys in the order they were typed.

        A priority binding would overtake letters that wait here: an input method commits many at once, and
        enter right behind them would send the first alone.
        """
        action = _ACTIONS.get(event.key)
        if action is None or (action == "complete" and not self.check_action(action, ())):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        {"send": self.action_send, "new_line": self.action_new_line, "complete": self.action_complete}[
            action
        ]()

    def action_send(self) -> None:
        """Sends the text, if there is any."""
        if self.text.strip() and not self.read_only:
            self.post_message(self.Sent(self.text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab completes a command, and otherwise moves on as everywhere."""
        if action == "complete":
            return not self.read_only and is_command(self.text) and " " not in self.text
        return super().check_action(action, parameters)

    def action_complete(self) -> None:
        """Types the rest of a command as far as it is certain."""
        whole = completed(self.text)
        if whole != self.text:
            self.clear()
            self.insert(whole)

    def action_new_line(self) -> None:
        """Begins another line."""
        if not self.read_only:
            self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """In an empty box, or in what was brought back, goes to what was sent before it."""
        if select or not self._recall(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """In what was brought back, goes to what was sent after it, and at last to an empty box."""
        if select or not self._recall(1):
            super().action_cursor_down(select)

    def _recall(self, step: int) -> bool:
        place = len(self._sent) if self._recalled is None else self._recalled
        if self.read_only or (self._recalled is None and (self.text or step > 0)):
            return False
        place += step
        if place < 0:
            return True
        self._recalled = place if place < len(self._sent) else None
        self.load_text("" if self._recalled is None else legible(self._sent[place]))
        self.move_cursor(self.document.end)
        return True
