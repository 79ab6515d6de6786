"""Answers a free question from the questions, the article and the glossary, and says where it stands."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dlprep.domain.grader.plain import is_cjk
from dlprep.domain.interviewing.asking import subject_of
from dlprep.domain.interviewing.turns import Found, Passage
from dlprep.services.search import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.language import Language
    from dlprep.domain.questions import Question
    from dlprep.services.gates.references import Term
    from dlprep.services.search import SearchIndex

_LOOKED_AT = 20
"""Questions among which the best place is looked for."""
_FORMS = 3
"""Forms of a term that are searched for."""
_LONGEST = 400
"""Characters of a passage: an interviewer does not lecture."""
_MOST = 0.6
"""Share of a subject that a term inside it must have to stand for it."""
_GENERIC = re.compile(r"(?:机制|方法|技术|策略|操作| (?:useful|used|good|bad|important|needed|helpful))$")
"""What may be said after a name, or not."""
_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+")


class Finder:
    """Finds passages; the same question always finds the same."""

    def __init__(self, bank: QuestionBank, index: SearchIndex, terms: Sequence[Term] = ()) -> None:
        """Searches `bank` with `index`, and knows the names in `terms`."""
        self._bank = bank
        self._index = index
        self._terms = terms

    def find(self, question: str, language: Language, *, hidden: str | None = None) -> tuple[Passage, ...]:
        """At most a glossary entry and a passage; nothing from `hidden`, the question that is being asked."""
        subject = _GENERIC.sub("", subject_of(question))
        if not subject:
            return ()
        term = self._term(subject)
        names = self._names(subject, term)
        told = self._from_questions(names, language, hidden) or self._from_article(names, language, hidden)
        if told is None:
            return ()
        return (*([_entry(term)] if term is not None else []), told)

    def _term(self, subject: str) -> Term | None:
        """The term that the subject is, or else the one that most of its characters say."""
        named = [(form, term) for term in self._terms for form in map(_normal, (*term.en, *term.zh))]
        is_it = [term for form, term in named if form == subject]
        if is_it:
            return is_it[0]
        inside = [one for one in named if _holds(subject, one[0]) and len(one[0]) > _MOST * len(subject)]
        return max(inside, key=lambda one: len(one[0]))[1] if inside else None

    @staticmethod
    def _names(subject: str, term: Term | None) -> tuple[str, ...]:
        forms = [*term.en[:_FORMS], *term.zh[:_FORMS]] if term is not None else []
        return tuple(dict.fromkeys([subject, *map(_normal, forms)]))

    def _from_questions(self, names: Iterable[str], language: Language, hidden: str | None) -> Passage | None:
        for name in names:
            hits = [hit for hit in self._index.find(name, _LOOKED_AT) if hit.question_id != hidden]
            # Sorting keeps the closest hits first among equals.
            for hit in sorted(hits, key=lambda one: one.where > Where.STEM):
                question = self._bank.questions[hit.question_id]
                if _explains(question, name):
                    return _told(question, name, language)
        return None

    def _from_article(self, names: Iterable[str], language: Language, hidden: str | None) -> Passage | None:
        article = self._bank.article
        asked = self._bank.questions.get(hidden or "")
        roots = asked.roots if asked is not None else ()
        for name in names:
            for claim in article.claims if article is not None else ():
                if claim.id not in roots and (_holds(claim.says.zh, name) or _holds(claim.says.en, name)):
                    title = article.title.in_language(language) if article is not None else ""
                    return Passage(claim.says.in_language(language), Found.ARTICLE, claim.id, title)
        return None


def _explains(question: Question, name: str) -> bool:
    """True when the explanation itself says the name: a hit elsewhere may be in passing.

    Templates do not: the numbers in their words are places to be filled.
    """
    explanation = question.explanation
    return question.type != "template" and (_holds(explanation.zh, name) or _holds(explanation.en, name))


def _told(question: Question, name: str, language: Language) -> Passage:
    source = question.sources[0]
    text = _around(question.explanation.in_language(language), name)
    return Passage(text, Found.QUESTION, question.id, source.title, str(source.url))


def _around(explanation: str, name: str) -> str:
    """The sentences from the first that says `name`, as many as are brief."""
    sentences = [one for one in _SENTENCE_END.split(explanation) if one.strip()]
    start = next((place for place, one in enumerate(sentences) if _holds(one, name)), 0)
    text = ""
    for sentence in sentences[start:]:
        if text and len(text) + len(sentence) > _LONGEST:
            break
        space = "" if not text or is_cjk(sentence[0]) or text[-1] in "。！？" else " "
        text = f"{text}{space}{sentence}"
    return text.strip()


def _entry(term: Term) -> Passage:
    return Passage(f"{term.en[0]} = {term.zh[0]}", Found.GLOSSARY, term.en[0])


def _holds(text: str, name: str) -> bool:
    words = _normal(text)
    if not name.isascii():
        return name in words
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", words) is not None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
