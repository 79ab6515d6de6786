"""The metric on hidden data, computed here from raw predictions and labels that no script has seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.measuring import Metric

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.domain.challenges import Challenge


@dataclass(frozen=True, slots=True)
class Measured:
    """What predictions are worth."""

    value: float
    confusion: tuple[tuple[int, ...], ...] = ()
    """Where there are classes; rows are true ones."""
    cost: float | None = None
    """Of an example on average, where there are two classes."""


def measure(challenge: Challenge, scores: NDArray[Any], labels: NDArray[Any]) -> Measured:
    """Measures finite `scores` of an accepted shape against the hidden labels."""
    if challenge.classes is not None:
        return _of_classes(challenge.metric, scores, labels.reshape(-1), challenge.classes)
    from dlprep.judge.metrics import numbers

    match challenge.metric:
        case Metric.RMSE:
            return Measured(numbers.rmse(scores, labels))
        case Metric.NDCG:
            return Measured(numbers.ndcg(scores, labels))
        case Metric.PERPLEXITY:
            return Measured(numbers.perplexity(scores, labels.reshape(-1)))
        case Metric.FRECHET:
            from dlprep.judge.metrics.frechet import frechet_distance

            return Measured(frechet_distance(scores, labels))
        case other:
            raise ValueError(f"{other} is not measured by predictions")


def _of_classes(metric: Metric, scores: NDArray[Any], labels: NDArray[Any], classes: int) -> Measured:
    import numpy as np

    from dlprep.judge.metrics import classes as of

    labels = labels.astype(np.int64)
    predicted = of.predicted_classes(scores)
    match metric:
        case Metric.AUC:
            value = of.auc(of.positive_scores(scores), labels)
        case Metric.AVERAGE_PRECISION:
            value = of.average_precision(of.positive_scores(scores), labels)
        case Metric.F1:
            value = of.f1(predicted, labels, classes)
        case _:
            value = of.accuracy(predicted, labels)
    cost = of.cost(predicted, labels) if classes == 2 else None
    return Measured(value, of.confusion(predicted, labels, classes), cost)
