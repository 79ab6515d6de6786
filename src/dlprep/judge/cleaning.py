"""Making what a script printed fit to show: no control characters, escape sequences or direction marks."""

import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC and other strings: titles, links, the clipboard
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text as a terminal would have left it: a progress bar keeps its last state."""
    lines = _ESCAPES.sub("", text).replace("\r\n", "\n").split("\n")
    return "\n".join(_CONTROLS.sub("", _last_state(line)) for line in lines)


def _last_state(line: str) -> str:
    states = [state for state in re.split(r"[\r\b]+", line) if state.strip()]
    return states[-1] if states and re.search(r"[\r\b]", line) else line


def one_line(text: str, limit: int = 300) -> str:
    """The text on one line, cut to `limit` characters."""
    words = " ".join(clean(text).split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
