"""Authored words as styled text: `inline code`, $maths$, **emphasis** and the [[1]] gaps of a cloze.

Everything becomes Content with spans, never markup, so that square brackets in a question stay brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable

MUTED = "$foreground 75%"
"""Style of what is less important; unlike Textual's own, it can be used in text."""
CODE_STYLE = "$text-accent"
MATHS_STYLE = "$text-secondary"
GAP_STYLE = "bold underline $text-primary"

_GAP = re.compile(r"\[\[(\d)\]\]")
_SPANS = re.compile(
    r"`(?P<code>[^`\n]+)`|\$(?P<maths>(?=\S)[^$\n]*?(?<=\S))\$(?!\d)|\*\*(?P<strong>[^*\n]+)\*\*|__(?P<gap>\d)__"
)


def gaps_shown(text: str) -> str:
    """`text` with each `[[1]]` as `__1__`, which reads as a gap in prose and in code."""
    return _GAP.sub(r"__\1__", text)


def prepare(texts: Iterable[str]) -> None:
    """Reads the formulas of `texts` once, so that painting them takes no time; for a worker to call."""
    from dlprep.tui.maths import readable

    for text in texts:
        for found in _SPANS.finditer(text):
            if found["maths"]:
                readable(found["maths"])


@lru_cache(maxsize=512)
def prose(text: str, style: str = "") -> Content:
    """`text` as Content; the parts that are not code, maths or emphasis have `style`."""
    shown = gaps_shown(text)
    parts: list[Content] = []
    end = 0
    for found in _SPANS.finditer(shown):
        parts.append(Content.styled(shown[end : found.start()], style))
        parts.append(_span(found))
        end = found.end()
    parts.append(Content.styled(shown[end:], style))
    return Content("").join(parts)


def _span(found: re.Match[str]) -> Content:
    if code := found["code"]:
        return Content("").join(
            Content.styled(part, GAP_STYLE if _is_gap(part) else CODE_STYLE)
            for part in re.split(r"(__\d__)", code)
        )
    if formula := found["maths"]:
        from dlprep.tui.maths import readable  # Home has no formula, and starts without it

        return Content.styled(readable(formula), MATHS_STYLE)
    if strong := found["strong"]:
        return Content.styled(strong, "bold")
    return Content.styled(found[0], GAP_STYLE)


def _is_gap(part: str) -> bool:
    return bool(re.fullmatch(r"__\d__", part))
