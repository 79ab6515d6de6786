"""A box with text over the place it belongs to: a solution, a diff, a confusion matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.visual import VisualType
    from textual.widget import Widget


class Overlay(ModalScreen[None]):
    """Scrolls with the arrows; escape or enter closes it."""

    app = getters.app(DlprepApp)
    BINDINGS = [Binding("escape,enter,q", "dismiss", mark("Close"))]
    CSS = "Overlay #dialog { width: 110; height: auto; max-height: 96%; }"

    def __init__(self, title: str, body: VisualType | Widget) -> None:
        """`title` is in the learner's language already."""
        super().__init__()
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        """The text in a box."""
        from textual.widget import Widget

        with VerticalScroll(id="dialog") as box:
            box.border_title = self._title
            box.border_subtitle = self.app.tr("esc closes")
            yield self._body if isinstance(self._body, Widget) else Static(self._body)
