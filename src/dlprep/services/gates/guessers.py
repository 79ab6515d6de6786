"""Q04 to Q06: guessers that go by length, shared words, commas or digits and never read the stem."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.messages import Message, message
from dlprep.services.gates import cues
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlprep.services.gates.keyed import Keyed

    Cue = Callable[[Keyed], list[float]]

ENOUGH = 60
"""Fewer questions than this say nothing about a rate; the row then has no figure."""
ENOUGH_IN_TOPIC = 15
ENOUGH_LONG = 20
_FIRST_PLACE = 1.2
"""An option this many times as long as the next stands out."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a guesser is right, and how often chance is, over the same questions."""

    right: float
    chance: float
    sample: int


def rate_of(questions: Sequence[Keyed], cue: Cue) -> Rate:
    """The rate of choosing the option with the largest value of `cue`."""
    if not questions:
        return Rate(0.0, 0.0, 0)
    right = fmean(cues.credit(cue(one), one.key) for one in questions)
    return Rate(right, fmean(one.chance for one in questions), len(questions))


def guessers(keyed: Sequence[Keyed], language: Language) -> Iterator[GateRow]:
    """All rows of Q04, Q05 and Q06 for one language."""
    wordy = [one for one in keyed if not one.is_numeric]
    yield from _longest(wordy, language)
    yield from _outstanding(wordy, language)
    yield _length_ratio(wordy, language)
    shorter = cues.lowest(cues.characters)
    yield _guesser("Q06", message("Shortest option"), wordy, shorter, language)
    yield _guesser("Q06", message("Most words shared with the stem"), keyed, cues.shared_with_stem, language)
    yield _guesser("Q06", message("Most shared with other options"), keyed, cues.shared_with_others, language)
    yield _guesser("Q06", message("Most commas"), wordy, cues.commas, language)
    yield _guesser("Q06", message("Most digits"), wordy, cues.digits, language)


def _longest(wordy: Sequence[Keyed], language: Language) -> Iterator[GateRow]:
    ways: list[tuple[Message, Message, Cue]] = [
        (
            message("Longest option, characters"),
            message("Longest option, characters: worst topic above chance"),
            cues.characters,
        )
    ]
    if language is Language.EN:
        by_words = message("Longest option, words: worst topic above chance")
        ways.append((message("Longest option, words"), by_words, cues.words))
    for title, topic_title, cue in ways:
        yield _guesser("Q04", title, wordy, cue, language, low=0.05, high=0.03)
        yield _worst_topic(topic_title, wordy, cue, language)


def _guesser(
    gate: str,
    title: Message,
    keyed: Sequence[Keyed],
    cue: Cue,
    language: Language,
    *,
    low: float | None = None,
    high: float = 0.05,
) -> GateRow:
    rate = rate_of(keyed, cue)
    return GateRow(
        gate=gate,
        title=title,
        figure=rate.right if rate.sample >= ENOUGH else None,
        bar=Bar(None if low is None else rate.chance - low, rate.chance + high),
        scope=Scope.SAMPLE,
        way_out=_WAY_OUT,
        language=language,
        sample=rate.sample,
        is_share=True,
        offences=_conspicuous(keyed, cue),
    )


_WAY_OUT = message(
    "Reword so that the key does not stand out: shorten it, or give distractors as much detail."
)


def _conspicuous(keyed: Sequence[Keyed], cue: Cue) -> tuple[Offence, ...]:
    """The questions whose key alone has the largest value, the most conspicuous first."""
    found = []
    for one in keyed:
        values = cue(one)
        others = [value for place, value in enumerate(values) if place != one.key]
        if values[one.key] > max(others):
            lead = values[one.key] - max(others)
            found.append((lead / (abs(max(others)) or 1), one.id, f"the key has {abs(values[one.key]):g}"))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return tuple(Offence(question_id, what) for _, question_id, what in found)


def _worst_topic(title: Message, wordy: Sequence[Keyed], cue: Cue, language: Language) -> GateRow:
    topics: dict[str, list[Keyed]] = {}
    for one in wordy:
        topics.setdefault(one.topic, []).append(one)
    rates = {name: rate_of(held, cue) for name, held in topics.items() if len(held) >= ENOUGH_IN_TOPIC}
    excess = {name: rate.right - rate.chance for name, rate in rates.items()}
    worst = max(excess, key=lambda name: excess[name], default="")
    return GateRow(
        gate="Q04",
        title=title,
        figure=excess[worst] if worst else None,
        bar=Bar(None, 0.10),
        scope=Scope.SAMPLE,
        way_out=_WAY_OUT,
        language=language,
        sample=rates[worst].sample if worst else 0,
        is_share=True,
        offences=_conspicuous(topics.get(worst, []), cue),
    )


def _outstanding(wordy: Sequence[Keyed], language: Language) -> Iterator[GateRow]:
    """Q05: is the option that is clearly the longest more often the key?"""
    standing = [one for one in wordy if _stands_out(cues.characters(one))]
    rate = rate_of(standing, cues.characters)
    yield GateRow(
        gate="Q05",
        title=message("Keyed when one option is at least 20 % longer"),
        figure=rate.right if rate.sample >= ENOUGH_LONG else None,
        bar=Bar(None, max(0.30, rate.chance + 0.05)),
        scope=Scope.SAMPLE,
        way_out=_WAY_OUT,
        language=language,
        sample=rate.sample,
        is_share=True,
        offences=_conspicuous(standing, cues.characters),
    )


def _stands_out(lengths: Sequence[float]) -> bool:
    first, second = sorted(lengths, reverse=True)[:2]
    return first >= _FIRST_PLACE * second


def _length_ratio(wordy: Sequence[Keyed], language: Language) -> GateRow:
    ratios = [(_key_to_others(cues.characters(one), one.key), one.id) for one in wordy]
    figure = fmean(ratio for ratio, _ in ratios) if len(ratios) >= ENOUGH else None
    ratios.sort(key=lambda entry: -abs(entry[0] - 1))
    return GateRow(
        gate="Q05",
        title=message("Length of the key over the mean distractor"),
        figure=figure,
        bar=Bar(0.93, 1.07),
        scope=Scope.SAMPLE,
        way_out=_WAY_OUT,
        language=language,
        sample=len(ratios),
        offences=tuple(Offence(name, f"its ratio is {ratio:.2f}") for ratio, name in ratios[:ENOUGH_LONG]),
    )


def _key_to_others(lengths: Sequence[float], key: int) -> float:
    others = [length for place, length in enumerate(lengths) if place != key]
    return lengths[key] / (fmean(others) or 1)
