"""Finding the cues of a rubric in plain text, with their negation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dlprep.domain.grader.plain import is_cjk, plain_words
from dlprep.domain.rubrics import CueGroup

# 不同, 不仅, 不断, 未来, 无论 and 非常 are words of their own.
NEGATION = (
    r"不(?![同仅但断])|没|无(?!论|监督)|非(?!常|线性)|未(?!来)"
    r"|\bnot\b|\bno\b|\bnever\b|n['’]t\b|\bwithout\b|\bnor\b"
)
_NEGATIONS = re.compile(NEGATION)
_ASKING = re.compile(r"(.)不\1|有没有|不只|不光|不但|\bnot only\b|\bnot just\b")
"""“Is it or not” asks, and “not only” adds, rather than denies."""
_JOINT = re.compile(r"[，,;。.!?\n]")
_TYPO_LENGTH = 6
"""Letters of an English word from which one slip of the finger is forgiven."""
_LONG_WORDS = re.compile(rf"[a-z]{{{_TYPO_LENGTH - 1},}}")
_WHOLE_WORD = 2
"""Letters up to which an English cue must be a whole word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands."""

    start: int
    end: int


def reach(text: str) -> int:
    """Characters over which a negation works forward, and a gap may stretch; fewer in Chinese."""
    return 12 if any(map(is_cjk, text)) else 30


def hits(group: CueGroup, text: str) -> list[Hit]:
    """Every place of every alternative of a group."""
    return [hit for cue in group for hit in find(cue, text)]


def find(cue: str, text: str) -> Iterator[Hit]:
    """Places of a cue.

    An English cue is a word prefix, a Chinese one a substring, and `a~b` is a, then b near by.
    """
    pattern = _pattern(cue)
    found = False
    for match in pattern.finditer(text):
        found = True
        yield Hit(match.start(), match.end())
    if not found and _may_be_mistyped(cue):
        yield from _mistyped(plain_words(cue), text)


@lru_cache(maxsize=20_000)
def _pattern(cue: str) -> re.Pattern[str]:
    parts = [part.strip() for part in plain_words(cue).split("~") if part.strip()]
    return re.compile(r"[^。.!?\n]{0,24}?".join(map(_one, parts)) or r"(?!)")


def _one(part: str) -> str:
    before = r"(?<![a-z0-9])" if part[0].isascii() and part[0].isalnum() else ""
    is_short = len(part) <= _WHOLE_WORD and part.isascii() and part.isalnum()
    # A hyphen, a space and nothing are the same between two English words.
    words = r"[\s_-]*".join(re.escape(word) for word in re.split(r"[\s_-]+", part) if word)
    return before + (words or re.escape(part)) + (r"(?![a-z0-9])" if is_short else "")


@lru_cache(maxsize=20_000)
def _may_be_mistyped(cue: str) -> bool:
    return len(cue) >= _TYPO_LENGTH and cue.isascii() and cue.isalpha()


def _mistyped(cue: str, text: str) -> Iterator[Hit]:
    for match in _LONG_WORDS.finditer(text):
        word = match.group()
        if word[0] == cue[0] and any(
            _one_slip(cue, word[:length]) for length in range(len(cue) - 1, min(len(word), len(cue) + 1) + 1)
        ):
            yield Hit(match.start(), match.end())


def _one_slip(one: str, other: str) -> bool:
    """True when one letter changed, was added, left out, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    first = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[first:], other[first:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a point's cues a window holds."""

    share: float
    """Of its groups, from 0 to 1."""
    is_denied: bool
    """True when every hit of some group stands after a negation."""


def match(cues: Sequence[CueGroup], text: str) -> Match:
    """Looks for every group in `text`."""
    found = [hits(group, text) for group in cues]
    share = sum(bool(group) for group in found) / len(found) if found else 0.0
    return Match(share, any(group and all(_negated(text, hit) for hit in group) for group in found))


def _negated(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - reach(text)) : hit.start]
    return denies(_JOINT.split(before)[-1])


def denies(text: str) -> bool:
    """True when `text` holds a negation that denies."""
    return bool(_NEGATIONS.search(_ASKING.sub("", text)))
