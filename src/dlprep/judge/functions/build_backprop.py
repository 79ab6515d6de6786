"""Checks of `build-backprop`: a net with one hidden layer, its loss and every gradient, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.judge.functions.building import agrees, kept, same, together
from dlprep.judge.functions.slopes import Wanted, slope_trial
from dlprep.judge.functions.task import Call

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlprep.judge.functions.task import Trial

    Array = NDArray[Any]
    Net = tuple[Array, Array, Array, Array]

NAMES = ("dw1", "db1", "dw2", "db2")
KINK = 1e-3
"""Hidden units of the difference check stay this far from 0, where ReLU has no derivative."""


def trials(random: Generator) -> Mapping[str, Trial]:
    """The checks in the order of the challenge."""
    x, y, net = drawn(random, rows=7)
    return {
        "forward": agrees(Call("forward", (x, *net)), forward(x, *net)),
        "loss": _loss(random),
        "gradients": _gradients(x, y, net),
        "one-row": _gradients(*drawn(random, rows=1)),
        "differences": _differences(random),
        "repeated-batch": _repeated(x, y, net),
        "large-logits": _large(random),
        "dead-units": _dead(random),
        "arguments-kept": kept(
            Call("forward", (x, *net)),
            Call("gradients", (x, y, *net)),
            Call("loss", (forward(x, *net), y)),
        ),
    }


def drawn(random: Generator, rows: int) -> tuple[Array, Array, Net]:
    """Inputs, labels and weights; no width equals another, so that a transposed product cannot fit."""
    features, hidden, classes = 5, 8, 4
    x = random.standard_normal((rows, features))
    y = random.integers(0, classes, rows)
    net = (
        random.standard_normal((features, hidden)) / 2,
        random.standard_normal(hidden) / 2,
        random.standard_normal((hidden, classes)) / 2,
        random.standard_normal(classes) / 2,
    )
    return x, y, net


def forward(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Array:
    """Logits of a net with one hidden ReLU layer."""
    hidden: Array = x @ w1 + b1
    return (hidden * (hidden > 0)) @ w2 + b2


def loss(logits: Array, y: Array) -> float:
    """The mean of log Σ exp(z) − z[label], with the largest logit taken out first."""
    import numpy as np

    shifted = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]).mean())


def gradients(x: Array, y: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Net:
    """The gradients of the mean loss, in the order of the weights."""
    import numpy as np

    hidden = x @ w1 + b1
    active = np.maximum(hidden, 0)
    logits = active @ w2 + b2
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    by_logits = (exps / exps.sum(axis=1, keepdims=True) - np.eye(len(b2))[y]) / len(y)
    by_hidden = (by_logits @ w2.T) * (hidden > 0)
    return x.T @ by_hidden, by_hidden.sum(axis=0), active.T @ by_logits, by_logits.sum(axis=0)


def _loss(random: Generator) -> Trial:
    logits, y = random.standard_normal((6, 5)) * 2, random.integers(0, 5, 6)
    return agrees(Call("loss", (logits, y)), loss(logits, y))


def _gradients(x: Array, y: Array, net: Net) -> Trial:
    return agrees(Call("gradients", (x, y, *net)), *gradients(x, y, *net), names=NAMES)


def _differences(random: Generator) -> Trial:
    import numpy as np

    x, y, net = drawn(random, rows=6)
    while np.abs(x @ net[0] + net[1]).min() < KINK:
        x, y, net = drawn(random, rows=6)
    return slope_trial(
        Call("forward", (x, *net)),
        Call("gradients", (x, y, *net)),
        [Wanted(name, place + 1, place) for place, name in enumerate(NAMES)],
        lambda values: loss(values[0], y),
        random,
    )


def _repeated(x: Array, y: Array, net: Net) -> Trial:
    """The same rows three times over: a mean does not notice."""
    import numpy as np

    often = Call("gradients", (np.repeat(x, 3, axis=0), np.repeat(y, 3), *net))
    return same(Call("gradients", (x, y, *net)), often, names=NAMES)


def _large(random: Generator) -> Trial:
    """Logits in the thousands, where exp overflows unless the largest is taken out."""
    x, y, (w1, b1, w2, b2) = drawn(random, rows=6)
    steep = (w1, b1, w2 * 2000, b2)
    logits = forward(x, *steep)
    return together(agrees(Call("loss", (logits, y)), loss(logits, y)), _gradients(x, y, steep))


def _dead(random: Generator) -> Trial:
    """Half of the hidden units get exactly 0, where frameworks take 0 for the derivative of ReLU."""
    x, y, (w1, b1, w2, b2) = drawn(random, rows=6)
    w1[:, ::2], b1[::2] = 0.0, 0.0
    return _gradients(x, y, (w1, b1, w2, b2))
