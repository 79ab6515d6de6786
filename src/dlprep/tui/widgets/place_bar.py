"""One key to each place, as words that can be clicked."""

from collections.abc import Iterable

from textual.content import Content
from textual.message import Message
from textual.visual import VisualType
from textual.widget import Widget


class PlaceBar(Widget):
    """Keys with titles in one line that wraps."""

    DEFAULT_CSS = "PlaceBar { height: auto; }"

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, places: Iterable[tuple[str, str, str]], *, id: str | None = None) -> None:  # noqa: A002
        """Takes key, title and name of each place."""
        super().__init__(id=id)
        self._places = tuple(places)

    def render(self) -> VisualType:
        def link(key: str, title: str, name: str) -> Content:
            label = Content.assemble(
                (f" {key} ", "bold $accent on $panel"), " ", title.replace(" ", "\u00a0")
            )
            return label.stylize(f"@click=chosen('{name}')")

        return Content("   ").join(link(*place) for place in self._places)

    def action_chosen(self, name: str) -> None:
        """Says which place was clicked."""
        self.post_message(self.Chosen(name))
