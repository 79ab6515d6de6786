"""The pages of a place in one line, or in more where it is narrow; a click opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size
    from textual.visual import VisualType


_KEYS = "1234567890-"
"""As they lie on a keyboard."""


class PageBar(Widget):
    """Keys and names of pages; the one that is open is reversed. Values in, messages out."""

    DEFAULT_CSS = "PageBar { height: auto; padding: 0 1; background: $surface; }"
    ALLOW_SELECT = False

    class Chosen(Message):
        """A page was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False  # names are no links to look at
        self._pages: Sequence[tuple[str, str]] = ()
        self._active = ""

    def show(self, pages: Sequence[tuple[str, str]], active: str) -> None:
        """Shows the names and titles of the pages, in the order of their keys."""
        self._pages, self._active = pages, active
        self.refresh(layout=True)

    def render(self) -> VisualType:
        """The entries, none of them broken."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the entries need."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for key, (name, title) in zip(_KEYS, self._pages, strict=False):
            style = "bold reverse" if name == self._active else ""
            entry = Content(f" {key} {title} ").stylize(f"{style} @click=choose('{name}')".strip())
            if lines and lines[-1].cell_length + entry.cell_length <= width:
                lines[-1] += entry
            else:
                lines.append(entry)
        return lines

    def action_choose(self, name: str) -> None:
        """Says which page was clicked."""
        self.post_message(self.Chosen(name))
