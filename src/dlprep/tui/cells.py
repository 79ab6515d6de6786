"""Text measured in terminal cells, where a Chinese character takes two."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: filled with spaces, or cut and ended by `…`."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)


def bar(share: float, width: int) -> str:
    """A bar of `width` cells of which `share`, 0 to 1, is full; anything above nothing shows."""
    full = min(width, max(round(share * width), 1 if share > 0 else 0))
    return "━" * full + "─" * (width - full)


def joined(parts: Iterable[Content], gap: int) -> Content:
    """`parts` with `gap` spaces between them.

    Textual's own join counts one separator too many, so that a line would end short of its background.
    """
    space = Content(" " * gap)
    between = [piece for part in parts for piece in (space, part)]
    return Content("").join(between[1:])
