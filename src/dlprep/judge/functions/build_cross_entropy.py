"""Checks of `build-cross-entropy`: the loss from logits, its gradient, smoothing and ignored labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, of_kind, same, together
from dlprep.judge.functions.comparing import close, results
from dlprep.judge.functions.slopes import Wanted, slope_trial
from dlprep.judge.functions.task import Call, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.domain.messages import Message
    from dlprep.judge.functions.task import Returned

    Array = NDArray[Any]

LOSS, GRADIENT = "cross_entropy", "cross_entropy_gradient"
IGNORED = -100
LOSS_MOST, GRADIENT_MOST = 60.0, 60.0
"""Ours take about 4 and 6 with one thread, loops over rows 400 and 450."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    logits, labels = drawn(random, (6,), 5)
    tokens, targets = drawn(random, (3, 4), 7)
    return {
        "loss": agrees(Call(LOSS, (logits, labels)), cross_entropy(logits, labels)),
        "gradient": _gradient(logits, labels),
        "tokens": _both(tokens, targets),
        "large-logits": _both(*drawn(random, (8,), 4, scale=4000.0)),
        "shifted": _shifted(random, logits, labels),
        "differences": _differences(random),
        "smoothing": together(_both(logits, labels, smoothing=0.1), _both(tokens, targets, smoothing=0.3)),
        "ignored": together(
            _both(tokens, _holes(targets, IGNORED), ignore_index=IGNORED),
            _both(tokens, _holes(targets, 0), ignore_index=0, smoothing=0.2),
        ),
        "all-ignored": _both(logits, labels * 0 + IGNORED, ignore_index=IGNORED),
        "impossible-classes": _both(*_impossible(random)),
        "float32": of_kind("float32", Call(GRADIENT, (tokens.astype("float32"), targets))),
        "arguments-kept": kept(*_calls(tokens, _holes(targets, IGNORED), ignore_index=IGNORED)),
        "fast": _fast(random),
    }


def drawn(
    random: Generator, leading: tuple[int, ...], classes: int, scale: float = 2.0
) -> tuple[Array, Array]:
    """Logits and labels."""
    return random.standard_normal((*leading, classes)) * scale, random.integers(0, classes, leading)


def _holes(labels: Array, ignore_index: int) -> Array:
    """The labels with every third one, and not all, taken out."""
    holed = labels.copy()
    holed.flat[::3] = ignore_index
    holed.flat[1] = 1
    return holed


def _log_softmax(logits: Array) -> Array:
    import numpy as np

    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def _targets(labels: Array, classes: int, smoothing: float, counted: Array) -> Array:
    """One smoothed distribution a row; all zeros where the row does not count."""
    import numpy as np

    one_hot = np.eye(classes)[np.where(counted, labels, 0)]
    return np.asarray(((1 - smoothing) * one_hot + smoothing / classes) * counted[..., None])


def _counted(labels: Array, ignore_index: int | None) -> Array:
    import numpy as np

    return np.ones(labels.shape, bool) if ignore_index is None else np.asarray(labels != ignore_index)


def cross_entropy(
    logits: Array, labels: Array, smoothing: float = 0.0, ignore_index: int | None = None
) -> float:
    """The mean of −Σ target·log softmax over the rows that count; 0 when none does."""
    import numpy as np

    counted = _counted(labels, ignore_index)
    targets = _targets(labels, logits.shape[-1], smoothing, counted)
    terms = np.where(targets > 0, targets * np.maximum(_log_softmax(logits), -1e300), 0)
    return float(-terms.sum() / max(counted.sum(), 1))


def cross_entropy_gradient(
    logits: Array, labels: Array, smoothing: float = 0.0, ignore_index: int | None = None
) -> Array:
    """Its gradient by the logits: probability minus target, over the number of rows that count."""
    import numpy as np

    counted = _counted(labels, ignore_index)
    targets = _targets(labels, logits.shape[-1], smoothing, counted)
    probabilities = np.exp(_log_softmax(logits)) * counted[..., None]
    return np.asarray((probabilities - targets) / max(counted.sum(), 1))


def _gradient(logits: Array, labels: Array, most: float | None = None, **options: Any) -> Trial:
    call, wanted = (
        Call(GRADIENT, (logits, labels), options),
        cross_entropy_gradient(logits, labels, **options),
    )
    return agrees(call, wanted, absolute=1e-6 / labels.size, most=most)


def _both(logits: Array, labels: Array, **options: Any) -> Trial:
    wanted = cross_entropy(logits, labels, **options)
    return together(
        agrees(Call(LOSS, (logits, labels), options), wanted), _gradient(logits, labels, **options)
    )


def _calls(logits: Array, labels: Array, **options: Any) -> tuple[Call, Call]:
    return Call(LOSS, (logits, labels), options), Call(GRADIENT, (logits, labels), options)


def _shifted(random: Generator, logits: Array, labels: Array) -> Trial:
    """A constant added to a row changes nothing, so each row of the gradient adds up to 0."""
    moved = logits + random.integers(-40, 40, (len(logits), 1))
    pairs = zip(_calls(logits, labels), _calls(moved, labels), strict=True)
    return together(*(same(one, other) for one, other in pairs), _balanced(moved, labels))


def _balanced(logits: Array, labels: Array) -> Trial:
    import numpy as np

    def judge(returned: Sequence[Returned]) -> Message | None:
        [one] = returned
        if (fault := results(one, 1, function=GRADIENT)) is not None:
            return fault
        return close(one.values[0].sum(axis=-1), np.zeros(len(labels)), what="Σ dlogits", absolute=1e-9)

    return Trial((Call(GRADIENT, (logits, labels)),), judge)


def _differences(random: Generator) -> Trial:
    ahead, back = _calls(*drawn(random, (2, 3), 4))
    return slope_trial(ahead, back, [Wanted("dlogits", 0, 0)], lambda values: float(values[0]), random)


def _impossible(random: Generator) -> tuple[Array, Array]:
    """Classes ruled out by a logit of minus infinity, never the true one."""
    import numpy as np

    logits, labels = drawn(random, (6,), 5)
    logits[np.arange(6), (labels + 1 + np.arange(6) % 3) % 5] = -np.inf
    return logits, labels


def _fast(random: Generator) -> Trial:
    """Many short rows: a Python loop over rows is felt."""
    logits, labels = drawn(random, (60_000,), 4)
    return together(
        agrees(Call(LOSS, (logits, labels)), cross_entropy(logits, labels), most=LOSS_MOST),
        _gradient(logits, labels, GRADIENT_MOST),
    )
