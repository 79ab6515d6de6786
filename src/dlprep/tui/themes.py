"""The three looks of dlprep. Every state is also told by a mark or a word, never by colour alone."""

from textual.theme import Theme

_DARK = Theme(
    name="dark",
    dark=True,
    primary="#7aa2f7",
    secondary="#9d8cf0",
    accent="#e0af68",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    foreground="#c8d0e8",
    background="#14161f",
    surface="#1a1d29",
    panel="#242838",
    variables={"footer-key-foreground": "#e0af68", "block-cursor-text-style": "bold"},
)

_LIGHT = Theme(
    name="light",
    dark=False,
    primary="#2b5fb4",
    secondary="#6b4fbb",
    accent="#984d08",
    success="#2c7a3d",
    warning="#9a5b00",
    error="#b3243b",
    foreground="#23262f",
    background="#fafaf7",
    surface="#f1f1ec",
    panel="#e4e4dc",
    variables={"footer-key-foreground": "#984d08", "block-cursor-text-style": "bold"},
)

_HIGH_CONTRAST = Theme(
    name="high-contrast",
    dark=True,
    primary="#00d7ff",
    secondary="#ffffff",
    accent="#ffff00",
    success="#00ff5f",
    warning="#ffff00",
    error="#ff5f5f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    text_alpha=1.0,
    variables={
        "footer-key-foreground": "#ffff00",
        "block-cursor-text-style": "bold reverse",
        "text-muted": "#ffffff",
        "border": "#ffffff",
    },
)

ALL_THEMES = (_DARK, _LIGHT, _HIGH_CONTRAST)
"""In the order of `dlprep.settings.THEMES`."""
