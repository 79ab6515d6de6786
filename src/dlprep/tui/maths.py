"""LaTeX formulas of the question bank as Unicode that can be read in a terminal."""

import re
from collections.abc import Callable
from functools import lru_cache

_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_FRACTION = re.compile(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}")
_BARE_ABOVE = re.compile(r"(\\[dt]?frac)\s*(\d)")
_BARE_BELOW = re.compile(rf"(\\[dt]?frac{_GROUP})\s*(\w)")
"""One figure above or below needs no braces in LaTeX."""
_ROOT = re.compile(rf"\\sqrt\s*{_GROUP}")
_UPRIGHT = re.compile(rf"\\(?:mathrm|text|textbf|textit|operatorname|mathit|mathsf|mbox)\*?\s*{_GROUP}")
_BRACKETS = re.compile(r"\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?)(?=[^a-zA-Z])\.?")
_SPACES = re.compile(r"\\[,;:! ]|\\q?quad(?![a-zA-Z])|~")
_FUNCTIONS = re.compile(
    r"\\(log|ln|exp|max|min|argmax|argmin|tanh|sinh|cosh|sin|cos|tan|lim|det|dim|Pr|sup|inf|softmax)(?![a-zA-Z])"
)
_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_LEFT_OVER = re.compile(rf"([\^_]){_GROUP}")
_ACCENT = re.compile(r"\\(hat|bar|tilde|vec|dot)\s+([a-zA-Z])(?![a-zA-Z])")
_SIMPLE = re.compile(
    r"(?:√?\\?[\w.'′]+|\\partial ?|[_^](?:\{\w+\}|\\\w+)|\\\w+\{\w\})+|\([^()]*\)(?:\^(?:\w|\{\w+\}))?"
)
_FACTOR = re.compile(r"[\w(\[]|\\(?!cdot|times|le|ge|lt|gt|approx|to|in|pm|mid|ne|sim|quad|right|[,;: ])")
"""What right after a fraction is multiplied by it, so that the fraction needs parentheses."""
_COMBINING = "\u0302\u0304\u0305\u0303\u20d7\u0307"
"""Accents of hat, bar, tilde, vec and dot, which stand on the letter before them."""
_TIGHT = re.compile(r"([∂∇√]) +")


@lru_cache(maxsize=2048)
def readable(formula: str) -> str:
    """`formula`, LaTeX without its dollar signs, as one line of Unicode.

    What is not known is kept as its bare name, so that nothing of a formula is lost.
    """
    import unicodedata

    import unicodeit

    text = _UPRIGHT.sub(r"\1", _BRACKETS.sub("", _ACCENT.sub(r"\\\1{\2}", formula)))
    text = _FUNCTIONS.sub(r"\1", _SPACES.sub(" ", text))
    text = _BARE_BELOW.sub(r"\1{\3}", _BARE_ABOVE.sub(r"\1{\2}", text))
    text = _until_stable(text, lambda old: _FRACTION.sub(_fraction, old))
    text = _until_stable(text, lambda old: _ROOT.sub(_root, old))
    text = unicodeit.replace(text)
    text = _until_stable(text, lambda old: _LEFT_OVER.sub(_script, old))
    text = _COMMAND.sub(r"\1", text).replace("{", "").replace("}", "").replace("\\", "")
    return unicodedata.normalize("NFC", _TIGHT.sub(r"\1", re.sub(r" {2,}", " ", text))).strip()


def _until_stable(text: str, step: Callable[[str], str]) -> str:
    """Applies `step` until nothing changes, so that nested forms are rewritten from the inside out."""
    while (after := step(text)) != text:
        text = after
    return text


def _fraction(found: re.Match[str]) -> str:
    quotient = f"{_grouped(found[1])}/{_grouped(found[2])}"
    return f"({quotient})" if _FACTOR.match(found.string, found.end()) else quotient


def _root(found: re.Match[str]) -> str:
    return f"√{_grouped(found[1])}"


def _script(found: re.Match[str]) -> str:
    inside = found[2].strip()
    is_one = len(inside.rstrip(_COMBINING)) == 1
    return found[1] + (inside if is_one else f"({inside})")


def _grouped(part: str) -> str:
    """A part in parentheses, unless it reads as one thing without them."""
    part = part.strip()
    return part if _SIMPLE.fullmatch(part) else f"({part})"
