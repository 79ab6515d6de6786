"""Q22: both languages say the same, at a like length, in the same terms."""

from __future__ import annotations

import re
import unicodedata
from statistics import median
from typing import TYPE_CHECKING

from dlprep.domain.messages import message
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope, clean_share
from dlprep.services.gates.words import cjk_count, formulas, outside_code
from dlprep.services.parity import differences, drawn_differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.questions import Question
    from dlprep.services.gates.references import Term
    from dlprep.services.gates.words import Texts

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’-]*")
_NAMES = re.compile(r"\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}|\\[,;: ]|[\s{}]")
_LEAST_WORDS = 12
"""Shorter fields are all terms and names; their ratio says nothing."""
RATIO = (0.9, 2.1)
LEAST_ALIKE = 0.98
"""A sentence can do without a term that the other language needs, so not every question is asked for."""


def parity(questions: Sequence[Question], texts: Texts) -> Iterator[GateRow]:
    """The rows of Q22 that need no list of terms."""
    different = tuple(
        Offence(one.id, what, key)
        for one in questions
        for key, zh, en in texts[one.id]
        for what in (drawn_differences if one.type == "template" else differences)(zh, en)
    )
    yield GateRow(
        gate="Q22",
        title=message("Questions with the same numbers and code in both languages"),
        figure=clean_share(different, len(questions)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=_SAME,
        sample=len(questions),
        is_share=True,
        offences=different,
        is_told_apart=True,
    )
    unlike = tuple(
        Offence(one.id, f"formulas differ: {what}", key)
        for one in questions
        for key, zh, en in texts[one.id]
        for what in _formula_difference(zh, en)
    )
    yield GateRow(
        gate="Q22",
        title=message("Questions with the same formulas in both languages"),
        figure=clean_share(unlike, len(questions)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=_SAME,
        sample=len(questions),
        is_share=True,
        offences=unlike,
    )
    yield from _lengths(questions, texts)


_SAME = message("Make both languages say the same.")


def _formula_difference(zh: str, en: str) -> Iterator[str]:
    """What stands in the maths of one language only; words inside a formula may differ."""
    first, second = _formulas(zh), _formulas(en)
    lone = sorted((first | second) - (first & second))
    if lone:
        yield lone[0][:40]


def _formulas(words: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", words)
    bare = {_NAMES.sub("", formula) for formula in formulas(plain)}
    return {formula for formula in bare if not cjk_count(formula)}


def _lengths(questions: Sequence[Question], texts: Texts) -> Iterator[GateRow]:
    found = [
        (ratio, one.id, key)
        for one in questions
        for key, zh, en in texts[one.id]
        if (ratio := length_ratio(zh, en)) is not None
    ]
    low, high = RATIO
    yield GateRow(
        gate="Q22",
        title=message("Chinese characters for an English word, median"),
        figure=median(ratio for ratio, _, _ in found) if found else None,
        bar=Bar(low, high),
        scope=Scope.SAMPLE,
        way_out=message("Look whether one language says more than the other."),
        sample=len(found),
    )
    outside = sorted((ratio, name, key) for ratio, name, key in found if not low <= ratio <= high)
    yield GateRow(
        gate="Q22",
        title=message("Fields whose lengths somebody should compare"),
        figure=float(len(outside)),
        bar=None,
        scope=Scope.SAMPLE,
        way_out=message("Look whether one language says more than the other."),
        sample=len(found),
        offences=tuple(
            Offence(name, f"{ratio:.2f} characters for a word", key) for ratio, name, key in outside
        ),
    )


def length_ratio(zh: str, en: str) -> float | None:
    """Chinese characters for each English word, without code and words both hold; None for short fields."""
    zh, en = outside_code(zh), outside_code(en)
    kept = {word.casefold() for word in _LATIN.findall(zh)}
    words = [word for word in _LATIN.findall(en) if word.casefold() not in kept]
    return cjk_count(zh) / len(words) if len(words) >= _LEAST_WORDS else None


class _KnownTerm:
    """A term, ready to be looked for."""

    def __init__(self, term: Term) -> None:
        self._term = term
        self._plain = tuple(form.casefold() for form in term.en)
        self._english = _one_of(term.en, whole_words=True)
        self._accepted = _one_of((*term.en, *term.also), whole_words=True)
        # Engineers leave many terms in English, so the English forms are good Chinese too.
        self._chinese = _one_of((*term.zh, *term.en), whole_words=False)

    def mismatch(self, zh: str, en: str, folded: str) -> str:
        """What only one language says in an accepted form, or nothing; `folded` is `en` without case."""
        # Most terms are not there, and looking for the plain form first is far cheaper than the pattern.
        is_near = any(form in folded for form in self._plain)
        said = self._english.search(en) if is_near else None
        if said:
            is_said = self._chinese.search(zh)
            return "" if is_said else f"“{said.group()}” is not said as {' / '.join(self._term.zh)}"
        if self._term.both_ways and self._term.zh[0] in zh and not self._accepted.search(en):
            return f"“{self._term.zh[0]}” is not said as {' / '.join(self._term.en)}"
        return ""


def _one_of(forms: Sequence[str], *, whole_words: bool) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    joined = "|".join(re.escape(form) for form in longest_first)
    return re.compile(rf"(?<![A-Za-z-])(?:{joined})(?![A-Za-z])" if whole_words else joined, re.IGNORECASE)


def glossary(questions: Sequence[Question], texts: Texts, terms: Sequence[Term]) -> GateRow:
    """The row of Q22 on terms: what one language calls by a term of the glossary, the other does too."""
    known = [_KnownTerm(term) for term in terms]
    found = []
    for one in questions:
        zh, en = ("\n".join(text[place] for text in texts[one.id]) for place in (1, 2))
        folded = en.casefold()
        found += [Offence(one.id, what) for term in known if (what := term.mismatch(zh, en, folded))]
    return GateRow(
        gate="Q22",
        title=message("Questions that use the glossary's terms alike"),
        figure=clean_share(tuple(found), len(questions)),
        bar=Bar(LEAST_ALIKE),
        scope=Scope.SAMPLE,
        way_out=message("Use a form of glossary.yaml, or add the form there when it is a good one."),
        sample=len(questions),
        is_share=True,
        offences=tuple(found),
    )
