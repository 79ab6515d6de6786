"""Metrics of classification: from scores of classes and the true classes to one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

MISS_COST, FALSE_ALARM_COST = 50.0, 1.0
"""What an overlooked positive and a needless alarm cost, in the same unit."""


def predicted_classes(scores: NDArray[Any]) -> NDArray[Any]:
    """The class of every example: the largest score, or whether a single score is above the middle.

    A single score outside of 0 to 1 is a logit, whose middle is 0; otherwise it is a probability.
    """
    import numpy as np

    if scores.ndim == 2 and scores.shape[1] > 1:
        return np.asarray(scores.argmax(axis=1))
    single = scores.reshape(-1)
    return (single > (0.0 if _are_logits(single) else 0.5)).astype(np.int64)


def _are_logits(single: NDArray[Any]) -> bool:
    return bool(single.size) and bool(single.min() < 0 or single.max() > 1)


def positive_scores(scores: NDArray[Any]) -> NDArray[Any]:
    """One score an example that grows with the belief in class 1: of two scores, their difference."""
    import numpy as np

    if scores.ndim == 2 and scores.shape[1] == 2:
        wide = scores.astype(np.float64)
        return np.asarray(wide[:, 1] - wide[:, 0])
    return np.asarray(scores.reshape(-1), dtype=np.float64)


def accuracy(predicted: NDArray[Any], labels: NDArray[Any]) -> float:
    """The share of examples whose class was predicted."""
    return float((predicted == labels).mean())


def confusion(predicted: NDArray[Any], labels: NDArray[Any], classes: int) -> tuple[tuple[int, ...], ...]:
    """How often each true class (row) was taken for each class (column)."""
    import numpy as np

    counts = np.bincount(labels * classes + predicted, minlength=classes * classes)
    return tuple(tuple(int(count) for count in row) for row in counts.reshape(classes, classes))


def f1(predicted: NDArray[Any], labels: NDArray[Any], classes: int) -> float:
    """F1 = 2·TP / (2·TP + FP + FN): of class 1 when there are two, else the mean over classes (macro).

    A class that neither occurs nor is predicted counts 0, as in scikit-learn's default.
    """
    import numpy as np

    table = np.asarray(confusion(predicted, labels, classes), dtype=np.float64)
    hits = np.diag(table)
    either = table.sum(axis=0) + table.sum(axis=1)
    each = np.divide(2 * hits, either, out=np.zeros_like(hits), where=either > 0)
    return float(each[1] if classes == 2 else each.mean())


def auc(scores: NDArray[Any], labels: NDArray[Any]) -> float:
    """The chance that a random positive is scored above a random negative, ties counting half.

    From the rank sum (Mann and Whitney): (R₊ − n₊(n₊+1)/2) / (n₊·n₋), with mean ranks for ties.
    """
    import numpy as np

    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    positive = labels == 1
    found, others = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - found * (found + 1) / 2) / (found * others))


def average_precision(scores: NDArray[Any], labels: NDArray[Any]) -> float:
    """Σ (Rₙ − Rₙ₋₁)·Pₙ over falling thresholds; examples with one score enter together (scikit-learn)."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    ordered, hits = scores[order], np.cumsum(labels[order] == 1)
    last_of_score = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    found = hits[last_of_score]
    precision = found / (last_of_score + 1)
    return float((np.diff(found, prepend=0) * precision).sum() / hits[-1])


def cost(predicted: NDArray[Any], labels: NDArray[Any]) -> float:
    """The mean cost of an example: `MISS_COST` for a missed positive, `FALSE_ALARM_COST` for an alarm."""
    missed = (predicted != 1) & (labels == 1)
    alarms = (predicted == 1) & (labels != 1)
    return float((MISS_COST * missed + FALSE_ALARM_COST * alarms).mean())
