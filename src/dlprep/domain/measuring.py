"""What a run is measured by on hidden data, and from which value it earns a medal."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from dlprep.domain.judging import Medal
from dlprep.domain.text import Authored


class Metric(StrEnum):
    """Computed on our side, never in the worker; each is defined in `judge/metrics`."""

    ACCURACY = "accuracy"
    AUC = "auc"
    """Area under the ROC curve, two classes."""
    F1 = "f1"
    """Of the positive class when there are two; the mean over classes when there are more."""
    AVERAGE_PRECISION = "average-precision"
    RMSE = "rmse"
    NDCG = "ndcg"
    """At 10, the mean over queries."""
    PERPLEXITY = "perplexity"
    FRECHET = "frechet"
    """Distance of Gaussians fitted to features of generated and of hidden examples, as in FID."""
    CHECKS = "checks"
    """The share of property checks that hold, counted level by level."""

    @property
    def is_lower_better(self) -> bool:
        """True for distances and errors."""
        return self in (Metric.RMSE, Metric.PERPLEXITY, Metric.FRECHET)

    @property
    def needs_classes(self) -> bool:
        """True when predictions are scores of classes."""
        return self in (Metric.ACCURACY, Metric.AUC, Metric.F1, Metric.AVERAGE_PRECISION)

    def is_better(self, value: float, than: float) -> bool:
        """True when `value` is strictly better."""
        return value < than if self.is_lower_better else value > than


class Thresholds(Authored):
    """The value that earns each medal: at least it, or at most it where lower is better."""

    bronze: float
    silver: float
    gold: float

    @property
    def are_falling(self) -> bool:
        """True when lower values are better."""
        return self.gold < self.bronze

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if (self.bronze - self.silver) * (self.silver - self.gold) <= 0:
            raise ValueError("each medal must ask for more than the one before: bronze, silver, gold")
        return self

    def reached(self, medal: Medal, value: float) -> bool:
        """True when `value` earns at least this medal."""
        wanted: float = getattr(self, medal.value)
        return value <= wanted if self.are_falling else value >= wanted

    def medal(self, value: float) -> Medal | None:
        """The best medal that `value` earns, or None below bronze."""
        medals = (Medal.GOLD, Medal.SILVER, Medal.BRONZE)
        return next((medal for medal in medals if self.reached(medal, value)), None)
