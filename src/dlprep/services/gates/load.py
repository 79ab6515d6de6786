"""Q24: how much there is to read."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.messages import Message, message
from dlprep.domain.questions import ChoiceQuestionBase, OpenQuestion
from dlprep.services.gates.guessers import ENOUGH
from dlprep.services.gates.keyed import OneKey
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope
from dlprep.services.gates.words import reading_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.questions import Question

STEM = {Language.ZH: 90, Language.EN: 60}
"""Characters of Chinese, words of English, code left out."""
SCENARIO = {Language.ZH: 180, Language.EN: 120}
"""The same for a scenario, which is what open questions describe."""
OPTION = {Language.ZH: 30, Language.EN: 20}


def reading_load(questions: Sequence[Question], language: Language) -> Iterator[GateRow]:
    """All rows of Q24 for one language."""
    ordinary = [one for one in questions if not isinstance(one, OpenQuestion)]
    stems = [(one.id, reading_length(one.stem.in_language(language), language)) for one in ordinary]
    yield _within(
        message("Stems within 60 words or 90 characters"), stems, STEM[language], 0.95, ".stem", language
    )
    every = [(one.id, reading_length(one.stem.in_language(language), language)) for one in questions]
    title = message("Stems within 120 words or 180 characters, scenarios too")
    yield _within(title, every, SCENARIO[language], 1.0, ".stem", language)
    options = [
        (one.id, reading_length(getattr(option, language.value), language))
        for one in questions
        if isinstance(one, ChoiceQuestionBase)
        for option in one.options
    ]
    title = message("Options within 20 words or 30 characters")
    yield _within(title, options, OPTION[language], 1.0, ".options", language)
    yield _balance([one for one in questions if isinstance(one, OneKey)], language)


def _within(
    title: Message, lengths: Sequence[tuple[str, int]], limit: int, share: float, key: str, language: Language
) -> GateRow:
    over = sorted(((length, name) for name, length in lengths if length > limit), reverse=True)
    return GateRow(
        gate="Q24",
        title=title,
        figure=1 - len(over) / len(lengths) if lengths else 1.0,
        bar=Bar(share),
        scope=Scope.ITEM if share == 1.0 else Scope.SAMPLE,
        way_out=message("Cut what the answer does not need; move code to `code`."),
        language=language,
        sample=len(lengths),
        is_share=True,
        offences=tuple(Offence(name, f"it has {length}, more than {limit}", key) for length, name in over),
    )


def _balance(questions: Sequence[OneKey], language: Language) -> GateRow:
    ratios = [ratio for one in questions if (ratio := _key_over_others(one, language)) is not None]
    return GateRow(
        gate="Q24",
        title=message("Reading the key over reading a distractor, median"),
        figure=median(ratios) if len(ratios) >= ENOUGH else None,
        bar=Bar(0.9, 1.1),
        scope=Scope.SAMPLE,
        way_out=message("Shorten keys, or give distractors as much detail."),
        language=language,
        sample=len(ratios),
    )


def _key_over_others(question: OneKey, language: Language) -> float | None:
    """How long the key takes to read, over its distractors' mean; None when they hold nothing but code."""
    lengths = {
        option.id: reading_length(getattr(option, language.value), language) for option in question.options
    }
    key = sum(lengths[name] for name in question.key)
    others = (sum(lengths.values()) - key) / (len(lengths) - 1)
    return key / others if others else None
