"""Questions with one key among options, as somebody who only looks at the words sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.questions import SingleQuestion, SpotBugQuestion, TfReasonQuestion
from dlprep.services.gates.words import tokens, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question

OneKey = SingleQuestion | TfReasonQuestion | SpotBugQuestion
"""The types with exactly one right option."""

_NUMBER = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
_FRACTION = re.compile(r"(-?\d+(?:\.\d+)?) ?/ ?([1-9]\d*)")
_NUMERIC_CHARACTERS = re.compile(r"[\d.,%×x·\s/+−-]")
_FEW_LETTERS = 8
_SCALES = {
    "%": 0.01,
    "k": 1e3,
    "m": 1e6,
    "kb": 1e3,
    "mb": 1e6,
    "gb": 1e9,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
}


def has_numeric_options(options: Sequence[str]) -> bool:
    """True when every option is a number, a shape or a range, with at most a short unit or the same one."""
    rests = [_NUMERIC_CHARACTERS.sub("", visible(words)) for words in options]
    if not all(any(sign.isdigit() for sign in words) for words in options):
        return False
    return all(len(rest) < _FEW_LETTERS for rest in rests) or len(set(rests)) == 1


def values_of(options: Sequence[str]) -> tuple[float, ...] | None:
    """The number each option is, or None when some option is not exactly one number."""
    if not has_numeric_options(options):
        return None
    values = [_value(visible(words)) for words in options]
    found = tuple(value for value in values if value is not None)
    return found if len(found) == len(options) else None


def _value(words: str) -> float | None:
    fraction = _FRACTION.fullmatch(words.replace(",", ""))
    if fraction:
        return float(fraction.group(1)) / float(fraction.group(2))
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1:
        return None
    unit = words[numbers[0].end() :].strip().casefold().split(" ")[0]
    return float(numbers[0].group().replace(",", "").replace("−", "-")) * _SCALES.get(unit, 1.0)


@dataclass(frozen=True)
class Keyed:
    """A question of one language with one key among its options, as authored."""

    id: str
    topic: str
    stem: str
    options: tuple[str, ...]
    key: int
    """The place of the key, from 0."""
    is_numeric: bool
    """True when the options are numbers or shapes; their length says nothing."""
    stem_tokens: frozenset[str]
    option_tokens: tuple[frozenset[str], ...]
    """What stem and options can share with one another."""

    @property
    def chance(self) -> float:
        """How often a blind choice is right."""
        return 1 / len(self.options)


def keyed_questions(questions: Sequence[Question], language: Language) -> tuple[Keyed, ...]:
    """Every question with one key, in the words of `language`."""
    found = []
    for question in questions:
        if isinstance(question, OneKey):
            options = tuple(visible(getattr(option, language.value)) for option in question.options)
            stem = visible(question.stem.in_language(language))
            one = Keyed(
                id=question.id,
                topic=question.topic,
                stem=stem,
                options=options,
                key=next(place for place, option in enumerate(question.options) if option.correct),
                is_numeric=has_numeric_options([option.en for option in question.options]),
                stem_tokens=tokens(stem, language),
                option_tokens=tuple(tokens(words, language) for words in options),
            )
            found.append(one)
    return tuple(found)
