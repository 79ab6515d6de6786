"""Q14, Q15 and Q17: questions that repeat or answer one another, and options that say the same."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.domain.questions import ChoiceQuestionBase, MatchQuestion, OrderQuestion
from dlprep.services.gates.keyed import has_numeric_options
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope, clean_share
from dlprep.services.gates.words import overlap, shingles, squeezed, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.domain.questions import Question

TWIN = 0.6
"""From here on two questions are the same one."""
SIBLING = 0.4
"""From here on somebody should look at the two."""
SAME_OPTION = 0.85
_IMPORTS = re.compile(r"^(?:import|from) .*$", re.MULTILINE)
"""Every snippet starts with them."""
_LEAST_SHINGLES = {Language.ZH: 20, Language.EN: 40}
"""Shorter questions share too little for a share to mean anything; they are compared as a whole."""
_LEAST_KEY = {Language.ZH: 8, Language.EN: 22}
"""Characters of a key, squeezed, that do not come up twice by accident."""
_ANCHOR = 6
_COMMON = 15
"""A shingle in more questions than this tells nobody apart and is left out of the index."""
_RARE = 5
"""Of what a close pair shares, at least one part in so many is not common."""


def asked(question: Question, language: Language) -> str:
    """All that makes a question what it is: stem, code, and what is chosen, ordered or matched."""
    words = [question.stem.in_language(language), _IMPORTS.sub("", question.code or "")]
    match question:
        case ChoiceQuestionBase():
            words += [getattr(option, language.value) for option in question.options]
        case OrderQuestion():
            words += [getattr(step, language.value) for step in question.steps]
        case MatchQuestion():
            words += [
                side.in_language(language) for pair in question.pairs for side in (pair.left, pair.right)
            ]
        case _:
            pass
    return " ".join(words)


def duplicates(questions: Sequence[Question], language: Language) -> Iterator[GateRow]:
    """All rows of Q14 for one language."""
    texts = {one.id: asked(one, language) for one in questions}
    twins = [*_exact(questions, texts)]
    pairs = similar_pairs({name: shingles(text, language) for name, text in texts.items()}, language)
    found = [*twins, *(_offence(*pair) for pair in pairs if pair[2] >= TWIN)]
    yield GateRow(
        gate="Q14",
        title=message("Questions that repeat another"),
        figure=float(len(found)),
        bar=Bar(None, 0),
        scope=Scope.ITEM,
        way_out=message("Drop one of the two, or ask for something else."),
        language=language,
        sample=len(texts),
        offences=tuple(found),
    )
    siblings = [_offence(*pair) for pair in pairs if pair[2] < TWIN]
    yield GateRow(
        gate="Q14",
        title=message("Pairs that somebody should look at"),
        figure=float(len(siblings)),
        bar=None,
        scope=Scope.ITEM,
        way_out=message("Look whether both are needed."),
        language=language,
        sample=len(texts),
        offences=tuple(siblings),
    )


def _offence(name: str, other: str, share: float) -> Offence:
    return Offence(name, f"it shares {share:.0%} with `{other}`")


def _exact(questions: Sequence[Question], texts: dict[str, str]) -> Iterator[Offence]:
    seen: dict[tuple[str, str], str] = {}
    for one in questions:
        first = seen.setdefault((one.type, squeezed(texts[one.id])), one.id)
        if first != one.id:
            yield Offence(one.id, f"it says the same as `{first}`")


def similar_pairs(held: dict[str, frozenset[str]], language: Language) -> list[tuple[str, str, float]]:
    """Pairs that share at least `SIBLING`, the closest first.

    An index of shingles spares comparing every pair: two questions are compared only when they share enough
    shingles that are not common, as pairs that close do.
    """
    long_enough = {name: found for name, found in held.items() if len(found) >= _LEAST_SHINGLES[language]}
    holders: dict[str, list[str]] = {}
    for name, found in long_enough.items():
        for shingle in found:
            holders.setdefault(shingle, []).append(name)
    common: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            common.update((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
    pairs = []
    for (one, other), shared in common.items():
        first, second = long_enough[one], long_enough[other]
        if shared >= SIBLING * min(len(first), len(second)) / _RARE:
            share = overlap(first, second)
            if share >= SIBLING:
                pairs.append((other, one, share))
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0]))


def answered_elsewhere(questions: Sequence[Question], language: Language) -> GateRow:
    """Q15: the words of one question's key stand in the stem of another."""
    stems = {one.id: squeezed(one.stem.in_language(language)) for one in questions}
    index: dict[str, set[str]] = {}
    for name, stem in stems.items():
        for at in range(len(stem) - _ANCHOR + 1):
            index.setdefault(stem[at : at + _ANCHOR], set()).add(name)
    found = []
    for one in questions:
        for place, key in _keys(one, language):
            if len(key) >= _LEAST_KEY[language]:
                others = sorted(
                    name for name in index.get(key[:_ANCHOR], ()) if name != one.id and key in stems[name]
                )
                found += [
                    Offence(one.id, f"the stem of `{name}` holds its key", f".options[{place}]")
                    for name in others
                ]
    return GateRow(
        gate="Q15",
        title=message("Keys that stand in the stem of another question"),
        figure=float(len(found)),
        bar=Bar(None, 0),
        scope=Scope.ITEM,
        way_out=message("Reword the stem, so that it does not answer the other question."),
        language=language,
        sample=len(stems),
        offences=tuple(found),
    )


def _keys(question: Question, language: Language) -> Iterator[tuple[int, str]]:
    if isinstance(question, ChoiceQuestionBase) and len(question.key) == 1:
        for place, option in enumerate(question.options):
            if option.correct:
                yield place, squeezed(getattr(option, language.value))


def distinct_options(questions: Sequence[Question], language: Language) -> GateRow:
    """Q17: no two options say the same, and none is a longer form of another."""
    choices = [one for one in questions if isinstance(one, ChoiceQuestionBase)]
    found = tuple(flaw for one in choices for flaw in _alike(one, language))
    return GateRow(
        gate="Q17",
        title=message("Questions whose options differ"),
        figure=clean_share(found, len(choices)),
        bar=Bar(1.0),
        scope=Scope.ITEM,
        way_out=message("Make each option a mistake of its own."),
        language=language,
        sample=len(choices),
        is_share=True,
        offences=found,
    )


def _alike(question: ChoiceQuestionBase, language: Language) -> Iterator[Offence]:
    options = [visible(getattr(option, language.value)) for option in question.options]
    is_numeric = has_numeric_options(options)
    for at, one in enumerate(options):
        for to in range(at + 1, len(options)):
            what = _likeness(one, options[to], language, is_numeric=is_numeric)
            if what:
                yield Offence(question.id, what, f".options[{to}]")


def _likeness(one: str, other: str, language: Language, *, is_numeric: bool) -> str:
    """What is too alike about two options, or nothing. Signs count here: `a+b` is not `a-b`."""
    if one == other:
        return "two options are the same"
    if is_numeric:
        return ""
    if overlap(_signs(one, language), _signs(other, language)) >= SAME_OPTION:
        return "two options hardly differ"
    shorter, longer = sorted((one, other), key=len)
    if shorter not in longer or len(squeezed(shorter)) < _LEAST_KEY[language]:
        return ""
    is_held = re.search(rf"(?<!\w){re.escape(shorter)}(?!\w)", longer)
    return "one option holds another" if is_held else ""


def _signs(option: str, language: Language) -> frozenset[str]:
    """Runs of signs with blank ends, so that the first and the last sign count like any other."""
    size = 3 if language is Language.ZH else 5
    ends = "\0" * (size - 1)
    text = ends + "".join(option.split()) + ends
    return frozenset(text[at : at + size] for at in range(len(text) - size + 1))
