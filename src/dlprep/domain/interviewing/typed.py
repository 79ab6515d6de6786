"""What a candidate typed or pasted, as it is kept and shown: nothing in it acts on a terminal or hides."""

import re
import unicodedata

LONGEST = 20_000
"""Characters of one turn; the grader reads no more, and nobody says more in an interview."""
_CUT = "…"
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # moves, colours, modes
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # titles, links, strings
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_KEPT = "\n\t"
_UNREADABLE = "\ufffd"


def legible(typed: str) -> str:
    """A text without escape sequences, control characters and characters that hide or turn others.

    Lines end in one way, half of a character becomes a sign, and what is longer than LONGEST is cut.
    """
    bare = _LINE_END.sub("\n", _SEQUENCE.sub("", typed))
    words = bare if bare.isascii() and bare.isprintable() else "".join(map(_shown, bare))
    return f"{words[:LONGEST]}{_CUT}" if len(words) > LONGEST else words


def is_cut(text: str) -> bool:
    """True for a text that `legible` made shorter."""
    return len(text) > LONGEST


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return _UNREADABLE
    return "" if category in ("Cc", "Cf") and character not in _KEPT else character
