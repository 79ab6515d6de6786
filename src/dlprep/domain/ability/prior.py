"""What is believed of abilities before the first answer: topics that need one another go together."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

Matrix = tuple[tuple[float, ...], ...]

PRIOR_DEVIATION = 1.0
"""Of each topic's ability, logits: the usual scale of item response theory."""
_GENERAL_PRECISION = 1 / 0.6**2
"""Of the general ability, before scaling."""
_TOPIC_PULL = 1 / 0.8**2
"""How tightly a topic holds to the general ability."""
_NEED_PULL = _TOPIC_PULL / 2
"""How tightly a topic holds to each topic it needs."""


def prior_covariance(needs: Mapping[str, Sequence[str]]) -> Matrix:
    """The covariance of the topics' abilities, in the order of `needs`: each topic with those it needs.

    A Gaussian Markov random field (Rue & Held, Gaussian Markov Random Fields, 2005, chapter 2): a general
    ability, each topic pulled towards it, and towards every topic it needs. Off its diagonal the precision is
    nowhere positive, so that all covariances are positive and stay so: evidence for one topic never counts
    against another (Karlin & Rinott, 1983, on M-matrices). Variances are scaled to `PRIOR_DEVIATION`.
    """
    return _covariance(tuple((topic, tuple(wanted)) for topic, wanted in needs.items()))


@lru_cache(maxsize=4)
def _covariance(needs: tuple[tuple[str, tuple[str, ...]], ...]) -> Matrix:
    place = {topic: at for at, (topic, _) in enumerate(needs, start=1)}
    precision = [[0.0] * (len(needs) + 1) for _ in range(len(needs) + 1)]
    precision[0][0] = _GENERAL_PRECISION
    for topic, wanted in needs:
        _tie(precision, 0, place[topic], _TOPIC_PULL)
        for other in set(wanted) & place.keys() - {topic}:
            _tie(precision, place[other], place[topic], _NEED_PULL)
    raw = [row[1:] for row in _inverse(precision)[1:]]
    scale = [PRIOR_DEVIATION / raw[at][at] ** 0.5 for at in range(len(raw))]
    return tuple(
        tuple(scale[one] * scale[other] * value for other, value in enumerate(row))
        for one, row in enumerate(raw)
    )


def _tie(precision: list[list[float]], one: int, other: int, pull: float) -> None:
    precision[one][one] += pull
    precision[other][other] += pull
    precision[one][other] -= pull
    precision[other][one] -= pull


def _inverse(matrix: list[list[float]]) -> list[list[float]]:
    """Gauss and Jordan without pivoting, which a positive definite matrix does not need."""
    size = len(matrix)
    rows = [[*row, *(float(at == place) for at in range(size))] for place, row in enumerate(matrix)]
    for place in range(size):
        pivot = rows[place][place]
        rows[place] = lead = [value / pivot for value in rows[place]]
        for other in range(size):
            factor = rows[other][place]
            if other != place and factor:
                rows[other] = [value - factor * by for value, by in zip(rows[other], lead, strict=True)]
    return [row[size:] for row in rows]
