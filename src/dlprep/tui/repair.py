"""Code with a bug beside its repair, line by line."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.tui.block import Line
from dlprep.tui.code import code_lines
from dlprep.tui.prose import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.tui.explanation import Repair

_BUG, _OUT, _IN = "✗", "-", "+"
_BACK = {_OUT: "on $error-muted", _IN: "on $success-muted"}
_SIGNS = {_BUG: "bold $text-error", _OUT: "bold $text-error", _IN: "bold $text-success"}


def repair_lines(repair: Repair) -> Iterator[Line]:
    """The whole code with its line numbers; `-` goes, `+` comes, `✗` marks a bug line that may stay."""
    before, after = code_lines(repair.code), code_lines(repair.fix)
    width = len(str(len(before)))
    for kind, old, old_end, new, new_end in _blocks(repair):
        changed = kind != "equal"
        for place in range(old, old_end):
            is_bug = place + 1 in repair.bug_lines
            yield _line(before[place], _OUT if changed else _BUG if is_bug else " ", f"{place + 1:>{width}}")
        for place in range(new, new_end) if changed else ():
            yield _line(after[place], _IN, " " * width)


def _blocks(repair: Repair) -> Sequence[tuple[str, int, int, int, int]]:
    code, fix = repair.code.splitlines(), repair.fix.splitlines()
    return SequenceMatcher(None, code, fix, autojunk=False).get_opcodes()


def _line(code: Content, sign: str, number: str) -> Line:
    lead = Content.assemble((sign, _SIGNS.get(sign, "")), (f" {number} │ ", MUTED))
    back = _BACK.get(sign)
    return Line(code.stylize_before(back), lead.stylize_before(back)) if back else Line(code, lead)
