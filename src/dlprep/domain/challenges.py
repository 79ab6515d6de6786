"""Practical TensorFlow tasks: what is asked, what may be used, and from which value a run earns a medal."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from dlprep.domain.judging import Medal, Tier, Verdict
from dlprep.domain.measuring import Metric, Thresholds
from dlprep.domain.questions import ClaimId, FlagId, Level
from dlprep.domain.text import Authored, Slug, Text, Words


class Group(StrEnum):
    """Where a challenge stands in the list."""

    ARTICLE = "article"
    FIX = "fix"
    """A broken run to be mended."""
    BUILD = "build"
    """A piece of a framework, written from nothing."""
    FIELD = "field"
    """A task of one of the article's fields of work."""


class Grading(StrEnum):
    """What of a submission is graded."""

    PREDICTIONS = "predictions"
    """The script's model predicts the hidden inputs in the process that trained it."""
    FUNCTIONS = "functions"
    """Functions of the script are called with hidden arguments."""
    FILE = "file"
    """A file that the script saved is loaded in a fresh process, without the script, and predicts."""


class Framework(StrEnum):
    """What is imported before the script starts."""

    TENSORFLOW = "tensorflow"
    NUMPY = "numpy"


class Budgets(Authored):
    """What a submission may need at most to earn a medal, besides its metric."""

    parameters: int | None = Field(default=None, ge=1)
    """Weights of the model, trainable or not."""
    model_bytes: int | None = Field(default=None, ge=1)
    """Size of the graded file."""
    epochs: int | None = Field(default=None, ge=1)
    """Over all calls of fit, as reported."""
    inference_ratio: float | None = Field(default=None, gt=0)
    """Time to predict the hidden inputs over that of a fixed matrix product in the same process."""
    cost: float | None = Field(default=None, gt=0)
    """Mean cost of an example when scores of 0.5 and more are acted on; see `judge/metrics`."""


class CheckSheet(Authored):
    """One property that functions of the script must have; what is called stands in `judge/functions`."""

    id: Slug
    level: Medal
    """All checks of this level and of those below must hold for the medal."""
    title: Text
    """What holds, such as: the gradient agrees with finite differences."""
    hint: Text
    """Where to look when it does not."""


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
    values: tuple[float, ...]
    trivial: float
    """What a constant or untrained model reaches."""
    weak: dict[Words, tuple[float, ...]] = {}
    """Values over seeds of the trivial and of the leaking scripts under `wrong`, by file."""
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
    class_names: tuple[Text, ...] = ()
    """In the order of the labels; empty when numbers are all there is."""


class WrongSubmission(Authored):
    """A known-wrong script and the verdict it must get."""

    file: Words
    verdict: Verdict
    check: Slug | None = None
    """The check that must be the first to fail, when functions are graded."""
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
    questions: tuple[Slug, ...] = Field(min_length=1)
    """Questions of the bank about the same concepts."""
    group: Group
    grading: Grading = Grading.PREDICTIONS
    framework: Framework = Framework.TENSORFLOW
    dataset: Slug | None = None
    """Name in `judge/datasets`; None when functions are graded."""
    metric: Metric
    classes: int | None = Field(default=None, ge=2)
    """Number of classes; a two-class model may have one sigmoid unit or two softmax units."""
    outputs: tuple[int, ...] | None = None
    """Shape of the prediction for one example, where it is not one score a class."""
    artefact: Literal["model.keras", "model.tflite"] | None = None
    """The graded file."""
    budgets: Budgets = Budgets()
    checks: tuple[CheckSheet, ...] = ()
    """In the order in which they are run; levels rise."""
    hints: tuple[Text, ...] = Field(min_length=3, max_length=3)
    tiers: dict[Tier, TierRules] = Field(min_length=1)
    reaches: Medal = Medal.SILVER
    """What our solution earns."""
    wrong: tuple[WrongSubmission, ...] = Field(min_length=3)

    @model_validator(mode="before")
    @classmethod
    def _thresholds_of_checks(cls, data: Any) -> Any:
        """Where functions are graded, the thresholds follow from the levels of the checks."""
        return with_thresholds(data) if isinstance(data, dict) and data.get("checks") else data

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for fault in faults_of(self):
            raise ValueError(fault)
        return self


class ChallengeFolder(Authored):
    """A challenge with the text of the files beside its YAML."""

    challenge: Challenge
    brief: Text
    stub: Words
    solution: Words
    wrong: dict[str, Words]
    """Text of each known-wrong script by file name."""


_LEVELS = (Medal.BRONZE, Medal.SILVER, Medal.GOLD)


def with_thresholds(data: dict[str, Any]) -> dict[str, Any]:
    """The sheet with the share of checks up to each level as thresholds of every tier that gives none."""
    try:
        levels = [check["level"] for check in data["checks"]]
        shares = {
            level.value: sum(one in _LEVELS[: place + 1] for one in levels) / len(levels)
            for place, level in enumerate(_LEVELS)
        }
        tiers = {tier: {"thresholds": shares, **rules} for tier, rules in data["tiers"].items()}
    except (KeyError, TypeError, AttributeError):
        return data  # the fields themselves say what is wrong with them
    return {**data, "tiers": tiers}


def faults_of(challenge: Challenge) -> Iterator[str]:
    """What in a sheet contradicts itself."""
    metric, grading = challenge.metric, challenge.grading
    if (grading is Grading.FUNCTIONS) != bool(challenge.checks):
        yield "checks go with grading: functions, and only with it"
    if (grading is Grading.FUNCTIONS) != (metric is Metric.CHECKS):
        yield "metric: checks goes with grading: functions, and only with it"
    if (grading is Grading.FUNCTIONS) != (challenge.dataset is None):
        yield "a dataset is needed unless functions are graded"
    if (grading is Grading.FILE) != (challenge.artefact is not None):
        yield "artefact goes with grading: file, and only with it"
    if metric.needs_classes != (challenge.classes is not None):
        yield f"classes are {'needed' if metric.needs_classes else 'not used'} with metric: {metric.value}"
    if (metric.needs_classes or metric is Metric.CHECKS) == (challenge.outputs is not None):
        yield "outputs give the shape of a prediction where it is not one score a class"
    levels = [_LEVELS.index(check.level) for check in challenge.checks]
    if levels != sorted(levels) or (levels and set(levels) != {0, 1, 2}):
        yield "checks rise from bronze over silver to gold, with at least one of each"
    for tier, rules in challenge.tiers.items():
        if rules.thresholds.are_falling != metric.is_lower_better:
            yield f"the thresholds of {tier.value} get easier from bronze to gold"
