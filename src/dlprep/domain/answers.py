"""What the learner can answer, one form for each question type."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ChoiceAnswer(_Answer):
    """One option of a `single` question."""

    type: Literal["single"] = "single"
    option: str


class ChoicesAnswer(_Answer):
    """The ticked options of a `multi` question; ticking none is an answer."""

    type: Literal["multi"] = "multi"
    options: frozenset[str]


class TfReasonAnswer(_Answer):
    """A truth value and the id of a reason."""

    type: Literal["tf-reason"] = "tf-reason"
    truth: bool
    option: str


class NumericAnswer(_Answer):
    """A number as typed, for `numeric` questions and drawn templates."""

    type: Literal["numeric"] = "numeric"
    text: str


class ClozeAnswer(_Answer):
    """What was typed into each gap, in order."""

    type: Literal["cloze"] = "cloze"
    blanks: tuple[str, ...]


class OrderAnswer(_Answer):
    """Step ids in the order chosen."""

    type: Literal["order"] = "order"
    steps: tuple[str, ...]


class MatchAnswer(_Answer):
    """For each left side's id, the id of the right side put beside it; left sides may be missing."""

    type: Literal["match"] = "match"
    pairs: dict[str, str]


class CodeOutputAnswer(_Answer):
    """What the code is said to print."""

    type: Literal["code-output"] = "code-output"
    text: str


class SpotBugAnswer(_Answer):
    """A line number, from 1, and the id of a bug category."""

    type: Literal["spot-bug"] = "spot-bug"
    line: int
    option: str


class OpenAnswer(_Answer):
    """Free text."""

    type: Literal["open"] = "open"
    text: str


class SkippedAnswer(_Answer):
    """The learner moved on without answering: shown as “don't know”, and earns nothing."""

    type: Literal["skipped"] = "skipped"


Answer = Annotated[
    ChoiceAnswer
    | ChoicesAnswer
    | TfReasonAnswer
    | NumericAnswer
    | ClozeAnswer
    | OrderAnswer
    | MatchAnswer
    | CodeOutputAnswer
    | SpotBugAnswer
    | OpenAnswer
    | SkippedAnswer,
    Field(discriminator="type"),
]
"""An answer of any form, told apart by `type`."""
