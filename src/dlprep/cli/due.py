"""`dlprep due`: what memory asks for today, and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, padded, print_data, print_json, say
from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import Translate, mark, message
from dlprep.i18n import translator
from dlprep.tui.words import CARD_KINDS

if TYPE_CHECKING:
    from dlprep.domain.memory.due import DueItem, DueQueue

_ID_COLUMNS = 34
_KIND_COLUMNS = 11
_STARTS = {
    CardKind.QUESTION: mark("Start with “dlprep quiz --mode due”."),
    CardKind.INTERVIEW: mark("Talk it through with “dlprep interview --begin-with {name}”."),
    CardKind.CHALLENGE: mark("Take the challenge up with “dlprep challenge start {name}”."),
}
"""How the first of each kind is begun."""


@command
def due(json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """List what is due today, the most urgent first, with the reason of every item."""
    from dlprep.services.remembering import catch_up, due_today

    parts = current_parts()
    catch_up(parts.store)
    queue = due_today(parts.bank, parts.store, parts.settings, parts.clock.moment())
    tr = translator(interface_language(parts))
    if json:
        print_json(
            {
                "items": [_row(item, tr) for item in queue.items],
                "later": queue.later,
                "reviewed_today": queue.reviewed_today,
                "new_today": queue.new_today,
            }
        )
        return
    _print(queue, tr)


def _print(queue: "DueQueue", tr: Translate) -> None:
    for item in queue.items:
        kind = padded(tr(CARD_KINDS[item.key.kind.value]), _KIND_COLUMNS)
        print_data(f"{kind} {padded(item.key.id, _ID_COLUMNS)} {item.why.render(tr)}")
    if queue.later:
        say(message("{count} more are due and left to other days.", count=queue.later), tr)
    firsts = {item.key.kind: item.key.id for item in reversed(queue.items)}
    for kind, words in _STARTS.items():
        if kind in firsts:
            say(message(words, name=firsts[kind]), tr)
    if not queue.items:
        say(message("Nothing is due today."), tr)


def _row(item: "DueItem", tr: Translate) -> dict[str, object]:
    return {
        "kind": item.key.kind.value,
        "id": item.key.id,
        "reason": item.reason.value,
        "why": item.why.render(tr),
        "recall": None if item.recall is None else round(item.recall, 4),
        "overdue_days": item.overdue_days,
        "is_leech": item.is_leech,
    }
