"""What is due, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.memory.cards import CardKind
from dlprep.domain.messages import mark
from dlprep.tui.browsing import stem_line
from dlprep.tui.prose import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.memory.cards import CardKey
    from dlprep.domain.memory.due import DueItem

_HOW = {
    CardKind.QUESTION: mark("Enter asks it."),
    CardKind.INTERVIEW: mark("Enter sets up an interview that begins with this question."),
    CardKind.CHALLENGE: mark("Enter opens the challenge."),
}


def item_name(bank: QuestionBank, key: CardKey, language: Language) -> Content:
    """A question's stem or a challenge's title, on one line."""
    if key.kind is CardKind.CHALLENGE:
        return Content(bank.challenge(key.id).challenge.title.in_language(language))
    return stem_line(bank.question(key.id), language)


def item_block(
    bank: QuestionBank, item: DueItem, language: Language, tr: Callable[..., str], why: str
) -> Iterator[Content]:
    """Why an item is here, how to start it, and what it is."""
    leech = tr("Leech")
    yield Content.styled(f"! {leech} · {why}" if item.is_leech else why, "bold")
    yield Content.styled(tr(_HOW[item.key.kind]), MUTED)
    yield item_name(bank, item.key, language)
