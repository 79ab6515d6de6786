"""The line of keys below a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.tui.block import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.visual import VisualType


class NextSteps(Widget):
    """What can be looked at after a run, each with its key; a click presses it."""

    DEFAULT_CSS = "NextSteps { height: auto; padding: 0 1; margin-bottom: 1; display: none; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._flow = Flow(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._flow.plain

    def show(self, steps: Sequence[tuple[str, str]]) -> None:
        """Shows pairs of a key and what it does."""
        self.display = bool(steps)
        self._flow = Flow([_step(key, words) for key, words in steps])
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._flow

    def action_press(self, key: str) -> None:
        """Presses a key for the mouse."""
        self.app.simulate_key(key)


def _step(key: str, words: str) -> Content:
    label = Content.assemble((f" {key} ", "bold $accent on $panel"), " ", words)
    return label.stylize(f"@click=press('{key}')")
