"""Sentences of an answer that stand word by word in the rubric: nothing is left to weigh there."""

import re
from collections.abc import Iterator, Sequence

from dlprep.domain.grader.clauses import Sentence, Span
from dlprep.domain.grader.plain import plain_words
from dlprep.domain.rubrics import KeyPoint, Misconception

_MOST_SENTENCES = 3
_SENTENCE = re.compile(r"\w\W+\w|[\u3400-\u9fff]{3}")
"""A word by itself is a name that many sentences hold."""


def said(point: KeyPoint, text: str, found: Sequence[Sentence]) -> Span | None:
    """Where one to three whole sentences of a plain text are a wording of the point."""
    return _find([point.text.zh, point.text.en, *point.also.zh, *point.also.en], text, found)


def said_wrong(point: KeyPoint, text: str, found: Sequence[Sentence]) -> tuple[Misconception, Span] | None:
    """Where one to three whole sentences of a plain text are a misconception, and which."""
    for misconception in point.misconceptions:
        place = _find([misconception.text.zh, misconception.text.en], text, found)
        if place is not None:
            return misconception, place
    return None


def _find(wordings: Sequence[str], text: str, found: Sequence[Sentence]) -> Span | None:
    known = {_letters(plain_words(wording)) for wording in wordings if _SENTENCE.search(wording)}
    return next((span for span in _runs(text, found) if _letters(span.of(text)) in known), None)


def _runs(text: str, found: Sequence[Sentence]) -> Iterator[Span]:
    """Runs of sentences, but for those that end in a question: who asks does not say so."""
    for size in range(1, _MOST_SENTENCES + 1):
        for first in range(len(found) - size + 1):
            span = Span(found[first].span.start, found[first + size - 1].span.end)
            if not text.startswith("?", span.end):
                yield span


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
