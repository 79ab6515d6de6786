"""Small images as terminal cells: two pixels a cell, above and below."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from dlprep.domain.judging import Picture

_RAMP = " .:-=+*#%@"
"""From dark to bright, where there is no colour."""
_UPPER_HALF = "▀"


def picture_strips(picture: Picture, most_cells: int, *, in_colour: bool) -> list[Strip]:
    """The rows of cells of a picture, made smaller when it is broader than `most_cells`."""
    shown = scaled(picture, most_cells)
    return [
        Strip(
            [
                _cell(shown, column, row) if in_colour else Segment(_shade(shown, column, row))
                for column in range(shown.width)
            ],
            shown.width,
        )
        for row in range(0, shown.height, 2)
    ]


def scaled(picture: Picture, most_width: int) -> Picture:
    """The picture with every n-th pixel left out, so that it is at most as broad."""
    step = -(-picture.width // max(1, most_width))
    if step == 1:
        return picture
    columns, rows = range(0, picture.width, step), range(0, picture.height, step)
    pixels = b"".join(_pixel(picture, column, row) for row in rows for column in columns)
    return Picture(len(columns), len(rows), picture.channels, pixels)


def _pixel(picture: Picture, column: int, row: int) -> bytes:
    start = (row * picture.width + column) * picture.channels
    return picture.pixels[start : start + picture.channels]


def _cell(picture: Picture, column: int, row: int) -> Segment:
    upper = _colour(picture, column, row)
    lower = _colour(picture, column, row + 1) if row + 1 < picture.height else None
    return Segment(_UPPER_HALF, Style(color=upper, bgcolor=lower))


def _colour(picture: Picture, column: int, row: int) -> Color:
    pixel = _pixel(picture, column, row)
    red, green, blue = pixel if len(pixel) > 1 else pixel * 3
    return Color.from_rgb(red, green, blue)


def _shade(picture: Picture, column: int, row: int) -> str:
    rows = range(row, min(row + 2, picture.height))
    values = [value for each in rows for value in _pixel(picture, column, each)]
    return _RAMP[sum(values) * (len(_RAMP) - 1) // (255 * len(values))]
