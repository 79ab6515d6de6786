"""Sentences, clauses and windows of neighbouring clauses, the units that evidence is looked for in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"[。!?\n]+|\.(?=\s|$|[\u3400-\u9fff])")
_CLAUSE_END = re.compile(
    r",(?!\d{3})|\((?!\))|(?<!\()\)|[;:\[\]\"“”]|--+|—+|但是?|而(?!且|不是|言|来)|不过|然而|\bbut\b|\bwhile\b|\bwhereas\b|\bhowever\b|\balthough\b"
)
_WIDEST = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a plain text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses that belong together, in order."""

    clauses: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first clause to the last."""
        return Span(self.clauses[0].start, self.clauses[-1].end)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a plain text that hold anything."""
    found = []
    for part in _parts(text, Span(0, len(text)), _SENTENCE_END):
        clauses = tuple(_parts(text, part, _CLAUSE_END))
        if clauses:
            found.append(Sentence(clauses))
    return tuple(found)


def _parts(text: str, within: Span, end: re.Pattern[str]) -> Iterator[Span]:
    start = within.start
    for match in end.finditer(text, within.start, within.end):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, within.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def windows(found: tuple[Sentence, ...]) -> tuple[Span, ...]:
    """One to three neighbouring clauses of a sentence; shortest first."""
    return tuple(
        Span(sentence.clauses[first].start, sentence.clauses[first + size - 1].end)
        for size in range(1, _WIDEST + 1)
        for sentence in found
        for first in range(len(sentence.clauses) - size + 1)
    )


def bridges(found: tuple[Sentence, ...]) -> tuple[Span, ...]:
    """The last clause of each sentence with the first of the next."""
    return tuple(Span(before.clauses[-1].start, after.clauses[0].end) for before, after in pairwise(found))
