"""Patterns of misconceptions: groups in order, close together, inside one clause, and not denied there."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dlprep.domain.grader.cues import NEGATION, Hit, hits, reach
from dlprep.domain.grader.plain import is_cjk
from dlprep.domain.rubrics import CueGroup, Misconception

_DENIALS = re.compile(
    NEGATION
    + r"|\bcannot\b|\bneither\b|\bunlike\b|\brather than\b|\binstead of\b|\bmyth\b|\bwrong\b|\bmistak"
    r"|\bpeople (?:think|say|believe)|避免|别(?!的)|误以为|以为|误区|有人说|很多人|错误|并非"
)
_ASKING = re.compile(r"(.)不\1|有没有")


def contradicts(misconception: Misconception, clause: str) -> bool:
    """True when the clause says what the misconception believes."""
    if not misconception.pattern:
        return False
    gap = 12 if any(map(is_cjk, clause)) else 25
    first, *rest = misconception.pattern
    return any(
        not _denied(clause, (start, *others))
        for start in hits(first, clause)
        for others in _chains(tuple(rest), clause, start.end, gap)
    )


def _chains(groups: tuple[CueGroup, ...], clause: str, end: int, gap: int) -> Iterator[tuple[Hit, ...]]:
    """Hits of the groups in order, each at most `gap` characters after the one before."""
    if not groups:
        yield ()
        return
    for hit in hits(groups[0], clause):
        if end <= hit.start <= end + gap:
            for rest in _chains(groups[1:], clause, hit.end, gap):
                yield (hit, *rest)


def _denied(clause: str, found: tuple[Hit, ...]) -> bool:
    """True when a negation stands before or between the hits; one inside a hit belongs to the pattern."""
    between = clause[max(0, found[0].start - reach(clause)) : found[0].start]
    for hit, after in pairwise(found):
        between += "，" + clause[hit.end : after.start]
    return bool(_DENIALS.search(_ASKING.sub("", between)))
