"""What answers or sessions are looked for: words, topic, grade and mode, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Select

from dlprep.domain.messages import mark
from dlprep.tui.words import GRADES, MODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from dlprep.tui.translating import Tr


@dataclass(frozen=True)
class Wanted:
    """What is chosen; an empty field admits everything."""

    words: str = ""
    topic: str = ""
    grade: str = ""
    """A grade, or `wrong` for all that was not right."""
    mode: str = ""


NOTHING_CHOSEN = Wanted()


class HistoryFilterBar(Horizontal):
    """A search line and three choices. Values in, messages out."""

    DEFAULT_CSS = """
    HistoryFilterBar { height: 1; margin: 1 1 0 1; }
    HistoryFilterBar Input { width: 2fr; border: none; height: 1; background: $panel; padding: 0 1; }
    HistoryFilterBar Input:focus { border: none; background: $boost; }
    HistoryFilterBar Select { width: 1fr; }
    """

    class Changed(Message):
        """Something else is looked for."""

    def __init__(self, translate: Tr) -> None:
        super().__init__()
        self._tr = translate

    def compose(self) -> ComposeResult:
        """The fields."""
        tr = self._tr
        yield Input(placeholder=tr(mark("Search questions")), compact=True, classes="search")
        yield Select((), prompt=tr(mark("All topics")), compact=True, classes="topic")
        grades = [(tr(mark("Not right")), "wrong"), *((tr(words), name) for name, words in GRADES.items())]
        yield Select(grades, prompt=tr(mark("All grades")), compact=True, classes="grade")
        modes = [(tr(words), name) for name, words in MODES.items()]
        yield Select(modes, prompt=tr(mark("All modes")), compact=True, classes="mode")

    def offer(self, topics: Sequence[tuple[str, str]]) -> None:
        """Offers topics by name and id, once."""
        select = self.query_one(".topic", Select)
        if not isinstance(select.value, str):
            with self.prevent(Select.Changed):
                select.set_options(topics)

    @property
    def value(self) -> Wanted:
        """What is chosen now."""
        chosen = [self.query_one(f".{name}", Select).value for name in ("topic", "grade", "mode")]
        words = self.query_one(Input).value.strip()
        return Wanted(words, *(each if isinstance(each, str) else "" for each in chosen))

    def take_focus(self) -> None:
        """Goes to the search line."""
        self.screen.set_focus(self.query_one(Input))

    def clear(self) -> None:
        """Looks for everything again."""
        self.query_one(Input).value = ""
        for select in self.query(Select):
            select.clear()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self, event: Input.Changed | Select.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())
