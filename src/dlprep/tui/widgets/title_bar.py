"""The line at the top of every place."""

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

from dlprep.tui.cells import fit


class TitleBar(Widget):
    """Where the learner is on the left, how things stand on the right; the right side is never cut."""

    DEFAULT_CSS = "TitleBar { dock: top; height: 1; padding: 0 1; }"

    def __init__(self, left: str, right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    def update_words(self, left: str, right: str) -> None:
        """Shows other words."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> VisualType:
        right = Content(self._right)
        room = max(0, self.content_size.width - right.cell_length - 1)
        return Content("").join([Content.styled(fit(self._left, room), "bold"), Content(" "), right])
