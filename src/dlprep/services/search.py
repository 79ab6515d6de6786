"""Search as you type over the questions, in both languages at once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from enum import IntEnum
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from dlprep.domain.questions import (
    ChoiceQuestionBase,
    ClozeQuestion,
    CodeOutputQuestion,
    MatchQuestion,
    OpenQuestion,
    OrderQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.questions import Choice, Pair, Question, Step
    from dlprep.domain.text import Text

_BORDER = re.compile(r"(?<=[\u3400-\u9fff])(?![\u3400-\u9fff\s])|(?<![\u3400-\u9fff\s])(?=[\u3400-\u9fff])")


class Where(IntEnum):
    """Which part of a question was hit; the lower, the closer."""

    ID = 0
    """The words are the id."""
    LABEL = 1
    """Id, topic, claims, flags, type or the name of a pack."""
    STEM = 2
    """Stem or code."""
    OPTIONS = 3
    """Options, steps, pairs, gaps, points."""
    EXPLANATION = 4
    """Explanation, hints, model answer, and why each option is right or wrong."""


class Hit(NamedTuple):
    """A question that holds every word searched for."""

    question_id: str
    where: Where
    """The farthest part that was needed for one of the words."""


class SearchIndex:
    """The words of every question, prepared once; `find` is fast enough to run at every key."""

    def __init__(self, bank: QuestionBank) -> None:
        """Prepares the words of `bank`."""
        names = {topic.id: f"{topic.name.zh} {topic.name.en}" for topic in bank.topics}
        self._ids = tuple(bank.questions)
        self._row_of = {name: row for row, name in enumerate(self._ids)}
        texts = [_parts(question, names, bank.pack_of(question.id)) for question in bank.questions.values()]
        self._parts = tuple(_Part(map(_normal, part)) for part in zip(*texts, strict=True))

    def find(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """The questions that hold all of `words`, the closest first; no words find nothing."""
        terms = _terms(words)
        if not terms:
            return ()
        first, *others = (self._ranks(term) for term in terms)
        found = [(rank, row, rank) for row, rank in first.items()]
        for ranks in others:
            found = [
                (total + ranks[row], row, max(far, ranks[row])) for total, row, far in found if row in ranks
            ]
        row_of_id = self._row_of.get(_normal(words).strip())
        found = [
            (Where.ID, row, Where.ID) if row == row_of_id else (rank, row, far) for rank, row, far in found
        ]
        found.sort()
        return tuple(Hit(self._ids[row], Where(far)) for _, row, far in found[:limit])

    def _ranks(self, term: str) -> dict[int, int]:
        """For each row that holds `term`, the closest part it stands in."""
        ranks: dict[int, int] = {}
        for rank, part in enumerate(self._parts, start=Where.LABEL):
            ranks = dict.fromkeys(part.rows_with(term), rank) | ranks
            if len(ranks) == len(self._ids):
                break
        return ranks


class _Part:
    """Which rows hold a word in one part: the words are few beside the texts, and searched in their place."""

    def __init__(self, texts: Iterable[str]) -> None:
        rows: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            for word in set(text.split()):
                rows.setdefault(word, []).append(row)
        self._rows = tuple(rows.values())
        # UTF-8, because bytes are searched several times faster than text with Chinese in it.
        words = [word.encode() for word in rows]
        self._words = b"\n".join(words)
        self._starts = [0, *accumulate(len(word) + 1 for word in words)]

    def rows_with(self, term: str) -> Iterable[int]:
        """Rows with a word that holds `term`, some of them more than once."""
        return chain.from_iterable(map(self._rows.__getitem__, self._numbers(term)))

    def _numbers(self, term: str) -> Iterator[int]:
        wanted = term.encode("utf-8", "replace")
        at = self._words.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._words.find(wanted, self._starts[number + 1])


def _normal(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()


def _terms(words: str) -> tuple[str, ...]:
    """Words apart at spaces and where Chinese meets other letters: `用Adam` is two."""
    return tuple(dict.fromkeys(_BORDER.sub(" ", _normal(words)).split()))


def _parts(question: Question, topic_names: dict[str, str], pack: str) -> tuple[str, str, str, str]:
    """Words of a question in the order of Where, from LABEL on."""
    topic = f"{question.topic} {topic_names.get(question.topic, '')}"
    return (
        " ".join((question.id, topic, *question.roots, *question.flags, question.type, pack)),
        _joined([*_both(question.stem), question.code or ""]),
        _joined(_offered(question)),
        _joined(_explained(question)),
    )


def _joined(words: Iterable[str]) -> str:
    # A line break keeps a term from matching across two texts.
    return "\n".join(words)


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en


def _offered(question: Question) -> list[str]:
    match question:
        case ChoiceQuestionBase():
            return _named(question.options)
        case OrderQuestion():
            return _named(question.steps)
        case MatchQuestion():
            return [*_sides(question.pairs), *_both(question.spare.right)]
        case ClozeQuestion():
            return [spelling for blank in question.blanks for spelling in blank.accept]
        case OpenQuestion():
            return [words for point in question.points for words in _both(point.text)]
        case CodeOutputQuestion():
            return [question.answer]
        case _:
            return []


def _named(parts: tuple[Choice, ...] | tuple[Step, ...]) -> list[str]:
    return [words for part in parts for words in (part.zh, part.en)]


def _sides(pairs: tuple[Pair, ...]) -> list[str]:
    return [words for pair in pairs for words in (*_both(pair.left), *_both(pair.right))]


def _explained(question: Question) -> Iterator[str]:
    yield from _both(question.explanation)
    for hint in question.hints:
        yield from _both(hint)
    if isinstance(question, OpenQuestion):
        yield from _both(question.reference)
    if isinstance(question, ChoiceQuestionBase):
        for option in question.options:
            yield from _both(option.why)
