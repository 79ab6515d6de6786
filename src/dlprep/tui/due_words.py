"""What is due, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import mark
from dlprep.tui.prose import MUTED, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.memory.cards import CardKey
    from dlprep.domain.memory.due import DueItem

_HOW = {
    CardKind.QUESTION: mark("Enter asks it."),
    CardKind.INTERVIEW: mark("Enter sets up an interview; this question may come in it."),
    CardKind.CHALLENGE: mark("Enter opens the challenge."),
}


def item_name(bank: QuestionBank, key: CardKey, language: Language) -> str:
    """A question's stem or a challenge's title, on one line."""
    if key.kind is CardKind.CHALLENGE:
        return bank.challenge(key.id).challenge.title.in_language(language)
    return " ".join(bank.question(key.id).stem.in_language(language).split())


def item_block(
    bank: QuestionBank, item: DueItem, language: Language, tr: Callable[..., str], why: str
) -> Iterator[Content]:
    """Why an item is here, what it is, and how to start it."""
    marked = f"! {tr('Leech')} · " if item.is_leech else ""
    yield Content.styled(f"{marked}{why}", "bold")
    yield prose(item_name(bank, item.key, language))
    yield Content.styled(tr(_HOW[item.key.kind]), MUTED)
