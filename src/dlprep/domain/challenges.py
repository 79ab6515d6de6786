"""Practical TensorFlow tasks: what is asked, what may be used, and from which value a run earns a medal."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.domain.questions import ClaimId, FlagId, Level
from dlprep.domain.text import Authored, Slug, Text, Words

Share = Annotated[float, Field(ge=0, le=1)]


class Metric(StrEnum):
    """What a run is measured by on hidden data; computed on our side, never in the worker."""

    ACCURACY = "accuracy"


class Thresholds(Authored):
    """The least metric value that earns each medal."""

    bronze: Share
    silver: Share
    gold: Share

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        if not self.bronze < self.silver < self.gold:
            raise ValueError("thresholds must rise: bronze < silver < gold")
        return self

    def medal(self, value: float) -> Medal | None:
        """The best medal that `value` earns, or None below bronze."""
        for medal in (Medal.GOLD, Medal.SILVER, Medal.BRONZE):
            if value >= getattr(self, medal.value):
                return medal
        return None


class Limits(Authored):
    """What one run may use before the warden ends it."""

    wall_seconds: int = Field(ge=1)
    memory_mib: int = Field(default=4096, ge=256)
    output_kib: int = Field(default=512, ge=16)
    """Kept output: the first and the last half of this; the rest is counted and dropped."""
    disk_mib: int = Field(default=512, ge=16)
    processes: int = Field(default=64, ge=1)


class Calibration(Authored):
    """The distribution behind the thresholds: the solution's hidden metric over seeds."""

    seeds: tuple[int, ...]
    values: tuple[Share, ...]
    trivial: Share
    """What a constant or untrained model reaches."""
    recipe: Words
    """What was run, with which versions and threads."""

    @model_validator(mode="after")
    def _one_value_a_seed(self) -> Self:
        if len(self.seeds) != len(self.values) or not self.seeds:
            raise ValueError("give one value for every seed")
        return self


class TierRules(Authored):
    """How a challenge is run and graded on one tier of its dataset."""

    thresholds: Thresholds
    minutes: float = Field(gt=0)
    """Wall time of the solution on two quiet cores."""
    limits: Limits
    calibration: Calibration


class WrongSubmission(Authored):
    """A known-wrong script and the verdict it must get."""

    file: Words
    verdict: Verdict
    teaches: Text


class Challenge(Authored):
    """A practical task as authored in `question_bank/challenges/<id>/challenge.yaml`."""

    format: Literal[1]
    id: Slug
    title: Text
    summary: Text
    level: Level
    topics: tuple[Slug, ...] = Field(min_length=1)
    roots: tuple[ClaimId, ...] = Field(min_length=1)
    flags: tuple[FlagId, ...] = ()
    dataset: Literal["cifar10", "imdb"]
    metric: Metric
    classes: int = Field(ge=2)
    """Number of classes; a two-class model may have one sigmoid unit or two softmax units."""
    hints: tuple[Text, ...] = Field(min_length=3, max_length=3)
    tiers: dict[Tier, TierRules] = Field(min_length=1)
    wrong: tuple[WrongSubmission, ...] = Field(min_length=3)


class ChallengeFolder(Authored):
    """A challenge with the text of the files beside its YAML."""

    challenge: Challenge
    brief: Text
    stub: Words
    solution: Words
    wrong: dict[str, Words]
    """Text of each known-wrong script by file name."""
