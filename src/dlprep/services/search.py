"""Search as you type over the questions, in both languages at once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that holds every word searched for."""

    question_id: str
    where: Where
    """The farthest part that was needed for one of the words."""


class SearchIndex:
    """The words of every question, prepared once; `find` is fast enough to run at every key."""

    def __init__(self, bank: QuestionBank) -> None:
        """Prepares the words of `bank`."""
        names = {topic.id: f"{topic.name.zh} {topic.name.en}" for topic in bank.topics}
        # UTF-8, because bytes are searched several times faster than text with Chinese in it.
        self._rows = tuple(
            (
                question.id,
                tuple(_normal(part).encode() for part in _parts(question, names, bank.pack_of(question.id))),
            )
            for question in bank.questions.values()
        )

    def find(self, words: str, limit: int = 50) -> tuple[Hit, ...]:
        """The questions that hold all of `words`, the closest first; no words find nothing."""
        terms = tuple(term.encode("utf-8", "replace") for term in _terms(words))
        if not terms:
            return ()
        whole = _normal(words).strip()
        found = []
        for position, (question_id, parts) in enumerate(self._rows):
            ranks = [Where.ID] if question_id == whole else _ranks(terms, parts)
            if ranks:
                found.append((sum(ranks), position, Hit(question_id, Where(max(ranks)))))
        found.sort(key=lambda one: one[:2])
        return tuple(hit for _, _, hit in found[:limit])


def _ranks(terms: tuple[bytes, ...], parts: tuple[bytes, ...]) -> list[int]:
    """The closest part of each term, or nothing when a term is missing."""
    ranks = []
    for term in terms:
        rank = next((rank for rank, part in enumerate(parts, start=Where.LABEL) if term in part), None)
        if rank is None:
            return []
        ranks.append(rank)
    return ranks


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
