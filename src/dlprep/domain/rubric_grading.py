"""Open answers against a rubric, by rules alone: cues, negation, ordered contradictions (interview.md 3.2).

A point is covered when one alternative of each of its cue groups stands in neighbouring clauses and is not
negated; wrong when a misconception's pattern stands in one clause and the clause does not deny it; maybe when
most of them hit, but not all.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dlprep.domain.grading import Grading, PartGrade, grade_of
from dlprep.domain.rubrics import CueGroup, Misconception, RubricPoint

_SENTENCE_ENDS = re.compile(r"[。．！？!?\n]|\.(?=\s|$)")
_CLAUSE_ENDS = re.compile(r"[，,；;：:、]|但是?|而(?!且|不是)|\bbut\b|\bwhile\b|\bwhereas\b")
# 不同, 不仅, 不断, 未来, 无论 and 非常 are words of their own.
_NEGATIONS = re.compile(
    r"不(?![同仅但断])|没|无(?!论)|非(?!常)|未(?!来)|\bnot\b|\bno\b|\bnever\b|n't\b|\bwithout\b"
)
_DENIALS = re.compile(
    _NEGATIONS.pattern + r"|\bcannot\b|\bneither\b|\bunlike\b|\brather than\b|\binstead of\b|避免|别(?!的)"
)
_ASKING = re.compile(r"(.)不\1|有没有")
"""“Is it or not” asks rather than denies."""
_CJK = re.compile(r"[\u3400-\u9fff]")
_WINDOW = 3
_MAYBE_SHARE = 0.5
"""A share of cue groups above this earns half; one group of two says too little."""
_MAYBE_CREDIT = 0.5
_JOINT = "，"


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int


def grade_text(points: Sequence[RubricPoint], text: str) -> Grading:
    """Grades free text point by point; evidence is the clause that decided, in the learner's words."""
    sentences = list(_sentences(text))
    parts = [_grade_point(point, sentences) for point in points]
    earned = sum(point.weight * part.earned for point, part in zip(points, parts, strict=True))
    score = earned / 100
    return Grading(grade_of(score), score, tuple(parts))


def _sentences(text: str) -> Iterator[list[str]]:
    """Clauses, sentence by sentence."""
    plain = unicodedata.normalize("NFKC", text)
    for sentence in _SENTENCE_ENDS.split(plain):
        clauses = [clause.strip() for clause in _CLAUSE_ENDS.split(sentence) if clause.strip()]
        if clauses:
            yield clauses


def _grade_point(point: RubricPoint, sentences: list[list[str]]) -> PartGrade:
    for clause in (clause for sentence in sentences for clause in sentence):
        for misconception in point.misconceptions:
            if _has_pattern(misconception, clause.casefold()):
                return PartGrade(point.id, 0.0, misconception.say, clause)
    best, evidence = 0.0, ""
    for window in _windows(sentences):
        share = _share_of_groups(point, window.casefold())
        if share > best:
            best, evidence = share, window
    earned = 1.0 if best == 1 else _MAYBE_CREDIT if best > _MAYBE_SHARE else 0.0
    return PartGrade(point.id, earned, None if earned == 1 else point.text, evidence if earned else "")


def _windows(sentences: list[list[str]]) -> Iterator[str]:
    """One to three neighbouring clauses of a sentence, the shortest first."""
    for size in range(1, _WINDOW + 1):
        for clauses in sentences:
            for start in range(max(1, len(clauses) - size + 1)):
                yield _JOINT.join(clauses[start : start + size])


def _share_of_groups(point: RubricPoint, window: str) -> float:
    if not point.cues:
        return 0.0
    hits = [[hit for cue in group for hit in _find(cue, window)] for group in point.cues]
    found = sum(bool(group) for group in hits)
    if not point.negative and any(group and all(_negated(window, hit) for hit in group) for group in hits):
        return 0.0
    return found / len(hits)


def _find(cue: str, window: str) -> Iterator[_Hit]:
    """Places of a cue: English cues are word prefixes, Chinese ones are substrings."""
    plain = re.escape(unicodedata.normalize("NFKC", cue).casefold())
    bound = r"(?<![a-z0-9])" if cue[:1].isascii() and cue[:1].isalnum() else ""
    for found in re.finditer(bound + plain, window):
        yield _Hit(found.start(), found.end())


def _reach(window: str) -> int:
    """Characters over which a negation works forward."""
    return 12 if _CJK.search(window) else 30


def _negated(window: str, hit: _Hit) -> bool:
    reach = _reach(window)
    before = window[max(0, hit.start - reach) : hit.start].rsplit(_JOINT, maxsplit=1)[-1]
    return bool(_NEGATIONS.search(_ASKING.sub("", before)))


def _has_pattern(misconception: Misconception, clause: str) -> bool:
    if not misconception.pattern:
        return False
    gap = 12 if _CJK.search(clause) else 25
    return any(
        not _denied(clause, (first, *rest))
        for first in _group(misconception.pattern[0], clause)
        for rest in _chains(misconception.pattern[1:], clause, first.end, gap)
    )


def _denied(clause: str, hits: tuple[_Hit, ...]) -> bool:
    """True when a negation stands before or between the hits; one inside a hit belongs to the pattern."""
    between = clause[max(0, hits[0].start - _reach(clause)) : hits[0].start]
    for hit, after in pairwise(hits):
        between += _JOINT + clause[hit.end : after.start]
    return bool(_DENIALS.search(_ASKING.sub("", between)))


def _group(group: CueGroup, clause: str) -> list[_Hit]:
    return [hit for cue in group for hit in _find(cue, clause)]


def _chains(groups: tuple[CueGroup, ...], clause: str, end: int, gap: int) -> Iterator[tuple[_Hit, ...]]:
    """Hits of the remaining groups in order, each at most `gap` characters after the one before."""
    if not groups:
        yield ()
        return
    for hit in _group(groups[0], clause):
        if end <= hit.start <= end + gap:
            for rest in _chains(groups[1:], clause, hit.end, gap):
                yield (hit, *rest)
