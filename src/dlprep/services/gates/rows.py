"""What a gate says: one row for each figure, with the bar it is held to and the questions that push it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Message


class Scope(StrEnum):
    """What a gate looks at, which decides whom it can fail."""

    ITEM = "item"
    """Questions one by one: any bank fails, and each offending question is named at its place."""
    SAMPLE = "sample"
    """A rate over many questions: needs a sample; fails only a bank that carries a plan."""
    WHOLE = "whole"
    """Counts and coverage against the plan: measured only where there is one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The range a figure must lie in, ends included unless `is_above`."""

    low: float | None = None
    high: float | None = None
    is_above: bool = False
    """True when the figure must be larger than `low`, as for the p-value of a test."""

    def holds(self, figure: float) -> bool:
        """True when `figure` lies in the range."""
        too_low = self.low is not None and (figure < self.low or (self.is_above and figure == self.low))
        return not too_low and (self.high is None or figure <= self.high)


@dataclass(frozen=True, slots=True)
class Offence:
    """A question that pushes a gate, and how."""

    question_id: str
    what: str
    """The fault in a few English words, like every finding of the check."""
    key: str = ""
    """Where in the question, such as `.options[0]`."""


@dataclass(frozen=True, slots=True)
class GateRow:
    """One figure of one gate."""

    gate: str
    """Its number in the design, such as Q04."""
    title: Message
    figure: float | None
    """None when the sample is too small to say anything."""
    bar: Bar | None
    """None for a figure that is only shown."""
    scope: Scope
    way_out: Message
    language: Language | None = None
    """The language whose words were measured; None when words do not matter."""
    sample: int = 0
    """How many questions, options or fields the figure is over."""
    is_share: bool = False
    """True for a share, 0 to 1, that people read as a percentage."""
    offences: tuple[Offence, ...] = ()
    """The worst first."""
    is_told_apart: bool = False
    """True when the check names each offence already by another rule."""

    @property
    def passed(self) -> bool | None:
        """Whether the figure lies inside its bar; None when there is nothing to hold it to."""
        return None if self.figure is None or self.bar is None else self.bar.holds(self.figure)

    @property
    def question_ids(self) -> tuple[str, ...]:
        """The questions that push the figure, each once."""
        return tuple(dict.fromkeys(offence.question_id for offence in self.offences))


def clean_share(offences: tuple[Offence, ...], total: int) -> float:
    """The share of `total` questions without an offence; 1 when there is none to look at."""
    return 1 - len({one.question_id for one in offences}) / total if total else 1.0
