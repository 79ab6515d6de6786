"""Looks a model's quote up in the answer: what the candidate did not say proves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from dlprep.domain.grader.clauses import sentences
from dlprep.domain.grader.plain import plain, plain_words
from dlprep.domain.grader.stuffing import function_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.grader.reading import Reading

ALIKE = 0.9
"""The likeness from which a quote is a passage (interview.md 3.4)."""
_LEAST, _LEAST_FUZZY, _MOST_FUZZY = 2, 10, 400
"""Letters of a quote that says anything; of one that may differ; and of the longest that may."""
_PIECE = 4
_PLACES = 12
"""Places in the answer that a differing quote is compared with."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """Letters and digits of a passage, and where each stands in the plain text."""

    text: str
    places: tuple[int, ...]


def find_quote(quote: str, reading: Reading) -> tuple[int, int] | None:
    """The place of a quote in the original answer; None when it is not said there.

    Sentences that speak to the grader are no place, and no passage reaches across one.
    """
    wanted = _letters_of(quote)
    if not _says_anything(quote, wanted):
        return None
    for passage in _passages(reading):
        place = _exact(wanted, passage, reading.text) or _alike(wanted, passage)
        if place is not None:
            return reading.plain.span(*place)
    return None


def echoes(quote: str, texts: Iterable[str]) -> bool:
    """True when the words of a quote are somebody else's, such as those of the question."""
    wanted = _letters_of(quote)
    return bool(wanted) and any(wanted in _letters_of(text) for text in texts)


def _says_anything(quote: str, wanted: str) -> bool:
    return len(wanted) >= _LEAST and function_share(plain_words(quote)) < 1


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, plain(text).text))


def _passages(reading: Reading) -> Iterator[_Letters]:
    """The answer in runs of sentences that follow one another."""
    kept = set(reading.sentences)
    run: list[int] = []
    for sentence in sentences(reading.text):
        if sentence in kept:
            span = sentence.span
            run += [place for place in range(span.start, span.end) if reading.text[place].isalnum()]
        elif run:
            yield _of(run, reading.text)
            run = []
    if run:
        yield _of(run, reading.text)


def _of(places: list[int], text: str) -> _Letters:
    return _Letters("".join(text[place] for place in places), tuple(places))


def _exact(wanted: str, passage: _Letters, text: str) -> tuple[int, int] | None:
    at = passage.text.find(wanted)
    while at >= 0:
        start, end = passage.places[at], passage.places[at + len(wanted) - 1] + 1
        if len(wanted) >= _LEAST_FUZZY or not (_splits(text, start) or _splits(text, end)):
            return start, end
        at = passage.text.find(wanted, at + 1)
    return None


def _splits(text: str, place: int) -> bool:
    """True when a place is inside an English word or a number."""
    around = text[max(0, place - 1) : place + 1]
    return len(around) == _LEAST and place > 0 and around.isascii() and around.isalnum()


def _alike(wanted: str, passage: _Letters) -> tuple[int, int] | None:
    """A passage that differs in a few letters: found by a piece that does not, then compared as a whole."""
    if not _LEAST_FUZZY <= len(wanted) <= _MOST_FUZZY:
        return None
    spare = len(wanted) // 8 + 1
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    for start in _candidates(wanted, passage.text):
        first = max(0, start - spare)
        matcher.set_seq1(passage.text[first : start + len(wanted) + spare])
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        begin, end = blocks[0].a, blocks[-1].a + blocks[-1].size
        if 2 * sum(block.size for block in blocks) >= ALIKE * (len(wanted) + end - begin):
            return passage.places[first + begin], passage.places[first + end - 1] + 1
    return None


def _candidates(wanted: str, text: str) -> list[int]:
    """Where the quote would begin in the text if one of its pieces stands there unchanged."""
    size = max(_PIECE, len(wanted) // 8)
    starts: dict[int, None] = {}
    for offset in range(0, len(wanted) - size + 1, size):
        at = text.find(wanted[offset : offset + size])
        while at >= 0 and len(starts) < _PLACES:
            starts[max(0, at - offset)] = None
            at = text.find(wanted[offset : offset + size], at + 1)
    return list(starts)
