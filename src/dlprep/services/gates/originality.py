"""Q23: no run of words is shared with the seed article, which is known here by digests only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

from dlprep.domain.language import Language
from dlprep.domain.messages import message
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope
from dlprep.services.gates.words import CJK, outside_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.services.gates.references import SeedRuns, Term
    from dlprep.services.gates.words import Texts

MOST = {Language.ZH: 12, Language.EN: 7}
"""The longest run that may be shared: Chinese characters, English words."""
SIZES = {Language.ZH: 6, Language.EN: 4}
"""The runs whose digests are kept. A shared run of any greater length is a row of these."""
_ENGLISH = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_CHINESE = re.compile(f"[{CJK}]")


def units(words: str, language: Language) -> list[str]:
    """Characters of Chinese or words of English, code and punctuation left out."""
    plain = outside_code(words).casefold()
    return _CHINESE.findall(plain) if language is Language.ZH else _ENGLISH.findall(plain)


def digests(found: Sequence[str], size: int) -> list[int]:
    """The digest of each run of `size` units, in order; CRC-32 is fast, and a rare clash does no harm."""
    return [crc32(" ".join(found[at : at + size]).encode()) for at in range(len(found) - size + 1)]


def originality(texts: Texts, seed: SeedRuns, terms: Sequence[Term], language: Language) -> GateRow:
    """The longest run shared with the article, terms not counted."""
    known, size = (seed.zh, seed.zh_size) if language is Language.ZH else (seed.en, seed.en_size)
    names = _names(terms, language)
    longest, offences = 0, []
    for question_id, held in texts.items():
        for key, zh, en in held:
            found = units(zh if language is Language.ZH else en, language)
            length, run = longest_shared(found, known, size, names)
            longest = max(longest, length)
            if length > MOST[language]:
                offences.append(
                    Offence(question_id, f"{length} in a row as in the article: {_join(run, language)}", key)
                )
    return GateRow(
        gate="Q23",
        title=message("Longest run shared with the article"),
        figure=float(longest),
        bar=Bar(None, float(MOST[language])),
        scope=Scope.ITEM,
        way_out=message("Say it in your own words."),
        language=language,
        sample=len(texts),
        offences=tuple(offences),
    )


def longest_shared(
    found: Sequence[str], known: frozenset[int], size: int, names: re.Pattern[str] | None
) -> tuple[int, list[str]]:
    """The length of the longest shared run without the terms in it, and the run itself."""
    best: tuple[int, list[str]] = (0, [])
    start = None
    for at, one in enumerate([*digests(found, size), None]):
        if one in known:
            start = at if start is None else start
        elif start is not None:
            run = list(found[start : at + size - 1])
            best = max(best, (_without_terms(run, names), run), key=lambda entry: entry[0])
            start = None
    return best


def _names(terms: Sequence[Term], language: Language) -> re.Pattern[str] | None:
    """One pattern for every term, in the form in which runs are joined."""
    forms = {form for term in terms for form in (term.zh if language is Language.ZH else term.en)}
    joined = {_join(units(form, language), Language.EN) for form in forms} - {""}
    if not joined:
        return None
    return re.compile(
        "|".join(rf"(?<!\S){re.escape(one)}(?!\S)" for one in sorted(joined, key=len, reverse=True))
    )


def _without_terms(run: Sequence[str], names: re.Pattern[str] | None) -> int:
    joined = " ".join(run)
    return len((names.sub(" ", joined) if names else joined).split())


def _join(run: Sequence[str], language: Language) -> str:
    return ("" if language is Language.ZH else " ").join(run)
