"""How an answer is rated and why, and the learner's own word on it, by key or by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dlprep.domain.memory.ratings import Rating
from dlprep.domain.messages import mark
from dlprep.tui.cells import joined
from dlprep.tui.prose import MUTED
from dlprep.tui.words import RATINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.visual import VisualType

    from dlprep.domain.messages import Message as DomainMessage
    from dlprep.domain.messages import Translate
    from dlprep.services.rating import RatedReview

RATING_KEYS = tuple(
    Binding(str(number), f"rate('{rating.value}')", words, show=False)
    for number, (rating, words) in enumerate(
        {
            Rating.AGAIN: mark("Rate it: again"),
            Rating.HARD: mark("Rate it: hard"),
            Rating.GOOD: mark("Rate it: good"),
            Rating.EASY: mark("Rate it: easy"),
        }.items(),
        start=1,
    )
)
"""The keys of the four words, for the screens that show the bar."""


def rating_why(rated: RatedReview, say: Callable[[DomainMessage], str], tr: Callable[..., str]) -> str:
    """Why something is rated as it is; of an own rating, which word takes it back."""
    if rated.own is None:
        return say(rated.why)
    word = tr(RATINGS[rated.follows.rating.value])
    return tr("Your own word; {rating} takes it back.", rating=word)


class RatingBar(Widget):
    """Four words of which one is marked, and after them the reason where there is room."""

    DEFAULT_CSS = "RatingBar { height: 1; display: none; }"
    ALLOW_SELECT = False

    class Rated(Message):
        """A word was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    value: reactive[str] = reactive("")
    """The rating; nothing hides the bar."""
    why: reactive[str] = reactive("")
    """Its reason, in the learner's language."""

    def __init__(self, translate: Translate, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.auto_links = False
        self._translate = translate

    def watch_value(self, value: str) -> None:
        """Without a rating there is nothing to say."""
        self.display = bool(value)

    def render(self) -> VisualType:
        label = Content.styled(self._translate(mark("Recalled:")), MUTED)
        why = Content.styled(self.why, MUTED)
        short = self._words("●", "○")
        forms = (
            joined([label, *self._words("(●) ", "( ) "), why], 2),
            joined([*short, why], 2),
        )
        return next((one for one in forms if one.cell_length <= self.size.width), joined(short, 1))

    def _words(self, on: str, off: str) -> list[Content]:
        words = []
        for number, rating in enumerate(Rating, start=1):
            is_it = self.value == rating.value
            style = "bold" if is_it else ""
            label = Content.assemble(
                (f" {number} ", "bold $accent"),
                (on if is_it else off, style),
                (self._translate(RATINGS[rating.value]), style),
            )
            words.append(label.stylize(f"@click=rated('{rating.value}')"))
        return words

    def action_rated(self, name: str) -> None:
        """Says which word was clicked."""
        self.post_message(self.Rated(name))
