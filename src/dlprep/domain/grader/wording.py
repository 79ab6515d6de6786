"""How alike the words of an answer are to those of a point and of its misconceptions.

A cosine of word counts sees what an embedder smooths over: “not”, “more”, “before”, who comes first. Rare
words count no more than common ones, since the common ones carry the direction.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from dlprep.domain.grader.evidence import Nearness
from dlprep.domain.grader.plain import plain_words
from dlprep.domain.language import Language
from dlprep.domain.rubrics import KeyPoint

Terms = Mapping[str, float]
"""A text as a unit vector: a number for each term in it."""
_LATIN = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_CJK = re.compile(r"[\u3400-\u9fff]+")
_STEM = 5
"""Letters of a word that count, so that “divide” and “dividing” are the same."""


def terms(text: str) -> Terms:
    """Stems and pairs of stems, Chinese characters and pairs of them, of a plain text.

    Counts enter by 1 + ln(count), and the whole has length 1; no terms give an empty vector.
    """
    counts = Counter(_terms(text))
    raw = {term: 1 + math.log(count) for term, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {term: value / length for term, value in raw.items()}


def _terms(text: str) -> Iterator[str]:
    stems = [word[:_STEM] for word in _LATIN.findall(text)]
    yield from stems
    yield from map(" ".join, pairwise(stems))
    for run in _CJK.findall(text):
        yield from run
        yield from map("".join, pairwise(run))


def alike(point: KeyPoint, windows: Sequence[Terms]) -> tuple[Nearness, ...]:
    """For each window, its cosines with the nearest wording of the point and the nearest misconception."""
    rights = [point.text.zh, point.text.en, *point.also.zh, *point.also.en]
    wrongs = [text for one in point.misconceptions for text in (one.text.zh, one.text.en)]
    known = _index([*rights, *wrongs])
    found = []
    for window in windows:
        cosines = _cosines(window, known, len(rights) + len(wrongs))
        right = max(cosines[: len(rights)])
        wrong = cosines[len(rights) :]
        worst = max(range(len(wrong)), key=wrong.__getitem__, default=None)
        if worst is None:
            found.append(Nearness(right, right, right, right))
        else:
            found.append(Nearness(right, wrong[worst], right, wrong[worst], worst // len(Language)))
    return tuple(found)


def _index(wordings: Sequence[str]) -> Mapping[str, Sequence[tuple[int, float]]]:
    """For each term, the places of the wordings that hold it, and how much."""
    held = defaultdict(list)
    for place, wording in enumerate(wordings):
        for term, value in _terms_of_wording(wording).items():
            held[term].append((place, value))
    return held


@lru_cache(maxsize=1024)
def _terms_of_wording(wording: str) -> Terms:
    """A question has some hundred wordings, and is answered and followed up in a row."""
    return terms(plain_words(wording))


def _cosines(window: Terms, known: Mapping[str, Sequence[tuple[int, float]]], count: int) -> list[float]:
    cosines = [0.0] * count
    for term, value in window.items():
        for place, other in known.get(term, ()):
            cosines[place] += value * other
    return cosines
