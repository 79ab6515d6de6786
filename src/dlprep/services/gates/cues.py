"""What somebody who never reads the stem can go by: one number for each option and cue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlprep.domain.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlprep.services.gates.keyed import Keyed

ABSOLUTES = {
    Language.EN: re.compile(
        r"\b(?:always|never|only|every|none|must|completely|entirely|impossible|guarantee[sd]?|certainly)\b",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(r"总是|一定|必然|必须|永远|从不|唯一|只|仅|完全|绝对|任何|不可能|保证"),
}
"""Words that test-wise people avoid."""
HEDGES = {
    Language.EN: re.compile(
        r"\b(?:may|might|usually|often|generally|typically|sometimes|probably|likely|tends?|possibly|mostly)\b",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(r"通常|可能|往往|一般|有时|大多|也许|或许|倾向|常常|未必|不一定"),
}
"""Words that test-wise people look for."""
_NOT_ABSOLUTE = re.compile(r"不一定|不只|不仅|只要|只读")
_COMMAS = re.compile(r"[,，、;；]")
_DIGITS = re.compile(r"\d")


def characters(question: Keyed) -> list[float]:
    """The length of each option in characters."""
    return [len(words) for words in question.options]


def words(question: Keyed) -> list[float]:
    """The length of each option in words."""
    return [len(option.split()) for option in question.options]


def shared_with_stem(question: Keyed) -> list[float]:
    """How many tokens each option shares with the stem."""
    return [len(option & question.stem_tokens) for option in question.option_tokens]


def shared_with_others(question: Keyed) -> list[float]:
    """How often the tokens of each option occur in the other options."""
    every = question.option_tokens
    return [
        sum(len(option & other) for at, other in enumerate(every) if at != place)
        for place, option in enumerate(every)
    ]


def commas(question: Keyed) -> list[float]:
    """Commas and semicolons in each option."""
    return [len(_COMMAS.findall(option)) for option in question.options]


def digits(question: Keyed) -> list[float]:
    """Digits in each option."""
    return [len(_DIGITS.findall(option)) for option in question.options]


def absolute_words(option: str, language: Language) -> int:
    """How many absolutes an option holds."""
    return len(ABSOLUTES[language].findall(_NOT_ABSOLUTE.sub("", option)))


def hedging_words(option: str, language: Language) -> int:
    """How many hedges an option holds."""
    return len(HEDGES[language].findall(option))


def credit(values: Sequence[float], key: int) -> float:
    """What choosing the largest value earns; a tie is split."""
    best = max(values)
    return 1 / sum(value == best for value in values) if values[key] == best else 0.0


def lowest(cue: Callable[[Keyed], list[float]]) -> Callable[[Keyed], list[float]]:
    """The same cue for somebody who goes by the smallest value."""
    return lambda question: [-value for value in cue(question)]
