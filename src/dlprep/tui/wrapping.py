"""Where a line of mixed Chinese and English may be broken.

Textual breaks at spaces only, which tears Chinese text into ragged lines. Here a break may also stand between
two Chinese characters, but never before a closing or after an opening mark.
"""

import re

from rich.cells import cell_len

_OPENING = "（《〈「『【“‘［｛"
_CLOSING = "，。、；：！？）》〉」』】”’…—～％］｝"
_WIDE = "\u2e80-\u2fff\u3003-\u3007\u3012-\u3013\u3030-\ua4cf\uac00-\ud7af\uf900-\ufaff"
_WORD = rf"[^\t\n {_WIDE}{_OPENING}{_CLOSING}]+"
_UNIT = re.compile(
    rf"[^\S\u00a0]+|(?:[{_CLOSING}]+\u00a0)?[{_OPENING}]*(?:[{_WIDE}]|{_WORD})[{_CLOSING}]*"
    rf"|[{_OPENING}]+|[{_CLOSING}]+"
)
"""White space, or what must stay on one line: a character or a word with its opening and closing marks.

A space that does not break also ties a mark such as a dash to what follows it.
"""


def break_offsets(line: str, width: int) -> list[int]:
    """Offsets at which `line`, which holds no line feed, continues on a new line of at most `width` cells.

    White space may hang over the edge; a unit wider than `width` is cut where it must be.
    """
    if width < 1 or cell_len(line) <= width:
        return []
    offsets: list[int] = []
    used = 0
    for unit in _UNIT.finditer(line):
        text = unit[0]
        cells = cell_len(text)
        if not text.strip(" \t") or used + cells <= width:
            used += cells
            continue
        if used:
            offsets.append(unit.start())
        used = _cut(text, unit.start(), width, offsets) if cells > width else cells
    return offsets


def _cut(text: str, start: int, width: int, offsets: list[int]) -> int:
    """Cuts one unit that is too wide for any line; returns the cells its last piece takes."""
    used = 0
    for place, character in enumerate(text, start):
        cells = cell_len(character)
        if used and used + cells > width:
            offsets.append(place)
            used = 0
        used += cells
    return used
