"""How two versions of a script differ."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from dlprep.tui.block import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLES = {"+": "$text-success", "-": "$text-error", "@": "$text-secondary"}


class Change(NamedTuple):
    """Lines that came and went."""

    added: int
    removed: int

    def __str__(self) -> str:
        return f"+{self.added} −{self.removed}"


def diff_lines(before: str, after: str) -> list[str]:
    """The unified diff without its head, three lines of context around each change."""
    found = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3))
    return found[2:]


def change(before: str, after: str) -> Change:
    """How many lines came and went between two versions."""
    signs = [line[:1] for line in diff_lines(before, after)]
    return Change(signs.count("+"), signs.count("-"))


def diff_block(before: str, after: str) -> Block:
    """The diff as lines with `+` and `-` in front; long lines keep their sign when wrapped."""
    return Block(_shown(diff_lines(before, after)))


def _shown(lines: list[str]) -> Iterator[Line]:
    for line in lines:
        sign = line[:1]
        style = _STYLES.get(sign, "")
        if sign == "@":
            yield Line(Content.styled(line, style))
        else:
            yield Line(Content.styled(line[1:], style), Content.styled(f"{sign} ", style))
