"""Choosing topics from a list that can be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dlprep.domain.messages import mark

if TYPE_CHECKING:
    from collections.abc import Iterable


class TopicPicker(OptionList):
    """Topics with a mark each; space or a click turns the mark. Topics that are not shown keep theirs."""

    BINDINGS = [Binding("space", "select", mark("Choose"), show=False)]

    class Changed(Message):
        """Other topics are marked now."""

        def __init__(self, chosen: frozenset[str]) -> None:
            super().__init__()
            self.chosen = chosen

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._topics: tuple[tuple[str, str, str], ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self._sought = ""

    @property
    def chosen(self) -> frozenset[str]:
        """Ids of the marked topics."""
        return self._chosen

    def offer(self, topics: Iterable[tuple[str, str, str]]) -> None:
        """Offers topics as id, shown name, and further words they can be found by."""
        self._topics = tuple(topics)
        self._paint()

    def seek(self, words: str) -> int:
        """Shows the topics that hold `words` in any of their names; returns how many do."""
        self._sought = words.strip().casefold()
        self._paint()
        return self.option_count

    def clear_choice(self) -> None:
        """Takes every mark off."""
        if self._chosen:
            self._change(frozenset())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turns the mark of a topic."""
        event.stop()
        if event.option_id is not None:
            self._change(self._chosen ^ {event.option_id})

    def _change(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen
        self._paint()
        self.post_message(self.Changed(chosen))

    def _paint(self) -> None:
        kept = self.highlighted
        shown = [topic for topic in self._topics if self._sought in " ".join(topic).casefold()]
        self.set_options([Option(self._line(name, words), id=name) for name, words, _ in shown])
        if shown:
            self.highlighted = min(kept or 0, len(shown) - 1)

    def _line(self, name: str, words: str) -> Content:
        is_chosen = name in self._chosen
        return Content.styled(f"{'[x]' if is_chosen else '[ ]'} {words}", "bold" if is_chosen else "")
