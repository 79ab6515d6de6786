"""The hidden examples on which a model was most wrong, fit to be looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dlprep.domain.judging import Picture, Sample
from dlprep.domain.measuring import Metric
from dlprep.judge.cleaning import one_line
from dlprep.judge.metrics.classes import predicted_classes

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from dlprep.domain.challenges import Challenge, TierRules
    from dlprep.judge.datasets.prepared import Prepared

MOST = 8
_WORDS = 60


def worst(
    challenge: Challenge, rules: TierRules, prepared: Prepared, scores: NDArray[Any], labels: NDArray[Any]
) -> tuple[Sample, ...]:
    """The most confident mistakes, or the largest errors; empty where there are none."""
    import numpy as np

    if challenge.classes is not None:
        ranked = _mistakes(challenge.classes, scores, labels.reshape(-1).astype(np.int64))
    elif challenge.metric is Metric.RMSE:
        ranked = _errors(scores, labels)
    else:
        return ()
    show = _Shower(prepared)
    names = [name.en for name in rules.class_names]

    def named(label: float) -> str:
        if challenge.classes is None:
            return f"{label:.4g}"
        return str(int(label)) if int(label) >= len(names) else names[int(label)]

    return tuple(
        Sample(named(truth), named(predicted), round(float(score), 4), *show(index))
        for index, truth, predicted, score in ranked[:MOST]
    )


def _mistakes(
    classes: int, scores: NDArray[Any], labels: NDArray[Any]
) -> list[tuple[int, float, float, float]]:
    import numpy as np

    shares = _shares(scores.astype(np.float64), classes)
    predicted = predicted_classes(scores)
    wrong = np.flatnonzero(predicted != labels)
    confidence = shares[wrong, predicted[wrong]]
    order = np.argsort(-confidence, kind="stable")
    return [(int(i), int(labels[i]), int(predicted[i]), float(shares[i, predicted[i]])) for i in wrong[order]]


def _shares(scores: NDArray[Any], classes: int) -> NDArray[Any]:
    """Rows that are not negative and at most 1 in all are probabilities; otherwise softmax makes them so."""
    import numpy as np

    if scores.ndim == 1 or scores.shape[1] < classes:
        single = scores.reshape(-1)
        if single.min(initial=0) < 0 or single.max(initial=0) > 1:
            single = 1 / (1 + np.exp(-np.clip(single, -60, 60)))
        return np.stack([1 - single, single], axis=1)
    if scores.min() >= 0 and scores.sum(axis=1).max() <= 1.001:
        return scores
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _errors(scores: NDArray[Any], labels: NDArray[Any]) -> list[tuple[int, float, float, float]]:
    import numpy as np

    wanted = labels.reshape(len(labels), -1)
    found = scores.reshape(wanted.shape)
    error = np.sqrt(((found - wanted) ** 2).mean(axis=1))
    return [
        (int(i), float(wanted[i].mean()), float(found[i].mean()), float(error[i]))
        for i in np.argsort(-error, kind="stable")
    ]


class _Shower:
    """Turns one hidden example into a picture or into words."""

    def __init__(self, prepared: Prepared) -> None:
        import numpy as np

        self._prepared = prepared
        self._inputs = np.load(prepared.hidden_inputs, allow_pickle=False, mmap_mode="r")

    def __call__(self, index: int) -> tuple[Picture | None, str]:
        if self._is_packed:
            return None, self._sequence(index)
        one = self._inputs[index]
        if one.ndim == 3 and one.shape[-1] in (1, 3) and one.dtype.kind == "u":
            return Picture(one.shape[1], one.shape[0], one.shape[2], one.tobytes()), ""
        if one.dtype.kind == "U":
            return None, one_line(" ".join(map(str, one.reshape(-1)))[: 4 * _WORDS], 2 * _WORDS)
        return None, ""

    @property
    def _is_packed(self) -> bool:
        return bool(self._inputs.ndim == 1 and self._inputs.dtype.kind == "i")

    def _sequence(self, index: int) -> str:
        count = int(self._inputs[0])
        start, end = (int(one) for one in self._inputs[index + 1 : index + 3])
        ids = self._inputs[count + 2 :][start : min(end, start + _WORDS)]
        try:
            words = json.loads((self._prepared.visible / "vocabulary.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return " ".join(str(int(one)) for one in ids)
        return one_line("".join(words[int(one) - 1] for one in ids), 2 * _WORDS)
