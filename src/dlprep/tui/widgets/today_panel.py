"""Today in a few lines: what is done, what is open, what to do next and why."""

from textual.content import Content
from textual.message import Message
from textual.visual import VisualType
from textual.widget import Widget

from dlprep.tui.block import Block, Line
from dlprep.tui.cells import fit
from dlprep.tui.prose import MUTED


class TodayPanel(Widget):
    """Lines of a label, words, and the key that acts on them; a click on a line presses its key."""

    DEFAULT_CSS = "TodayPanel { height: auto; }"

    class Pressed(Message):
        """A line was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._lines: tuple[tuple[str, str, str], ...] = ()

    def show_lines(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        """Shows lines of label, words and key; an empty key makes a line that only tells."""
        self._lines = lines
        self.refresh(layout=True)

    def render(self) -> VisualType:
        width = max((Content(label).cell_length for label, _, _ in self._lines), default=0) + 2
        return Block(
            Line(self._body(words, key), Content.styled(fit(label, width), MUTED))
            for label, words, key in self._lines
        )

    def _body(self, words: str, key: str) -> Content:
        if not key:
            return Content(words)
        press = Content(f" {key} ").stylize("bold $accent on $panel").stylize(f"@click=pressed('{key}')")
        return Content("").join([press, Content(" "), Content(words)])

    def action_pressed(self, key: str) -> None:
        """Passes a click on as the key it stands for."""
        self.post_message(self.Pressed(key))
