"""One key to each place, as words that can be clicked."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from dlprep.tui.block import Block, Flow, Line
from dlprep.tui.cells import fit
from dlprep.tui.prose import MUTED


class PlaceLabel(NamedTuple):
    """A place in the learner's language."""

    key: str
    title: str
    about: str
    name: str


class PlaceBar(Widget):
    """Keys with titles, side by side or one to a line with what each place is for."""

    DEFAULT_CSS = "PlaceBar { height: auto; }"

    is_list: reactive[bool] = reactive(False, layout=True)
    """True gives each place a line of its own."""

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, places: Iterable[PlaceLabel], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._places = tuple(places)

    def render(self) -> VisualType:
        if not self.is_list:
            return Flow([self._link(place, place.title) for place in self._places], gap=3)
        width = max(Content(place.title).cell_length for place in self._places) + 2
        return Block(
            Line(Content.styled(place.about, MUTED), self._link(place, fit(place.title, width)))
            for place in self._places
        )

    def _link(self, place: PlaceLabel, title: str) -> Content:
        label = Content.assemble((f" {place.key} ", "bold $accent on $panel"), " ", title)
        return label.stylize(f"@click=chosen('{place.name}')")

    def action_chosen(self, name: str) -> None:
        """Says which place was clicked."""
        self.post_message(self.Chosen(name))
