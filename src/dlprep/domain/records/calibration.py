"""Whether the learner is as sure as the answers are right."""

from collections.abc import Mapping
from dataclasses import dataclass

from dlprep.domain.practice import Confidence
from dlprep.domain.records.shares import Share

CLAIMED = {Confidence.SURE: 0.95, Confidence.THINK_SO: 0.75, Confidence.GUESS: 0.35}
"""The chance to be right that each mark stands for, the surest first."""
_FEWEST = 10
"""Answers with a mark before anything is said about it."""


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """How the answers went that were given with one mark; partly right is not right."""

    confidence: Confidence
    right: Share

    @property
    def claimed(self) -> float:
        """The chance to be right that the mark stands for."""
        return CLAIMED[self.confidence]

    @property
    def leaning(self) -> int:
        """1 when the mark claims too much, -1 when too little, 0 while what it claims may be true."""
        low, high = self.right.interval
        if self.right.whole < _FEWEST or low <= self.claimed <= high:
            return 0
        return 1 if self.claimed > high else -1


@dataclass(frozen=True, slots=True)
class Calibration:
    """The marks against what came of them."""

    marks: tuple[MarkRecord, ...]
    """All three, the surest first."""

    @property
    def answers(self) -> int:
        """Graded answers with a mark."""
        return sum(mark.right.whole for mark in self.marks)

    @property
    def brier(self) -> float | None:
        """Mean squared distance from what was claimed to what came, 0 (best) to 1; None without answers."""
        if not self.answers:
            return None
        squared = sum(
            mark.right.part * (1 - mark.claimed) ** 2 + (mark.right.whole - mark.right.part) * mark.claimed**2
            for mark in self.marks
        )
        return squared / self.answers

    @property
    def brier_without_marks(self) -> float | None:
        """The Brier score of saying the same for every answer: the share that is right over all.

        Marks tell something when their own score is lower.
        """
        if not self.answers:
            return None
        share = sum(mark.right.part for mark in self.marks) / self.answers
        return share * (1 - share)


def calibration(counts: Mapping[Confidence, Share]) -> Calibration:
    """The calibration from how many answers with each mark were right."""
    return Calibration(tuple(MarkRecord(mark, counts.get(mark, Share(0, 0))) for mark in CLAIMED))
