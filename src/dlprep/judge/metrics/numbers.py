"""Metrics of tasks whose predictions are not classes: errors, rankings and next tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

NDCG_AT = 10
_ROW_SUM_TOLERANCE = 1e-3


def rmse(predicted: NDArray[Any], wanted: NDArray[Any]) -> float:
    """The root of the mean squared error over all values."""
    import numpy as np

    difference = predicted.astype(np.float64).reshape(wanted.shape) - wanted
    return float(np.sqrt((difference**2).mean()))


def ndcg(scores: NDArray[Any], judged: NDArray[Any]) -> float:
    """NDCG at 10, the mean over queries; `judged` (n, 2) holds query ids and relevances.

    DCG = Σ (2^rel − 1) / log₂(rank + 1) over the ten highest scores, divided by its largest value (Burges et
    al. 2005). Among equal scores the less relevant comes first, so that a constant earns nothing by the
    order of the data. A query without any relevant item is left out.
    """
    import numpy as np

    queries, gains = judged[:, 0], 2.0 ** judged[:, 1] - 1
    weights = 1 / np.log2(np.arange(2, NDCG_AT + 2))
    found = []
    for query in np.unique(queries):
        mine = queries == query
        gain, score = gains[mine], scores.reshape(-1)[mine]
        ranked = gain[np.lexsort((gain, -score))][:NDCG_AT]
        best = np.sort(gain)[::-1][:NDCG_AT]
        if ideal := float((best * weights[: len(best)]).sum()):
            found.append(float((ranked * weights[: len(ranked)]).sum()) / ideal)
    return float(np.mean(found))


def perplexity(scores: NDArray[Any], tokens: NDArray[Any]) -> float:
    """Exp of the mean negative log-likelihood of the true next tokens; one row of scores each.

    Rows that are not negative and add up to 1 are probabilities, otherwise all rows are logits.
    """
    import numpy as np

    wide = scores.astype(np.float64)
    rows = np.arange(len(wide))
    if wide.min() >= 0 and np.abs(wide.sum(axis=1) - 1).max() < _ROW_SUM_TOLERANCE:
        likelihood = np.log(np.maximum(wide[rows, tokens], np.finfo(np.float32).tiny))
    else:
        shifted = wide - wide.max(axis=1, keepdims=True)
        likelihood = shifted[rows, tokens] - np.log(np.exp(shifted).sum(axis=1))
    return float(np.exp(-likelihood.mean()))
