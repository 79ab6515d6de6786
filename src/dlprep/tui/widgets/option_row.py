"""One line that can be chosen: its key, its mark, its words."""

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from dlprep.tui.block import Block, Line


class OptionRow(Widget):
    """Shows a key, a mark and words with a hanging indent; a click says which row it was."""

    DEFAULT_CSS = "OptionRow { height: auto; }"
    ALLOW_SELECT = False

    class Picked(Message):
        """The row was clicked."""

        def __init__(self, row: "OptionRow") -> None:
            super().__init__()
            self.row = row

    mark: reactive[str] = reactive("", layout=True)
    """What stands between the key and the words, such as `( )`."""
    is_chosen: reactive[bool] = reactive(False, toggle_class="-chosen")
    has_cursor: reactive[bool] = reactive(False, toggle_class="-cursor")

    def __init__(self, key: str, words: Content, *, group: str, choice: str, mark: str = "") -> None:
        super().__init__()
        self._key, self.words = key, words
        self.group, self.choice = group, choice
        self.set_reactive(OptionRow.mark, mark)

    def stand_for(self, choice: str, words: Content) -> None:
        """Makes the row stand for another choice."""
        self.choice, self.words = choice, words
        self.refresh(layout=True)

    def render(self) -> VisualType:
        pointer = "›" if self.has_cursor else " "
        lead = Content.assemble(
            f"{pointer}", (f"{self._key:>2} ", "bold $accent"), f"{self.mark} " if self.mark else ""
        )
        return Block([Line(self.words, lead)])

    def on_click(self) -> None:
        """Says that the row was clicked."""
        self.post_message(self.Picked(self))
