"""How well words stand out from what is behind them, as they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.app import App
    from textual.strip import Strip

READABLE = 4.5
"""The ratio that WCAG asks of body text."""
_DRAWN = set("─━│┃┌┐└┘├┤┬┴┼╭╮╰╯╸╺▁▂▃▄▅▆▇█▔▏▕▎▊▌▐▀░▒▓·┊┄●○▼ ")
"""What draws, and is no word."""


def ratio(one: Sequence[int], other: Sequence[int]) -> float:
    """The contrast of two colours by WCAG, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Sequence[int]) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
        for share in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def painted(app: App[None]) -> list[Strip]:
    """What goes to the terminal, line by line."""
    strips = app.screen._compositor.render_strips()
    for line_filter in app.get_line_filters():
        strips = [strip.apply_filter(line_filter, app.screen.styles.background) for strip in strips]
    return strips


def faint_words(app: App[None]) -> set[tuple[str, float]]:
    """Words on the screen that stand out too little, each with its ratio."""
    found = set()
    for strip in painted(app):
        for text, style, _ in strip:
            words = "".join(each for each in text if each not in _DRAWN)
            if words and style is not None and (seen := _ratio_of(style)) is not None and seen < READABLE:
                found.add((words, round(seen, 2)))
    return found


def _ratio_of(style: Style) -> float | None:
    if style.color is None or style.bgcolor is None:
        return None
    return ratio(style.color.get_truecolor(), style.bgcolor.get_truecolor())
